"""Faster versions of two steps of Python-Markdown, with equal results [test_inline].

Most texts contain nothing that an inline pattern looks for; most blocks are paragraphs, which the library tries last.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX, AtomicString

from sourcebook.model.marks import NOTE
from sourcebook.prose.addresses import BARE

NEEDS = {
    "backtick": ("`",),
    "backslash_break": ("\\\n",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "bare_address": (BARE,),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""Strings of which a text needs one for a pattern to match, by pattern. Others are always tried."""

OTHER_SIGNS = ("`", "\\", "[", "<", "&", "_", "  \n", STX, BARE)
"""Every text that a pattern matches has one of these or a star."""

_PLAIN = re.compile(rf"(?:[^\s\d#*+\-_>\[=|:{STX}{NOTE}][^\n]*+\n?+)++\Z")
_STARRED = re.compile(r"\*(?<![^\s(]\*)(\*?)(?=[^\W_])([^*]*)(?<=[^\W_])\*\1(?![\w*])")

PARENT: Any = InlineProcessor
"""Base class; two of its private methods are overridden or called by their mangled names."""


def optimise(engine: Markdown) -> None:
    """Replace steps of a Markdown engine by faster ones."""
    engine.parser.blockprocessors.register(_PlainParagraphs(engine.parser), "plain", 110)
    engine.treeprocessors.register(SparingInline(engine), "inline", 20)
    engine.block_level_elements = frozenset(engine.block_level_elements)  # type: ignore[assignment]  # asked often


class _PlainParagraphs(ParagraphProcessor):
    """Paragraphs in which no line begins with a sign that may begin another block."""

    def test(self, parent: Element, block: str) -> bool:
        return _PLAIN.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        while blocks and _PLAIN.match(blocks[0]):
            super().run(parent, blocks)


class SparingInline(PARENT):  # type: ignore[misc]
    """Inline processor that returns what its parent does [test_inline], but faster.

    Most texts contain nothing that any pattern looks for.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        needs = {md.inlinePatterns.get_index_for_name(name): NEEDS[name] for name in NEEDS if name in md.inlinePatterns}
        self._needs = [needs.get(index, ("",)) for index in range(len(md.inlinePatterns))]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply inline patterns to a tree.

        The parent does so unless all texts are plain or have only plain emphasis.
        """
        settled = [_settle(element) for element in list(tree.iter())]
        return tree if all(settled) else super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self._needs)):
            matched, start = True, 0
            while matched and any(need in data for need in self._needs[index]):
                data, matched, start = self._InlineProcessor__applyPattern(
                    self.inlinePatterns[index], data, index, start
                )
        return data


def _settle(element: Element) -> bool:
    """Convert plain emphasis in an element; True if it needs no other pattern."""
    text, tail = element.text, element.tail
    if tail and ("*" in tail or _has_other_signs(tail)):
        return False
    if not text or isinstance(text, AtomicString):
        return True
    return not _has_other_signs(text) and ("*" not in text or _set_starred(element, text))


def _has_other_signs(text: str) -> bool:
    return any(map(text.__contains__, OTHER_SIGNS))


def _set_starred(element: Element, text: str) -> bool:
    first, *rest = _STARRED.split(text)
    if "*" in first or any("*" in after for after in rest[2::3]):
        return False
    element.text = first or None
    for number, (second, inner, after) in enumerate(zip(rest[::3], rest[1::3], rest[2::3], strict=True)):
        made = Element("strong" if second else "em")
        made.text, made.tail = inner, after or None
        element.insert(number, made)
    return True
