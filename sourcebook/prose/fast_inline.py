"""Faster versions of steps of Python-Markdown, with equal results [test_inline].

Each skips its parent's work where that can change nothing: most texts have no HTML, tabs and escapes, and most blocks
are paragraphs, which the library tries last.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import ETX, STX

from sourcebook.model.marks import NOTE
from sourcebook.prose.inline import SparingInline

_UNEVEN = ("\t", "\r", STX, ETX, " \n")
_PLAIN = re.compile(rf"(?:[^\s\d#*+\-_>\[=|:{STX}{NOTE}][^\n]*+\n?+)++\Z")


def optimise(engine: Markdown) -> None:
    """Replace steps of a Markdown engine by faster ones.

    Its extensions must not add steps of the same names.
    """
    engine.preprocessors.register(_Whitespace(engine), "normalize_whitespace", 30)
    engine.preprocessors.register(_HtmlBlocks(engine), "html_block", 20)
    engine.parser.blockprocessors.register(_PlainParagraphs(engine.parser), "plain", 110)
    engine.treeprocessors.register(SparingInline(engine), "inline", 20)
    engine.treeprocessors.register(_Unescape(engine), "unescape", 0)
    engine.block_level_elements = frozenset(engine.block_level_elements)  # type: ignore[assignment]  # asked often


class _Whitespace(NormalizeWhitespace):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join([*lines, ""])
        return super().run(lines) if any(sign in text for sign in _UNEVEN) else [*lines, "", ""]


class _HtmlBlocks(HtmlBlockPreprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


class _PlainParagraphs(ParagraphProcessor):
    """Paragraphs in which no line begins with a sign that may begin another block."""

    def test(self, parent: Element, block: str) -> bool:
        return _PLAIN.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        while blocks and _PLAIN.match(blocks[0]):
            super().run(parent, blocks)


class _Unescape(UnescapeTreeprocessor):
    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text
