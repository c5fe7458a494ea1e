"""Blocks and sentences of a page's body, and where their words stand in the file."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct

from sourcebook.model.marks import CITE, CLOSE, LINK, NOTE, SIGNS, TOKEN, Ref
from sourcebook.model.problem import START, Place

_WORD = re.compile(rf"[{LINK}{CITE}{NOTE}][0-9]+{CLOSE}|[^\W_{SIGNS}]+")
_REACH = 400
_ADDRESS = re.compile(r"(?<=\])\([^()\s]*")
_END = re.compile(rf"[.!?…][”’\")\]]*(?:\s*[{CITE}{NOTE}][0-9]+{CLOSE})*(?:\s+(?![{CITE}{NOTE}])|\Z)")
_SHORT = re.compile(r"\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|St|No|Nos|vs|cf|ca|art|vol|ed|eds|pp|etc)\.\Z")
_LONGEST = len("etc")

BlockKind = Literal["paragraph", "item", "row", "heading", "quotation", "code"]
Raw = tuple[BlockKind, str]
"""Kind and plain text of a block; each mark in the text is a token."""


def split_sentences(kind: BlockKind, text: str) -> list[str]:
    """Split the text of a block into sentences, in order.

    A citation after a full stop belongs to the sentence before it. A row, heading or code block is one sentence.
    """
    if kind in ("row", "heading", "code"):
        return [text]
    out, start = [], 0
    for match in _END.finditer(text):
        at = match.start()
        rest = text[match.end() : match.end() + 1]
        if rest.islower() or _SHORT.search(text, max(start, at - _LONGEST), at + 1):
            continue
        out.append(text[start : match.end()].rstrip())
        start = match.end()
    return [*out, text[start:]] if text[start:] else out


class SourceMap(Struct, frozen=True, array_like=True):
    """Maps offsets in a body whose marks are tokens to places in its file.

    `lines`: offsets of line starts in the text as written; the first is line `first` of the file. For each token:
    `starts`, its offset; `origins`, the offset of its mark as written; `tokens` and `marks`, the lengths of both.
    """

    lines: tuple[int, ...]
    first: int
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    tokens: tuple[int, ...]
    marks: tuple[int, ...]

    def place(self, offset: int) -> Place:
        """Line and column in the file for an offset in the text with tokens.

        An offset within a token gives the place of its mark.
        """
        written = self._written(offset)
        row = bisect_right(self.lines, written) - 1
        return Place(self.first + row, written - self.lines[row] + 1)

    def _written(self, offset: int) -> int:
        before = bisect_right(self.starts, offset) - 1
        if before < 0:
            return offset
        past = offset - self.starts[before] - self.tokens[before]
        return self.origins[before] + (self.marks[before] + past if past >= 0 else 0)


Offsets = tuple[tuple[int, int], ...]


class Alignment(Struct, frozen=True, array_like=True, dict=True):
    """Alignment of the blocks of a body with its Markdown source.

    It gives each word its place in the file. `raw`: the blocks in order; `marks`: for each token the `Ref`, or the mark
    as written; `text`: the Markdown with the same tokens, which `source` maps to the file. Sentences and places are
    computed on demand, so that the cached value stays small.
    """

    raw: tuple[Raw, ...] = ()
    marks: tuple[str | Ref, ...] = ()
    text: str = ""
    source: SourceMap = SourceMap((0,), 1, (), (), (), ())

    @cached_property
    def blocks(self) -> tuple["Block", ...]:
        """All blocks, in the order of the text."""
        blocks: list[Block] = []
        end = 0
        for kind, text in self.raw:
            first, end = end, end + len(split_sentences(kind, text))
            blocks.append(Block(kind, first, end, self))
        return tuple(blocks)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """All sentences, plain with tokens for their marks, in the order of the text."""
        return tuple(sentence for kind, text in self.raw for sentence in split_sentences(kind, text))

    @property
    def opening(self) -> tuple[str | Ref, ...]:
        """First sentence of the first paragraph that is not empty, in pieces; else ()."""
        paragraphs = (split_sentences(kind, text) for kind, text in self.raw if kind == "paragraph")
        return next((self.pieces(sentences[0]) for sentences in paragraphs if sentences), ())

    def pieces(self, sentence: str) -> tuple[str | Ref, ...]:
        """Split a sentence into pieces: plain text, and the mark in place of each token."""
        if CLOSE not in sentence:
            return (sentence,)
        pieces: list[str | Ref] = list(TOKEN.split(sentence))
        pieces[1::2] = [self.marks[int(number)] for number in pieces[1::2] if isinstance(number, str)]
        return tuple(piece for piece in pieces if piece != "")

    @cached_property
    def offsets(self) -> tuple[Offsets, ...]:
        """Offsets of the words of each sentence, as pairs of two offsets.

        The first is in the sentence with each mark replaced by its label, the second in `text`.
        """
        shown = _ADDRESS.sub(lambda match: " " * len(match.group()), self.text)
        words = [(match.group(), match.start()) for match in _WORD.finditer(shown)]
        aligned: list[Offsets] = []
        at = 0
        for sentence in self.sentences:
            offsets, at = self._align(sentence, words, at)
            aligned.append(offsets)
        return tuple(aligned)

    def _align(self, sentence: str, words: Sequence[tuple[str, int]], at: int) -> tuple[Offsets, int]:
        offsets: list[tuple[int, int]] = []
        longer = 0
        for match in _WORD.finditer(sentence):
            word = match.group()
            near = (n for n in range(at, min(at + _REACH, len(words))) if words[n][0] == word)
            index = next(near, None)
            if index is not None:
                at = index + 1
                offsets.append((match.start() + longer, words[index][1]))
            token = TOKEN.fullmatch(word)
            if token:
                longer += len(_spoken(self.marks[int(token[1])])) - len(word)
        return tuple(offsets), at


def _spoken(piece: str | Ref) -> str:
    """Plain text of a piece; of a mark its label, or nothing."""
    return piece if isinstance(piece, str) else piece.label or ""


class Sentence(NamedTuple):
    """One sentence as pieces: plain text and marks.

    `number`: its index among the sentences of `alignment`.
    """

    pieces: tuple[str | Ref, ...]
    number: int
    alignment: Alignment

    @property
    def text(self) -> str:
        """Plain text of the sentence, with the labels of its marks."""
        return "".join(map(_spoken, self.pieces))

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Marks (links and citations) of the sentence, in text order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Ref))

    @property
    def words(self) -> tuple[tuple[int, Place], ...]:
        """Offset in `text` and place in the file of each word."""
        return tuple((offset, self.alignment.source.place(at)) for offset, at in self._offsets)

    def place(self, offset: int) -> Place:
        """Place in the file of the word at this offset of `text`."""
        if not self._offsets:
            return START
        at = bisect_right(self._offsets, offset, key=lambda word: word[0])
        return self.alignment.source.place(self._offsets[max(at - 1, 0)][1])

    @property
    def _offsets(self) -> Offsets:
        return self.alignment.offsets[self.number]


class Block(Struct, frozen=True, dict=True):
    """A paragraph, list item, table row or the like.

    It is the unit within which a citation backs figures. Its sentences are `alignment.sentences[first:end]`.
    """

    kind: BlockKind
    first: int
    end: int
    alignment: Alignment

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of the block, in text order."""
        alignment, numbers = self.alignment, range(self.first, self.end)
        return tuple([Sentence(alignment.pieces(alignment.sentences[n]), n, alignment) for n in numbers])
