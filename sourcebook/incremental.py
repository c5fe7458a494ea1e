"""What one build leaves for the next, and what an edit of prose leaves unchanged.

The shelf of the bodies (`bodies.py`) notes whose are read. So it is known of each part of the output which bodies it
was made from; all else that it was made from is the dossier without its bodies. Where an edit left that as it was, only
the parts that read an edited body are made again.
"""

import dataclasses
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.checked import Checked
from sourcebook.model.dossier import Dossier, Mark, edges_of
from sourcebook.model.names import Key
from sourcebook.model.record import Entry


class Part(Struct, frozen=True):
    """Part of the output: which files, and whose bodies were read for them."""

    paths: tuple[str, ...]
    reads: frozenset[Key]


@dataclasses.dataclass(frozen=True)
class Trace:
    """How the output came about, for an edit of prose to be told from other changes.

    `of` is the stamp of the build, `linked` that of the build which remembered the linked dossier, `since`: files that
    were edited since then. `faces`: digests of what other pages see of each page, by the page's file; `parts`: those of
    the output by name; `common`: whose bodies every page depends on.
    """

    of: bytes
    linked: bytes
    since: frozenset[str]
    faces: Mapping[str, bytes]
    checked: Checked
    parts: Mapping[str, Part]
    common: frozenset[Key]

    @property
    def paths(self) -> frozenset[str]:
        """All files of the output."""
        return frozenset(path for part in self.parts.values() for path in part.paths)


def with_edits(dossier: Dossier, entries: Iterable[Entry]) -> Dossier:
    """A dossier with entries that were edited, whose faces are what they were: names resolve as they did."""
    pages, edges = dict(dossier.pages), list(dossier.edges)
    for entry in entries:
        old = pages[entry.key]
        marks = zip(entry.prose.refs, old.marks.values(), strict=True)
        pages[entry.key] = replace(old, entry=entry, marks={ref: Mark(ref, mark.targets) for ref, mark in marks})
        own = [at for at, edge in enumerate(edges) if edge.origin == entry.key]
        if own:
            edges[own[0] : own[-1] + 1] = edges_of(pages[entry.key], pages)
    return replace(dossier, pages=pages, edges=tuple(edges))
