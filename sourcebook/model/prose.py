"""Converted prose with holes where addresses and citations belong."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from sourcebook.model.problem import START, Place

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
class SourceMap:
    """Leads from offsets in the text of a body, its marks exchanged for tokens, to places in its file.

    `lines`: offsets in the text as written at which its lines begin, the first of them line `first` of the file.
    `starts`: offsets of the tokens; `origins`: of the marks as written; `tokens`, `marks`: the lengths of each.
    """

    lines: tuple[int, ...]
    first: int
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    tokens: tuple[int, ...]
    marks: tuple[int, ...]

    def place(self, offset: int) -> Place:
        """Place of an offset in the text with tokens; within a token, that of its mark."""
        written = self._written(offset)
        row = bisect_right(self.lines, written) - 1
        return Place(self.first + row, written - self.lines[row] + 1)

    def _written(self, offset: int) -> int:
        before = bisect_right(self.starts, offset) - 1
        if before < 0:
            return offset
        past = offset - self.starts[before] - self.tokens[before]
        return self.origins[before] + (self.marks[before] + past if past >= 0 else 0)


@dataclass(frozen=True)
class Sentence:
    """One sentence as plain text with its marks in place.

    `offsets` gives for each word its offset in `text`, in which a mark is written as its label, or as nothing, and its
    offset in the text that `source` maps to the file.
    """

    pieces: tuple[str | Ref, ...]
    offsets: tuple[tuple[int, int], ...]
    source: SourceMap = field(repr=False)

    @property
    def text(self) -> str:
        return "".join(piece if isinstance(piece, str) else piece.label or "" for piece in self.pieces)

    @property
    def refs(self) -> tuple[Ref, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Ref))

    @property
    def words(self) -> tuple[tuple[int, Place], ...]:
        """Offset in `text` and place in the file of each word."""
        return tuple((offset, self.source.place(at)) for offset, at in self.offsets)

    def place(self, offset: int) -> Place:
        """Where in the file the word at this offset of `text` stands."""
        if not self.offsets:
            return START
        at = bisect_right(self.offsets, offset, key=lambda word: word[0])
        return self.source.place(self.offsets[max(at - 1, 0)][1])


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
