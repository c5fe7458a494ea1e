"""Python-Markdown's inline treeprocessor, spared the patterns that cannot match."""

from typing import Any

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

NEEDS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""What must stand in a text for a pattern to match, by the pattern's name; a pattern not named here is always tried."""

PARENT: Any = InlineProcessor
"""Its two methods that recur are private to it, so they are reached by their mangled names."""


class SparingInline(PARENT):  # type: ignore[misc]
    """Gives what its parent gives [test_inline]. Nearly all texts hold nothing that any pattern looks for."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        needs = {md.inlinePatterns.get_index_for_name(name): NEEDS[name] for name in NEEDS if name in md.inlinePatterns}
        self._needs = [needs.get(index, ("",)) for index in range(len(md.inlinePatterns))]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self._needs)):
            found, start = True, 0
            while found and any(need in data for need in self._needs[index]):
                data, found, start = self._InlineProcessor__applyPattern(self.inlinePatterns[index], data, index, start)
        return data
