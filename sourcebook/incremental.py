"""What one build leaves for the next, and what an edit of prose leaves unchanged.

The bodies of the pages lie on a shelf, which notes whose are read. So it is known of each part of the output which
bodies it was made from; all else that it was made from is the dossier without its bodies. Where an edit left that as it
was, only the parts that read an edited body are made again.
"""

import dataclasses
import io
import pickle
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.memory import digest
from sourcebook.model.checked import Checked
from sourcebook.model.dossier import Dossier, Mark, edges_of
from sourcebook.model.names import Key
from sourcebook.model.prose import Block, Heading, Prose, Ref
from sourcebook.model.record import Entry

MOST_UNPACKED = 64
"""So many bodies are at hand of a shelf that packs them."""


class Shelf:
    """The bodies of the pages, and whose were read since it was last asked. Pickled, it is empty.

    Where it `packs` them it holds each as two pickles, of its blocks and of the rest, and unpacks what is asked for.
    That takes less memory, none of it touched, so that forks share it; and a few per cent more time.
    """

    def __init__(self, *, packs: bool = False) -> None:
        self.packs = packs
        self._bodies: dict[Key, Prose] = {}
        self._packed: dict[Key, tuple[bytes, bytes]] = {}
        self.fetch: Callable[[Key], Prose] | None = None
        self._reads: set[Key] = set()

    def __reduce__(self) -> tuple[type["Shelf"], tuple[()]]:
        return Shelf, ()

    def put(self, key: Key, prose: Prose) -> None:
        """Take the body of a page."""
        if self.packs:
            self._packed[key] = _pickled(dataclasses.replace(prose, blocks=())), _pickled(prose.blocks)
        else:
            self._bodies[key] = prose

    def read(self, key: Key) -> Prose:
        """The body of a page, for one who uses it, but for its blocks."""
        self._reads.add(key)
        if key not in self._bodies:
            self._bodies[key] = self._found(key)
        return self._bodies[key]

    def blocks(self, key: Key) -> tuple[Block, ...]:
        """The blocks of a page's body, for one who uses them."""
        self._reads.add(key)
        if key not in self._packed:
            return self.read(key).blocks
        blocks: tuple[Block, ...] = pickle.loads(self._packed[key][1])
        return blocks

    def trim(self) -> None:
        """Keep what pages are made of."""
        self._packed = {key: (rest, _pickled(())) for key, (rest, _) in self._packed.items()}
        self._bodies = {key: dataclasses.replace(prose, blocks=()) for key, prose in self._bodies.items()}

    def restock(self, fetch: Callable[[Key], Prose]) -> None:
        """Forget all bodies, and fetch from now on those that are asked for."""
        self._bodies.clear()
        self._packed.clear()
        self._reads.clear()
        self.fetch = fetch

    def _found(self, key: Key) -> Prose:
        if key not in self._packed:
            assert self.fetch is not None
            return self.fetch(key)
        while len(self._bodies) >= MOST_UNPACKED:
            del self._bodies[next(iter(self._bodies))]
        prose: Prose = pickle.loads(self._packed[key][0])
        return prose

    def reads(self) -> frozenset[Key]:
        """Whose bodies were read; from now on it counts afresh."""
        found = frozenset(self._reads)
        self._reads.clear()
        return found


class ShelvedProse(Prose):
    """The body of a page, on a shelf."""

    def __init__(self, key: Key, shelf: Shelf) -> None:
        self.__dict__.update(key=key, shelf=shelf)

    def __reduce__(self) -> tuple[type["ShelvedProse"], tuple[Key, Shelf]]:
        return ShelvedProse, (self.__dict__["key"], self.__dict__["shelf"])

    def _read(self) -> Prose:
        shelf: Shelf = self.__dict__["shelf"]
        return shelf.read(self.__dict__["key"])

    @property
    def parts(self) -> tuple[str | Ref, ...]:
        return self._read().parts

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self._read().headings

    @property
    def opening(self) -> tuple[str | Ref, ...]:
        return self._read().opening

    @property
    def blocks(self) -> tuple[Block, ...]:
        shelf: Shelf = self.__dict__["shelf"]
        return shelf.blocks(self.__dict__["key"])


def _pickled(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def shelved(entry: Entry, shelf: Shelf) -> Entry:
    """An entry whose body is put on the shelf."""
    shelf.put(entry.key, entry.prose)
    return replace(entry, prose=ShelvedProse(entry.key, shelf))


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


def face(entry: Entry) -> bytes:
    """A digest of all of an entry that other pages or rules over the whole can see: all but its text without marks."""
    marked = [
        tuple(piece if isinstance(piece, str) else _bare(piece) for piece in sentence.pieces)
        for block in entry.prose.blocks
        for sentence in block.marked
    ]
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # without it, equal values can differ by which of their parts are one object
    pickler.dump((entry.path, entry.key, entry.head, entry.record, tuple(map(_bare, entry.prose.refs)), marked))
    return digest(out.getvalue())


def _bare(ref: Ref) -> tuple[Any, ...]:
    return ref.kind, ref.targets, ref.label


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
