"""Edges: links and citations from the prose of pages to other pages and claims."""

from msgspec import Struct

from sourcebook.model.marks import MarkKind
from sourcebook.model.names import Key, Target


class Edge(Struct, frozen=True):
    """A link or citation in the prose of page `origin`.

    `target`: the page, claim or paragraph it leads to.
    """

    kind: MarkKind
    origin: Key
    target: Target


def target_page(target: Target) -> Key:
    """Key of the page that a target is, or that contains the claim or paragraph."""
    return target if isinstance(target, Key) else target.page
