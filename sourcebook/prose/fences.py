"""Fenced code: taken out before raw HTML is looked for, put back as an element where its block stands."""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, CodeBlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX, AtomicString, code_escape

from sourcebook.prose.leftovers import Fault, leftover

_QUOTES = r"(?: {0,3}> ?)*"
OPENING = re.compile(
    rf"(?P<quotes>{_QUOTES})(?P<items> *(?:(?:[-+*]|[0-9]{{1,9}}[.)]) +)*)(?P<sign>`{{3,}}(?=[^`]*\Z)|~{{3,}})[^\n]*\Z"
)
"""First line of fenced code; `items` is what a list puts before it."""

_ITEM = re.compile(rf"{_QUOTES} *(?:[-+*]|[0-9]{{1,9}}[.)])(?: |\Z)")
_MARKER = re.compile(r" *(?:[-+*]|[0-9]{1,9}[.)]) +")
_HELD = re.compile(rf" {{0,3}}{STX}fence:([0-9]+){ETX} *(?:\n|\Z)")
_INDENTED_CODE = 4

_LEFT = re.compile(rf"{STX}fence:([0-9]+){ETX}")
HELD = f"{STX}fence:"
"""Beginning of the line that stands for fenced code."""


class Fence(Element):
    """The `pre` of fenced code, to which indented code is not appended."""


class FenceStash(Preprocessor):
    """Replaces fenced code by lines that later steps leave alone; lists what does not end."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.codes: list[str] = []
        self.openings: list[str] = []
        self.unclosed: list[str] = []

    def run(self, lines: list[str]) -> list[str]:
        """Replace each fence, with all its lines, by one line."""
        self.codes, self.openings, self.unclosed = [], [], []
        if not any("```" in line or "~~~" in line for line in lines):
            return lines
        kept: list[str] = []
        at, in_list = 0, False
        while at < len(lines):
            line = lines[at]
            in_list = _is_in_list(line, in_list)
            opening = OPENING.match(line)
            opening = opening if opening and _may_open(opening, in_list) else None
            end = _closing(lines, at, opening, in_list) if opening else None
            if opening is None or end is None:
                self.unclosed += [line] if opening else []
                kept.append(line)
                at += 1
                continue
            kept.append(f"{opening['quotes']}{opening['items']}{HELD}{len(self.codes)}{ETX}")
            self.codes.append("\n".join(_inner(lines[at + 1 : end], opening)))
            self.openings.append(line)
            at = end + 1
        return kept

    def faults(self, html: str) -> Iterator[Fault]:
        """Code that does not end, or that was not put back where its block should stand."""
        hint = "end it with the same signs on a line of their own, within the same quotation or item"
        for line in self.unclosed:
            yield leftover(line.strip(), "this code does not end", hint)
        for number in _LEFT.findall(html) if HELD in html else ():
            sign = self.openings[int(number)].strip()
            yield leftover(sign, "this is not read as code", "indent it as far as the text around it")


class FenceBlocks(BlockProcessor):
    """Makes the element of fenced code."""

    def __init__(self, md: Markdown, stash: FenceStash) -> None:
        super().__init__(md.parser)
        self._stash = stash

    def test(self, parent: Element, block: str) -> bool:
        return HELD in block and _HELD.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        held = _HELD.match(blocks[0])
        assert held is not None
        rest = blocks.pop(0)[held.end() :]
        pre = Fence("pre")
        SubElement(pre, "code").text = AtomicString(code_escape(self._stash.codes[int(held[1])]))
        parent.append(pre)
        if rest:
            blocks.insert(0, rest)


class IndentedCode(CodeBlockProcessor):
    """Indented code, which does not continue a fence before it."""

    def lastChild(self, parent: Element) -> Element | None:  # noqa: N802
        last = super().lastChild(parent)
        return None if isinstance(last, Fence) else last


def _is_in_list(line: str, before: bool) -> bool:
    return bool(_ITEM.match(line)) or (before and (not line.strip() or line.lstrip("> ") == "" or line[:1] in " >"))


def _may_open(opening: re.Match[str], in_list: bool) -> bool:
    return in_list or len(opening["items"]) < _INDENTED_CODE


def _closing(lines: Sequence[str], at: int, opening: re.Match[str], in_list: bool) -> int | None:
    """Number of the line that ends a fence; None if it does not end within its quotation or item."""
    ending = re.compile(rf" *{opening['sign'][0]}{{{len(opening['sign'])},}} *\Z")
    column = len(opening["items"])
    for number in range(at + 1, len(lines)):
        quoted = _without_quotes(lines[number], opening)
        if quoted is None:
            return None
        indent = len(quoted) - len(quoted.lstrip())
        if ending.match(quoted) and indent < column + _INDENTED_CODE:
            return number
        if quoted.strip() and in_list and column > 1 and indent < min(column, 2):
            return None
    return None


def _without_quotes(line: str, opening: re.Match[str]) -> str | None:
    depth = opening["quotes"].count(">")
    quoted = re.match(rf"(?: {{0,3}}> ?){{{depth}}}", line)
    return line[quoted.end() :] if quoted else None


def _inner(lines: Sequence[str], opening: re.Match[str]) -> list[str]:
    column = len(opening["items"])
    inner = [_without_quotes(line, opening) or "" for line in lines]
    return [re.sub(rf"^ {{0,{column}}}", "", line) for line in inner]
