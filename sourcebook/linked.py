"""The linked dossier as it is remembered: in shards, of which an edit of prose reads those that it needs."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from sourcebook.bodies import Shelf
from sourcebook.memory import ForgottenError, Memory
from sourcebook.model.dossier import Claim, Dossier, Matter, Page, Source
from sourcebook.model.edges import Edge, Edges
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.parsing import known_page

PAGES = 16
"""So many pages are in a shard, with the edges that lead to them and from them."""

Groups = dict[Key, Sequence[Edge]]
Marks = Mapping[tuple[str, ...], tuple[Target, ...]]
Linked = tuple[bytes, Matter, Marks]
"""What a page has beside its entry, which is known by the digest of its file."""

Shard = tuple[bytes, dict[Key, Linked], bytes]
"""The stamp of the build, the pages, their edges as a pickle."""


def keep_linked(
    dossier: Dossier, stamp: bytes, digests: Mapping[str, bytes], memory: Memory, *name: bytes
) -> tuple[()]:
    """Remember a dossier under a name; as a part of the output it has no files.

    `stamp` is that of the build, `digests` those of its files, whose pages the memory knows.
    """
    keys, edges = list(dossier.pages), dossier.edges
    for number in range(0, len(keys), PAGES):
        some = keys[number : number + PAGES]
        groups = [{key: group[key] for key in some if key in group} for group in (edges.to, edges.of)]
        pages = ((key, dossier.pages[key]) for key in some)
        linked = {key: (digests[page.entry.path], page.matter, page.marks) for key, page in pages}
        shard: Shard = stamp, linked, pickle.dumps(groups, pickle.HIGHEST_PROTOCOL)
        memory.keep(shard, *name, str(number).encode())
    folders = [(folder, [key.slug for key in some]) for folder, some in groupby(keys, key=lambda key: key.folder)]
    memory.keep((stamp, dossier.tables, dossier.corrections, folders), *name)
    return ()


def recall_linked(shelf: Shelf, memory: Memory, *name: bytes) -> tuple[bytes, Dossier] | None:
    """The stamp and the dossier that were kept under a name, its bodies on this shelf; None where there is none.

    To read what is not there any more raises ForgottenError.
    """
    found = memory.recall(*name)
    if found is None:
        return None
    stamp, tables, corrections, folders = found
    keys = [Key(folder, slug) for folder, slugs in folders for slug in slugs]
    shards = _Shards(memory, name, stamp, shelf, {key: at - at % PAGES for at, key in enumerate(keys)})
    pages = _Pages(shards)
    return stamp, Dossier(tables, pages, _Claims(pages), _Edges(shards), corrections)


@dataclass
class _Shards:
    """The shards of a dossier, by the number of their first page; `at` has that of each page."""

    memory: Memory
    name: tuple[bytes, ...]
    stamp: bytes
    shelf: Shelf
    at: Mapping[Key, int]
    _pages: dict[Key, Page] = field(default_factory=dict)
    _linked: dict[int, dict[Key, Linked]] = field(default_factory=dict)
    _packed: dict[int, bytes] = field(default_factory=dict)
    _edges: dict[int, list[Groups]] = field(default_factory=dict)

    def page(self, key: Key) -> Page:
        if key not in self._pages:
            digest, matter, marks = self._shard(self.at[key])[key]
            entry = known_page(f"{key}.md", digest, self.memory, self.shelf)
            self._pages[key] = Page(key, entry, matter, marks)
        return self._pages[key]

    def _shard(self, number: int) -> dict[Key, Linked]:
        if number not in self._linked:
            shard: Shard | None = self.memory.recall(*self.name, str(number).encode())
            if shard is None or shard[0] != self.stamp:
                raise ForgottenError
            _, self._linked[number], self._packed[number] = shard
        return self._linked[number]

    def edges(self, number: int) -> list[Groups]:
        if number not in self._edges:
            self._shard(number)
            self._edges[number] = pickle.loads(self._packed.pop(number))
        return self._edges[number]


class _Pages(Mapping[Key, Page]):
    def __init__(self, shards: _Shards) -> None:
        self._shards = shards

    def __getitem__(self, key: Key) -> Page:
        return self._shards.page(key)

    def __contains__(self, key: object) -> bool:
        return key in self._shards.at

    def __iter__(self) -> Iterator[Key]:
        return iter(self._shards.at)

    def __len__(self) -> int:
        return len(self._shards.at)


class _Claims(Mapping[ClaimKey, Claim]):
    """The claims of the documents among pages."""

    def __init__(self, pages: _Pages) -> None:
        self._pages = pages
        self._of: dict[Key, dict[ClaimKey, Claim]] = {}

    def __getitem__(self, key: ClaimKey) -> Claim:
        return self._claims(key.page)[key]

    def __iter__(self) -> Iterator[ClaimKey]:
        return (claim for key in self._pages if key.folder == "sources" for claim in self._claims(key))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _claims(self, key: Key) -> dict[ClaimKey, Claim]:
        if key not in self._of:
            matter = self._pages[key].matter
            assert isinstance(matter, Source)
            self._of[key] = {claim.key: claim for claim in matter.claims}
        return self._of[key]


class _Edges(Edges):
    def __init__(self, shards: _Shards) -> None:
        self._shards = shards

    def __iter__(self) -> Iterator[Edge]:
        return (edge for key in self.of for edge in self.of[key])

    @cached_property
    def to(self) -> Mapping[Key, Sequence[Edge]]:
        return _Group(self._shards, 0)

    @cached_property
    def of(self) -> Mapping[Key, Sequence[Edge]]:
        return _Group(self._shards, 1)


class _Group(Mapping[Key, Sequence[Edge]]):
    def __init__(self, shards: _Shards, which: int) -> None:
        self._shards, self._which = shards, which

    def __getitem__(self, key: Key) -> Sequence[Edge]:
        return self._shards.edges(self._shards.at[key])[self._which][key]

    def __iter__(self) -> Iterator[Key]:
        return (key for key in self._shards.at if key in self._shards.edges(self._shards.at[key])[self._which])

    def __len__(self) -> int:
        return sum(1 for _ in self)
