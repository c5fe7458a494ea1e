"""The text of a body as blocks and sentences, each of whose words is found again in the file."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct

from sourcebook.model.marks import CITE, CLOSE, LINK, TOKEN, Ref
from sourcebook.model.problem import START, Place

_WORD = re.compile(rf"[{LINK}{CITE}][0-9]+{CLOSE}|[^\W_{LINK}{CITE}{CLOSE}]+")
_REACH = 400
_ADDRESS = re.compile(r"(?<=\])\([^()\s]*")
_END = re.compile(rf"[.!?…][”’\")\]]*(?:\s*{CITE}[0-9]+{CLOSE})*(?:\s+(?!{CITE})|\Z)")
_SHORT = re.compile(r"\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|St|No|Nos|vs|cf|ca|art|vol|ed|eds|pp|etc)\.\Z")
_LONGEST = len("etc")

BlockKind = Literal["paragraph", "item", "row", "heading", "quotation", "code"]
Raw = tuple[BlockKind, str]
"""The kind of a block and its text: plain, with tokens for its marks."""


def split_sentences(kind: BlockKind, text: str) -> list[str]:
    """Sentences of a block; citations after a full stop belong to the sentence before. A row is one sentence."""
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


Offsets = tuple[tuple[int, int], ...]


class Alignment(Struct, frozen=True, array_like=True, dict=True):
    """The blocks of a body beside the Markdown they came from: finds each word again when its place is asked for.

    `raw` are the blocks in the order of the text; `marks` has what each token stands for; `text` is the Markdown with
    the same tokens, which `source` maps to the file. Sentences are cut when they are asked for, so that what is
    remembered of a file is small.
    """

    raw: tuple[Raw, ...] = ()
    marks: tuple[str | Ref, ...] = ()
    text: str = ""
    source: SourceMap = SourceMap((0,), 1, (), (), (), ())

    @cached_property
    def blocks(self) -> tuple["Block", ...]:
        """All blocks, in the order of the text."""
        found: list[Block] = []
        end = 0
        for kind, text in self.raw:
            first, end = end, end + len(split_sentences(kind, text))
            found.append(Block(kind, first, end, self))
        return tuple(found)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """All sentences, plain with tokens for their marks, in the order of the text."""
        return tuple(sentence for kind, text in self.raw for sentence in split_sentences(kind, text))

    @property
    def opening(self) -> tuple[str | Ref, ...]:
        """The first sentence of the first paragraph that has one."""
        paragraphs = (split_sentences(kind, text) for kind, text in self.raw if kind == "paragraph")
        return next((self.pieces(sentences[0]) for sentences in paragraphs if sentences), ())

    @property
    def marked(self) -> tuple[tuple[str | Ref, ...], ...]:
        """The sentences that hold a mark, in pieces."""
        texts = ((kind, text) for kind, text in self.raw if CLOSE in text)
        found = (self.pieces(each) for kind, text in texts for each in split_sentences(kind, text) if CLOSE in each)
        return tuple(pieces for pieces in found if any(isinstance(piece, Ref) for piece in pieces))

    def pieces(self, sentence: str) -> tuple[str | Ref, ...]:
        """A sentence with what its tokens stand for in their places."""
        if CLOSE not in sentence:
            return (sentence,)
        pieces: list[str | Ref] = list(TOKEN.split(sentence))
        pieces[1::2] = [self.marks[int(each)] for each in pieces[1::2] if isinstance(each, str)]
        return tuple(piece for piece in pieces if piece != "")

    @cached_property
    def offsets(self) -> tuple[Offsets, ...]:
        """For each sentence, each word's offset in it, marks said, and in `text`. Words are found one after another."""
        shown = _ADDRESS.sub(lambda match: " " * len(match.group()), self.text)
        words = [(match.group(), match.start()) for match in _WORD.finditer(shown)]
        found: list[Offsets] = []
        at = 0
        for sentence in self.sentences:
            offsets, at = self._align(sentence, words, at)
            found.append(offsets)
        return tuple(found)

    def _align(self, sentence: str, words: Sequence[tuple[str, int]], at: int) -> tuple[Offsets, int]:
        offsets: list[tuple[int, int]] = []
        longer = 0
        for match in _WORD.finditer(sentence):
            word = match.group()
            near = (n for n in range(at, min(at + _REACH, len(words))) if words[n][0] == word)
            found = next(near, None)
            if found is not None:
                at = found + 1
                offsets.append((match.start() + longer, words[found][1]))
            token = TOKEN.fullmatch(word)
            if token:
                longer += len(_said(self.marks[int(token[1])])) - len(word)
        return tuple(offsets), at


def _said(piece: str | Ref) -> str:
    """A piece of a sentence as plain text: a mark as its label, or as nothing."""
    return piece if isinstance(piece, str) else piece.label or ""


class Sentence(NamedTuple):
    """One sentence as plain text with its marks in place: the one with this `number` in its `alignment`."""

    pieces: tuple[str | Ref, ...]
    number: int
    alignment: Alignment

    @property
    def text(self) -> str:
        """The sentence as plain text, a mark written as its label, or as nothing."""
        return "".join(map(_said, self.pieces))

    @property
    def refs(self) -> tuple[Ref, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Ref))

    @property
    def words(self) -> tuple[tuple[int, Place], ...]:
        """Offset in `text` and place in the file of each word."""
        return tuple((offset, self.alignment.source.place(at)) for offset, at in self._offsets)

    def place(self, offset: int) -> Place:
        """Where in the file the word at this offset of `text` stands."""
        if not self._offsets:
            return START
        at = bisect_right(self._offsets, offset, key=lambda word: word[0])
        return self.alignment.source.place(self._offsets[max(at - 1, 0)][1])

    @property
    def _offsets(self) -> Offsets:
        return self.alignment.offsets[self.number]


class Block(Struct, frozen=True, dict=True):
    """A paragraph, list item, table row or the like: the reach within which a citation backs a figure.

    Its sentences are those of the `alignment` from number `first` to before `end`.
    """

    kind: BlockKind
    first: int
    end: int
    alignment: Alignment

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in the order of the text."""
        here = self.alignment
        numbers = range(self.first, self.end)
        return tuple([Sentence(here.pieces(here.sentences[number]), number, here) for number in numbers])
