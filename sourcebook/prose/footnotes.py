"""Footnotes: `[^name]` in the text, and `[^name]: words` at the margin, with further paragraphs indented."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from sourcebook.model.marks import CITE, CLOSE, NOTE, Ref
from sourcebook.prose.lines import DEFINITION, interrupts

_FURTHER = re.compile(rf"\n*( {{2,4}})(?! *{NOTE}[0-9]+{CLOSE}:)")
_HTML = re.compile(rf"<p>({NOTE}([0-9]+){CLOSE})</p>\s*(.*?)\s*<p>\1</p>", re.DOTALL)

Marks = tuple[str | Ref, ...]


class Footnotes(BlockProcessor):
    """Definitions of footnotes; each becomes its blocks between two paragraphs of its token alone."""

    def test(self, parent: Element, block: str) -> bool:
        return parent is self.parser.root and DEFINITION.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        definition = DEFINITION.match(blocks[0])
        assert definition is not None
        blocks[0] = blocks[0][definition.end() :]
        own = [_take(blocks)]
        while blocks and (further := _FURTHER.match(blocks[0])):
            own.append(re.sub(rf"^ {{1,{len(further[1])}}}", "", _take(blocks), flags=re.MULTILINE))
        SubElement(parent, "p").text = definition["token"]
        self.parser.parseBlocks(parent, own)
        SubElement(parent, "p").text = definition["token"]


def _take(blocks: list[str]) -> str:
    """Take the first block, up to a line at the margin that begins another block or footnote."""
    first, *lines = blocks.pop(0).split("\n")
    ends = (number for number, line in enumerate(lines) if DEFINITION.match(line) or _is_another(line))
    end = next(ends, len(lines))
    if lines[end:]:
        blocks.insert(0, "\n".join(lines[end:]))
    return "\n".join([first, *lines[:end]])


def _is_another(line: str) -> bool:
    return not line.startswith(" ") and interrupts(line)


class Noted(NamedTuple):
    """HTML in which the text of each footnote stands between two tokens of `marks`; `plain` has no such tokens."""

    html: str
    plain: str
    marks: Marks
    faults: list[tuple[Ref, str, str]]


def take_footnotes(html: str, marks: Marks) -> Noted:
    """Mark the texts of footnotes in sanitised HTML. `faults`: their marks, with message and hint."""
    definitions = {int(match[2]): bool(match[3]) for match in _HTML.finditer(html)}
    if not definitions and NOTE not in html:
        return Noted(html, html, marks, [])
    faults = list(_faults(marks, definitions))
    numbers = {number: len(marks) + 2 * n for n, number in enumerate(definitions)}
    texts = [part for number in definitions for part in _around(marks[number])]
    marked = _HTML.sub(lambda match: _between(numbers[int(match[2])], match[3]), html)
    kept = ("" if number in definitions else mark for number, mark in enumerate(marks))
    return Noted(marked, _HTML.sub(r"\3", html), (*kept, *texts), faults)


def _between(number: int, text: str) -> str:
    return f"{CITE}{number}{CLOSE}{text}{CITE}{number + 1}{CLOSE}"


def _around(mark: str | Ref) -> tuple[Ref, Ref]:
    """Parts before and behind the text of a footnote."""
    assert isinstance(mark, Ref)
    return Ref("text", mark.targets, None, mark.place), Ref("end", mark.targets, None, mark.place)


def _faults(marks: Marks, definitions: dict[int, bool]) -> Iterator[tuple[Ref, str, str]]:
    notes = [(number, mark) for number, mark in enumerate(marks) if isinstance(mark, Ref) and mark.kind == "note"]
    defined: dict[str, int] = {}
    for number, mark in notes:
        if number in definitions:
            defined.setdefault(mark.targets[0], number)
    used = {mark.targets[0] for number, mark in notes if number not in definitions}
    for number, mark in notes:
        name = f"[^{mark.targets[0]}]"
        if number not in definitions:
            if mark.targets[0] not in defined:
                yield mark, f"nothing defines the footnote {name}", f"write {name}: and its words at the left margin"
        elif defined[mark.targets[0]] != number:
            yield mark, f"the footnote {name} is defined already", "give one of the two another name"
        elif mark.targets[0] not in used:
            yield mark, f"no text has the footnote {name}", f"put {name} behind the words that it is for, or delete it"
        elif not definitions[number]:
            yield mark, f"the footnote {name} has no words", f"write them behind {name}: or delete it"
