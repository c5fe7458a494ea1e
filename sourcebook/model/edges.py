"""Edges: links and citations from pages to pages, claims and paragraphs."""

from typing import Literal

from msgspec import Struct

from sourcebook.model.names import Key, Target

EdgeKind = Literal["link", "cite"]


class Edge(Struct, frozen=True):
    """A link or citation in the prose of page `origin`.

    `sentence` is the sentence that holds it, as plain text.
    """

    kind: EdgeKind
    origin: Key
    target: Target
    sentence: str


def target_page(target: Target) -> Key:
    """Page that a target is or lies on."""
    return target if isinstance(target, Key) else target.page
