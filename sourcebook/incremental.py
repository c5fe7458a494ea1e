"""What one build leaves for the next, and what an edit of prose leaves unchanged.

The shelf of the bodies (`bodies.py`) notes whose are read. So it is known of each part of the output which bodies it
was made from; all else that it was made from is the dossier without its bodies. Where an edit left that as it was, only
the parts that read an edited body are made again.
"""

import dataclasses
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.checked import Checked
from sourcebook.model.dossier import Dossier, Page
from sourcebook.model.names import Key, file_of, key_of, page_url
from sourcebook.model.record import Entry


class Part(Struct, frozen=True):
    """Part of the output: which files, and whose bodies were read for them."""

    paths: tuple[str, ...]
    reads: frozenset[Key]


class Parts(Mapping[str, Part]):
    """The parts of the output by name. Most are a page for which its own body alone was read: of those, the name."""

    def __init__(self, pages: frozenset[str] = frozenset(), others: Mapping[str, Part] | None = None) -> None:
        self._pages, self._others = pages, others or {}

    def __reduce__(self) -> tuple[type["Parts"], tuple[frozenset[str], Mapping[str, Part]]]:
        return Parts, (self._pages, self._others)

    def __getitem__(self, name: str) -> Part:
        part = _page_part(name) if name in self._pages else self._others[name]
        assert part is not None
        return part

    def __iter__(self) -> Iterator[str]:
        yield from self._pages
        yield from self._others

    def __len__(self) -> int:
        return len(self._pages) + len(self._others)

    def reading(self, keys: frozenset[Key]) -> frozenset[str]:
        """Names of the parts for which one of these bodies was read."""
        pages = self._pages & {page_url(key) for key in keys}
        return pages | {name for name, part in self._others.items() if part.reads & keys}

    def along(self, parts: Mapping[str, Part]) -> "Parts":
        """These parts with others, or in place of those of the same name."""
        pages = frozenset(name for name, part in parts.items() if part == _page_part(name))
        others = {name: part for name, part in {**self._others, **parts}.items() if name not in pages}
        return Parts((self._pages - parts.keys()) | pages, others)

    @property
    def paths(self) -> frozenset[str]:
        """All files of the output."""
        others = (path for part in self._others.values() for path in part.paths)
        return frozenset((*map(file_of, self._pages), *others))


def _page_part(name: str) -> Part | None:
    key = key_of(name)
    return None if key is None else Part((file_of(name),), frozenset([key]))


@dataclasses.dataclass(frozen=True)
class Trace:
    """How the output came about, for an edit of prose to be told from other changes.

    `of` is the stamp of the build, `linked` that of the build which remembered the linked dossier, `since`: files that
    were edited since then, in so many `edits`. `faces`: digests of what other pages see of each page, by the page's
    file; `parts`: those of the output by name; `common`: whose bodies every page depends on.
    """

    of: bytes
    linked: bytes
    since: frozenset[str]
    edits: int
    faces: Mapping[str, bytes]
    checked: Checked
    parts: Parts
    common: frozenset[Key]


def with_edits(dossier: Dossier, entries: Iterable[Entry]) -> Dossier:
    """A dossier with entries that were edited, whose faces are what they were: names resolve as they did.

    It is for rules: what views see of these pages besides their bodies is the same without.
    """
    edited = {entry.key: replace(dossier.pages[entry.key], entry=entry) for entry in entries}
    return replace(dossier, pages=ChainMap(edited, cast(MutableMapping[Key, Page], dossier.pages)))
