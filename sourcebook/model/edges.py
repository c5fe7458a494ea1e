"""What the prose of pages points to, as a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from sourcebook.model.names import Key, Target

EdgeKind = Literal["link", "cite"]


class Edge(Struct, frozen=True):
    """A page's prose points to something; `sentence` is the plain sentence that does."""

    kind: EdgeKind
    origin: Key
    target: Target
    sentence: str


class Edges:
    """All edges in the order of their pages: a table with two indexes."""

    def __init__(self, edges: Iterable[Edge] = ()) -> None:
        self._edges = tuple(edges)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edges) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[Edge]:
        return iter(self._edges)

    @cached_property
    def to(self) -> Mapping[Key, Sequence[Edge]]:
        """Edges by the page on which their target lies."""
        return _grouped((target_page(edge.target), edge) for edge in self._edges)

    @cached_property
    def of(self) -> Mapping[Key, Sequence[Edge]]:
        """Edges by the page whose prose they stand in."""
        return _grouped((edge.origin, edge) for edge in self._edges)


def target_page(target: Target) -> Key:
    """The page on which a target lies."""
    return target if isinstance(target, Key) else target.page


def _grouped(pairs: Iterable[tuple[Key, Edge]]) -> Mapping[Key, Sequence[Edge]]:
    found: dict[Key, list[Edge]] = {}
    for key, edge in pairs:
        found.setdefault(key, []).append(edge)
    return found
