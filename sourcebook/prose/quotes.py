"""Quotations by the rules of CommonMark, as a block processor of Python-Markdown."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from sourcebook.prose.items import begins_item, continuing, is_open, read_item
from sourcebook.prose.lines import interrupts

_QUOTE = re.compile(r" {0,3}> ?")


class Quotes(BlockProcessor):
    """Quotations. A line without the sign continues a paragraph within one."""

    def test(self, parent: Element, block: str) -> bool:
        return _QUOTE.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines = blocks.pop(0).split("\n")
        open_text, end = False, len(lines)
        for number, line in enumerate(lines):
            sign = _QUOTE.match(line)
            if not sign and (not open_text or interrupts(line) or begins_item(read_item(line))):
                end = number
                break
            lines[number] = line[sign.end() :] if sign else continuing(line)
            open_text = is_open(lines[number], open_text)
        if lines[end:]:
            blocks.insert(0, "\n".join(lines[end:]))
        quote = SubElement(parent, "blockquote")
        self.parser.state.set("blockquote")
        self.parser.parseChunk(quote, "\n".join(line if line.strip() else "" for line in lines[:end]))
        self.parser.state.reset()
