"""Clean HTML cut into blocks and sentences, each word with its place in the file."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

from sourcebook.model.prose import Block, BlockKind, Ref, Sentence, SourceMap
from sourcebook.prose.marks import CITE, CLOSE, LINK, TOKEN

_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "dt": "item", "dd": "item", "li": "item", "tr": "row", "pre": "code",
    "h2": "heading", "h3": "heading", "h4": "heading",
}  # fmt: skip
_WORD = re.compile(rf"[{LINK}{CITE}][0-9]+{CLOSE}|[^\W_{LINK}{CITE}{CLOSE}]+")
_END = re.compile(rf"[.!?…][”’\")\]]*(?:\s*{CITE}[0-9]+{CLOSE})*(?:\s+(?!{CITE})|\Z)")
_SHORT = re.compile(r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|St|No|Nos|vs|cf|ca|art|vol|ed|eds|pp|etc))\.\Z")
_REACH = 400
_ADDRESS = re.compile(r"(?<=\])\([^()\s]*")

Raw = tuple[BlockKind, str]


class _Cutter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Raw] = []
        self._kinds: list[tuple[str, BlockKind]] = []
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _KINDS:
            self.flush()
            self._kinds.append((tag, self._kind(tag)))
        elif tag in ("td", "th", "br"):
            self._text.append(" ")
        elif tag in ("thead", "blockquote"):
            self._kinds.append((tag, "heading" if tag == "thead" else "quotation"))

    def _kind(self, tag: str) -> BlockKind:
        around = {name for name, _ in self._kinds}
        if tag == "tr" and "thead" in around:
            return "heading"
        if "blockquote" in around:
            return "quotation"
        return _KINDS[tag]

    def handle_endtag(self, tag: str) -> None:
        if self._kinds and self._kinds[-1][0] == tag:
            self.flush()
            self._kinds.pop()

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def flush(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if text:
            self.blocks.append((self._kinds[-1][1] if self._kinds else "paragraph", text))


def cut_blocks(html: str, text: str, source: SourceMap, refs: Callable[[int], str | Ref]) -> tuple[Block, ...]:
    """Blocks of clean HTML with tokens in it, in the order of the text.

    `text` is the Markdown it came from, with the same tokens, which `source` maps to the file; `refs` gives what a
    token stands for. Words are found again in `text` one after the other.
    """
    cutter = _Cutter()
    cutter.feed(html)
    cutter.close()
    cutter.flush()
    finder = _Finder(text)
    return tuple(
        Block(kind, tuple(Sentence(*_align(part, refs, finder), source) for part in _split(kind, block)))
        for kind, block in cutter.blocks
    )


def _split(kind: BlockKind, text: str) -> list[str]:
    """Sentences of a block; citations after a full stop belong to the sentence before. A row is one sentence."""
    if kind in ("row", "heading", "code"):
        return [text]
    out, start = [], 0
    for match in _END.finditer(text):
        rest = text[match.end() : match.end() + 1]
        if rest.islower() or _SHORT.search(text[start : match.start() + 1]):
            continue
        out.append(text[start : match.end()].rstrip())
        start = match.end()
    return [*out, text[start:]] if text[start:] else out


class _Finder:
    """Finds the words of the prose again in its text, each after the one before."""

    def __init__(self, text: str) -> None:
        shown = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
        self._words = [(match.group(), match.start()) for match in _WORD.finditer(shown)]
        self._next = 0

    def find(self, word: str) -> int | None:
        """Offset of the next such word within reach; None where there is none."""
        for at in range(self._next, min(self._next + _REACH, len(self._words))):
            if self._words[at][0] == word:
                self._next = at + 1
                return self._words[at][1]
        return None


def _align(
    text: str, refs: Callable[[int], str | Ref], finder: _Finder
) -> tuple[tuple[str | Ref, ...], tuple[tuple[int, int], ...]]:
    """The pieces of a sentence, and where each of its words stands."""
    pieces: list[str | Ref] = []
    words: list[tuple[int, int]] = []
    length = done = 0
    for match in _WORD.finditer(text):
        at = finder.find(match.group())
        token = TOKEN.fullmatch(match.group())
        if token:
            found = refs(int(token[1]))
            pieces += [text[done : match.start()], found]
            length += match.start() - done
            done = match.end()
            if at is not None:
                words.append((length, at))
            length += len(found if isinstance(found, str) else found.label or "")
        elif at is not None:
            words.append((length + match.start() - done, at))
    pieces.append(text[done:])
    return tuple(piece for piece in pieces if piece != ""), tuple(words)
