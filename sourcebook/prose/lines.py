"""Headings, rules and the lines that end a paragraph, as block processors of Python-Markdown."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor, ReferenceProcessor
from markdown.util import STX

from sourcebook.model.marks import CLOSE, NOTE

CODE = 4
"""Indentation of code."""

HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?: +(?P<text>[^\n]*?))??(?: +#+)? *(?:\n|\Z)")
RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:_ *){3,}|(?:\* *){3,})(?:\n|\Z)")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+) *\Z")
_DELIMITERS = re.compile(r" {0,3}(?=[^\n]*\|)\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *\Z")
DEFINITION = re.compile(rf" {{0,3}}(?P<token>{NOTE}[0-9]+{CLOSE}): *")
"""Beginning of a footnote's text."""
_INTERRUPTS = re.compile(rf" {{0,3}}(?:#{{1,6}}(?: |\Z)|>|[-+*] +\S|1[.)] +\S|{STX}fence:|{NOTE}[0-9]+{CLOSE}:)")


def interrupts(line: str) -> bool:
    """True if a line ends a paragraph before it."""
    return _INTERRUPTS.match(line) is not None or RULE.match(line) is not None


class Headings(BlockProcessor):
    """Headings with signs before them, which a space follows."""

    def test(self, parent: Element, block: str) -> bool:
        return HEADING.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        heading = HEADING.match(blocks[0])
        assert heading is not None
        rest = blocks.pop(0)[heading.end() :]
        SubElement(parent, f"h{len(heading['level'])}").text = (heading["text"] or "").strip()
        if rest:
            blocks.insert(0, rest)


class Rules(BlockProcessor):
    """Rules between paragraphs."""

    def test(self, parent: Element, block: str) -> bool:
        return RULE.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        rule = RULE.match(blocks[0])
        assert rule is not None
        rest = blocks.pop(0)[rule.end() :]
        SubElement(parent, "hr")
        if rest:
            blocks.insert(0, rest)


class Paragraphs(BlockProcessor):
    """Cuts a block where a line ends its first paragraph, or makes it a heading."""

    def test(self, parent: Element, block: str) -> bool:
        return "\n" in block

    def run(self, parent: Element, blocks: list[str]) -> bool:
        lines = blocks[0].split("\n")
        for number in range(1, len(lines)):
            line = lines[number]
            if UNDERLINE.match(line):
                blocks[:1] = ["\n".join(lines[number + 1 :])] if lines[number + 1 :] else []
                level = 1 if line.lstrip().startswith("=") else 2
                SubElement(parent, f"h{level}").text = "\n".join(text.strip() for text in lines[:number])
                return True
            is_table = number + 1 < len(lines) and "|" in line and _DELIMITERS.match(lines[number + 1])
            if interrupts(line) or is_table:
                blocks[:1] = ["\n".join(lines[:number]), "\n".join(lines[number:])]
                return True
        return False


class Definitions(ReferenceProcessor):
    """Definitions of links, which do not stand within a paragraph."""

    RE = re.compile(ReferenceProcessor.RE.pattern.replace(r"^[ ]{0,3}\[", r"\A[ ]{0,3}\[(?!\^)", 1), re.MULTILINE)
