"""Lists by the rules of CommonMark, as a block processor of Python-Markdown.

A block of Python-Markdown is what stands between blank lines; here it is what its first line says. A processor takes
the lines that belong to it and puts the rest back. Lists nest by the column of an item's text, and by two or three
spaces where the sign differs.
"""

from collections.abc import Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from sourcebook.prose.items import Item, begins_item, continuing, is_open, read_item
from sourcebook.prose.lines import CODE, RULE, interrupts

_NESTED = 2
"""Least indentation of an item within one of another sign."""


class Lists(BlockProcessor):
    """Lists, nested by any indentation that CommonMark knows, and looser where that cannot be misread."""

    def test(self, parent: Element, block: str) -> bool:
        first = block.partition("\n")[0]
        item = read_item(first)
        return item is not None and item.indent < CODE and not RULE.match(first)

    def run(self, parent: Element, blocks: list[str]) -> None:
        reader = _Reader(blocks)
        items = reader.read()
        number = reader.number
        made = SubElement(parent, "ul" if number is None else "ol")
        if number is not None and int(number) != 1:
            made.set("start", str(int(number)))
        self.parser.state.set("item")
        loose = reader.loose
        for lines in items:
            element = SubElement(made, "li")
            self.parser.parseChunk(element, "\n".join(lines))
            loose = loose or _has_own_blank(lines, element)
        self.parser.state.reset()
        if not loose:
            for element in made:
                _tighten(element)


class _Reader:
    """Reads the lines of one list from blocks, and puts the rest back."""

    def __init__(self, blocks: list[str]) -> None:
        self._blocks = blocks
        self._items: list[list[str]] = []
        self._column = 0
        self._open = False
        self._after_blank = False
        self.loose = False
        self.sign = ""
        self.number: str | None = None

    def read(self) -> list[list[str]]:
        """Lines of each item, without their indentation."""
        while self._blocks:
            block = self._blocks[0]
            lines = block.lstrip("\n").split("\n")
            if self._items and not self._continues(lines[0]):
                break
            self._blocks.pop(0)
            if not block.strip("\n"):
                self._blank()
                continue
            if self._items:
                self._blank()
            if not self._take(lines):
                break
        for lines in self._items:
            while lines and not lines[-1]:
                lines.pop()
        return self._items

    def _continues(self, line: str) -> bool:
        """True if a line after a blank one belongs to the list."""
        if not line:
            return any(block.strip("\n") for block in self._blocks) and self._continues(
                next(block for block in self._blocks if block.strip("\n")).lstrip("\n").partition("\n")[0]
            )
        indent = len(line) - len(line.lstrip())
        if indent >= self._column and any(self._items[-1]):
            return True
        item = read_item(line)
        if item is None or RULE.match(line):
            return False
        return (self._is_sibling(item) or self._is_nested(item)) and (indent < CODE or indent >= self._column)

    def _is_sibling(self, item: Item) -> bool:
        return item.sign == self.sign and item.indent < CODE

    def _is_nested(self, item: Item) -> bool:
        """True for an item of another sign that is indented a little."""
        return _NESTED <= item.indent < self._column and (item.number is None) != (self.number is None)

    def _blank(self) -> None:
        self._items[-1].append("")
        self._open, self._after_blank = False, True

    def _take(self, lines: list[str]) -> bool:
        """Take lines of the list; False if one does not belong to it."""
        for number, line in enumerate(lines):
            if not self._take_line(line):
                self._blocks.insert(0, "\n".join(lines[number:]))
                return False
        return True

    def _take_line(self, line: str) -> bool:
        indent = len(line) - len(line.lstrip())
        item = None if RULE.match(line) else read_item(line)
        if self._items and indent >= self._column:
            self._add(line[self._column :])
        elif item and (not self._items or self._is_sibling(item)):
            self._begin(item)
        elif item and self._is_nested(item):
            self._column = item.indent
            self._add(line[item.indent :])
        elif self._open and not interrupts(line) and not begins_item(item):
            self._items[-1].append(continuing(line))
        else:
            return False
        return True

    def _begin(self, item: Item) -> None:
        if not self._items:
            self.sign, self.number = item.sign, item.number
        self.loose = self.loose or self._after_blank
        self._items.append([])
        self._column, self._open = item.column, False
        self._add(item.text)

    def _add(self, line: str) -> None:
        self._items[-1].append(line)
        self._after_blank = False
        self._open = is_open(line, self._open)


def _has_own_blank(lines: Sequence[str], element: Element) -> bool:
    """True if a blank line stands between blocks of an item itself, not of one within it."""
    if len(element) < 2 or "" not in lines:
        return False
    nested = ("ul", "ol", "blockquote", "dl")
    if not any(child.tag in nested for child in element):
        return True
    if any(child.tag == "p" and before.tag in (*nested, "p") for before, child in pairwise(element)):
        return True
    following = (lines[n + 1] for n, line in enumerate(lines[:-1]) if not line)
    return any(line and not line.startswith(" ") for line in following)


def _tighten(element: Element) -> None:
    """Replace the paragraphs of an item by their text."""
    before: Element | None = None
    for child in list(element):
        if child.tag != "p":
            before = child
            continue
        element.remove(child)
        if before is None:
            element.text = f"{element.text}\n{child.text}" if element.text else child.text
        else:
            before.tail = f"{before.tail or ''}\n{child.text}"
