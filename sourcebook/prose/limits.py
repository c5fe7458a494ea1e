"""Text that would take Markdown too long: refused before Markdown runs."""

import re

from sourcebook.model.problem import Problem
from sourcebook.prose.marks import Marked

MOST_BRACKETS = 400
"""Opening brackets in one paragraph; Python-Markdown's cost grows with their square."""

MOST_LINES = 2000
"""Lines of one paragraph, list or table; Python-Markdown's cost of rules among them grows with their square."""

MOST_TAGS = 2000
"""Signs that may open a tag in one text; Python-Markdown's cost grows with their square."""

MOST_NESTING = 60
"""Block quotes and list levels within one another; Python-Markdown recurses over them."""

_PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
_DEEP = re.compile(rf"\n(?:[ \t]*(?:>|[-*+][ \t]|[0-9]+\.[ \t])){{{MOST_NESTING}}}")
"""Searched in a text with an empty line before it: `re` finds a line end faster than the beginning of a line."""


def beyond_limits(path: str, marked: Marked) -> Problem | None:
    """The first thing in a text that keeps it from being converted."""
    crowded = marked.text.count("[") > MOST_BRACKETS or marked.text.count("\n") > MOST_LINES
    for chunk in _PARAGRAPH.finditer(marked.text) if crowded else ():
        for sign, most, what in (("[", MOST_BRACKETS, "'['"), ("\n", MOST_LINES, "lines")):
            if chunk.group().count(sign) > most:
                place = marked.source.place(chunk.start())
                return Problem(path, place, "SIZE", f"over {most} {what} in one paragraph", "split it")
    if marked.text.count("<") > MOST_TAGS:
        return Problem(path, marked.source.place(0), "SIZE", f"over {MOST_TAGS} '<' in one text", "split it")
    deep = _DEEP.search(f"\n{marked.text}")
    if deep:
        place = marked.source.place(deep.start())
        return Problem(path, place, "DEPTH", "this text nests too deep", "use fewer levels")
    return None
