"""Converted prose with holes where addresses and citations belong."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from sourcebook.model.problem import Place

BlockKind = Literal["paragraph", "item", "row", "heading", "quotation", "code"]


@dataclass(frozen=True)
class Ref:
    """A mark in prose, not yet resolved.

    `kind` link: `[[target|label]]`, one target. `kind` cite: `[@target; @target]`, one or more.
    `targets` are as written: `slug`, `folder/slug`, `source#claim`, `source p8`.
    """

    kind: Literal["link", "cite"]
    targets: tuple[str, ...]
    label: str | None
    place: Place


@dataclass(frozen=True)
class Sentence:
    """One sentence as plain text with its marks in place; `words` gives the place of each word by offset.

    Offsets count characters of `text`, in which a mark is written as its label, or as nothing.
    """

    pieces: tuple[str | Ref, ...]
    words: tuple[tuple[int, Place], ...]

    @property
    def text(self) -> str:
        return "".join(piece if isinstance(piece, str) else piece.label or "" for piece in self.pieces)

    @property
    def refs(self) -> tuple[Ref, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Ref))

    def place(self, offset: int) -> Place:
        """Where in the file the word at this offset of `text` stands."""
        at = bisect_right(self.words, offset, key=lambda word: word[0])
        return self.words[max(at - 1, 0)][1] if self.words else Place(1)


@dataclass(frozen=True)
class Block:
    """A paragraph, list item, table row or the like: the reach within which a citation backs a figure."""

    kind: BlockKind
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of the body; `id` begins with `h-` and is unique on the page; `level` is 2 to 4."""

    id: str
    text: str
    level: int


@dataclass(frozen=True)
class Prose:
    """HTML in pieces, clean, with a `Ref` wherever an address or a citation belongs."""

    parts: tuple[str | Ref, ...] = ()
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def refs(self) -> tuple[Ref, ...]:
        return tuple(part for part in self.parts if isinstance(part, Ref))
