"""Items of lists, and what continues a paragraph within a list or quotation, by the rules of CommonMark."""

import re
from typing import NamedTuple

from markdown.util import STX

from sourcebook.prose.lines import CODE, HEADING, RULE, UNDERLINE

_ITEM = re.compile(r"(?P<indent> *)(?P<sign>[-+*]|(?P<number>[0-9]{1,9})[.)])(?P<gap> +|\Z)")
_SIGNS = re.compile(r"(?: {0,3}>| *(?:[-+*]|[0-9]{1,9}[.)])(?: |\Z)) ?")


class Item(NamedTuple):
    """First line of an item of a list: `column` is where its text begins, `number` that of an ordered one."""

    indent: int
    column: int
    sign: str
    number: str | None
    text: str


def read_item(line: str) -> Item | None:
    """The item that a line begins, if any."""
    match = _ITEM.match(line)
    if match is None:
        return None
    gap = len(match["gap"])
    rest = line[match.end() :]
    width = gap if 1 <= gap <= CODE and rest else 1
    column = match.end("sign") + width
    sign = match["sign"] if match["number"] is None else match["sign"][-1]
    return Item(len(match["indent"]), column, sign, match["number"], line[column:] if rest else "")


def begins_item(item: Item | None) -> bool:
    """True for an item with text that is not indented as code."""
    return item is not None and bool(item.text) and item.indent < CODE


def is_open(line: str, before: bool) -> bool:
    """True if a paragraph is open after a line, which a line of any indentation would continue."""
    inner = line
    while sign := _SIGNS.match(inner):
        inner, before = inner[sign.end() :], False
    if not inner.strip() or HEADING.match(inner) or RULE.match(inner) or inner.lstrip().startswith(STX):
        return False
    if inner.startswith(" " * CODE) and not before:
        return False
    return not (before and UNDERLINE.match(inner))


def continuing(line: str) -> str:
    """A line that continues a paragraph from outside, so that it is not read as the underline of a heading."""
    return f"{' ' * CODE}{line}" if UNDERLINE.match(line) else line
