"""The bodies of the pages, apart from what other pages and the rules over the whole see of them.

A body is fetched when it is read. So what links and checks a dossier, and the processes that make its pages, hold what
they need alone.
"""

import pickle
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from msgspec import Raw, Struct, msgpack

from sourcebook.model.blocks import Alignment
from sourcebook.model.marks import Ref
from sourcebook.model.names import Key
from sourcebook.model.problem import Place
from sourcebook.model.prose import Heading, Outline, Prose
from sourcebook.model.record import FieldPath

MOST_AT_HAND = 256
"""So many bodies are held at a time; the others are fetched again."""


class Shelf:
    """The bodies of the pages, fetched when they are read, and whose were read since it was last asked."""

    def __init__(self) -> None:
        self._fetch: Callable[[Key], Prose] | None = None
        self._bodies: dict[Key, Prose] = {}
        self._reads: set[Key] = set()

    def stock(self, fetch: Callable[[Key], Prose]) -> None:
        """Forget all bodies, and fetch from now on those that are asked for."""
        self._bodies.clear()
        self._reads.clear()
        self._fetch = fetch

    def read(self, key: Key) -> Prose:
        """The body of a page, for one who uses it."""
        self._reads.add(key)
        if key not in self._bodies:
            assert self._fetch is not None
            while len(self._bodies) >= MOST_AT_HAND:
                del self._bodies[next(iter(self._bodies))]
            self._bodies[key] = self._fetch(key)
        return self._bodies[key]

    def reads(self) -> frozenset[Key]:
        """Whose bodies were read; from now on it counts afresh."""
        found = frozenset(self._reads)
        self._reads.clear()
        return found


class _Body(Struct, array_like=True):
    """A body as MessagePack."""

    parts: tuple[str | Ref, ...]
    headings: tuple[Heading, ...]
    opening: tuple[str | Ref, ...]
    alignment: Raw


_encode = msgpack.Encoder().encode
_decode_body = msgpack.Decoder(_Body).decode
_decode_alignment = msgpack.Decoder(Alignment).decode


def packed(prose: Prose) -> bytes:
    """A body as bytes."""
    alignment = Raw(_encode(prose.alignment))
    return _encode(_Body(prose.parts, prose.headings, prose.opening, alignment))


class PackedProse(Prose):
    """A body of which the text as blocks, which few ask for, is read when somebody does."""

    def __init__(self, data: bytes) -> None:
        body = _decode_body(data)
        self.__dict__.update(parts=body.parts, headings=body.headings, opening=body.opening, text=body.alignment)

    @cached_property
    def alignment(self) -> Alignment:
        return _decode_alignment(self.__dict__["text"])


class PackedPlaces(Mapping[FieldPath, Place]):
    """Where fields stand, which only a problem asks for: unpickled when one does."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    @classmethod
    def of(cls, places: Mapping[FieldPath, Place]) -> "PackedPlaces":
        """Places, pickled unless they are."""
        return places if isinstance(places, cls) else cls(pickle.dumps(dict(places), pickle.HIGHEST_PROTOCOL))

    def __reduce__(self) -> tuple[type["PackedPlaces"], tuple[bytes]]:
        return PackedPlaces, (self._packed,)

    @cached_property
    def _places(self) -> dict[FieldPath, Place]:
        found: dict[FieldPath, Place] = pickle.loads(self._packed)
        return found

    def __getitem__(self, field: FieldPath) -> Place:
        return self._places[field]

    def __iter__(self) -> Iterator[FieldPath]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class ShelvedProse(Prose):
    """The body of a page, on a shelf; its outline is at hand."""

    def __init__(self, key: Key, outline: Outline, shelf: Shelf) -> None:
        self.__dict__.update(key=key, outline=outline, shelf=shelf)

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
    def alignment(self) -> Alignment:
        return self._read().alignment
