"""Converted prose with holes where addresses and citations belong."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct

from sourcebook.model.problem import START, Place

LINK, CITE, CLOSE = "\ue000", "\ue001", "\ue002"
TOKEN = re.compile(f"[{LINK}{CITE}]([0-9]+){CLOSE}")
"""What stands for a mark while Markdown runs: its number between private-use characters."""

_WORD = re.compile(rf"[{LINK}{CITE}][0-9]+{CLOSE}|[^\W_{LINK}{CITE}{CLOSE}]+")
_REACH = 400
_ADDRESS = re.compile(r"(?<=\])\([^()\s]*")

BlockKind = Literal["paragraph", "item", "row", "heading", "quotation", "code"]


class Ref(Struct, frozen=True):
    """A mark in prose, not yet resolved.

    `kind` link: `[[target|label]]`, one target. `kind` cite: `[@target; @target]`, one or more.
    `targets` are as written: `slug`, `folder/slug`, `source#claim`, `source p8`.
    """

    kind: Literal["link", "cite"]
    targets: tuple[str, ...]
    label: str | None
    place: Place


class SourceMap(Struct, frozen=True):
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


class Alignment(Struct, frozen=True, dict=True):
    """The sentences of a body beside the Markdown they came from: finds each word again when its place is asked for.

    `sentences` are plain with tokens for their marks, in the order of the text; `marks` has what each token stands
    for; `text` is the Markdown with the same tokens, which `source` maps to the file.
    """

    sentences: tuple[str, ...]
    marks: tuple[str | Ref, ...]
    text: str
    source: SourceMap

    def pieces(self, number: int) -> tuple[str | Ref, ...]:
        """The sentence of this number with what its tokens stand for in their places."""
        sentence = self.sentences[number]
        if CLOSE not in sentence:
            return (sentence,)
        pieces: list[str | Ref] = list(TOKEN.split(sentence))
        pieces[1::2] = [self.marks[int(each)] for each in TOKEN.findall(sentence)]
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

    Its sentences are those of the `alignment` from number `first` to before `end`; they are made when asked for, so
    that what is remembered of a file is small.
    """

    kind: BlockKind
    first: int
    end: int
    alignment: Alignment

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in the order of the text."""
        here = self.alignment
        return tuple([Sentence(here.pieces(number), number, here) for number in range(self.first, self.end)])

    @property
    def marked(self) -> tuple[Sentence, ...]:
        """Those sentences that hold a mark; where there are none, none is made."""
        here = self.alignment
        if not any(CLOSE in here.sentences[number] for number in range(self.first, self.end)):
            return ()
        return tuple([sentence for sentence in self.sentences if sentence.refs])


class Heading(Struct, frozen=True):
    """A heading of the body; `id` begins with `h-` and is unique on the page; `level` is 2 to 4."""

    id: str
    text: str
    level: int


@dataclass(frozen=True)
class Prose:
    """HTML in pieces, clean, with a `Ref` wherever an address or a citation belongs.

    `opening` is the first sentence of its first paragraph. `blocks`, the same text as sentences, are for linking and
    checking; pages are made without.
    """

    parts: tuple[str | Ref, ...] = ()
    headings: tuple[Heading, ...] = ()
    opening: tuple[str | Ref, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def refs(self) -> tuple[Ref, ...]:
        return tuple(part for part in self.parts if isinstance(part, Ref))
