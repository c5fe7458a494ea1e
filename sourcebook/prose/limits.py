"""Limits on texts that Markdown would take too long to convert."""

import re

from sourcebook.model.problem import Problem
from sourcebook.prose.marks import Marked

MOST_BRACKETS = 400
"""Maximum of opening brackets in a paragraph; conversion time is quadratic in them."""

MOST_LINES = 2000
"""Maximum of lines in a paragraph, list or table; time is quadratic in rules among them."""

MOST_TAGS = 2000
"""Maximum of `<` in a text; conversion time is quadratic in them."""

MOST_NESTING = 60
"""Maximum depth of block quotes and lists; Python-Markdown recurses over them."""

_PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
_DEEP = re.compile(rf"\n(?:[ \t]*(?:>|[-*+][ \t]|[0-9]+[.)][ \t])){{{MOST_NESTING}}}")
"""Begins with a line end, which `re` finds faster than `^`; the text is searched with one before it."""


def beyond_limits(path: str, marked: Marked) -> Problem | None:
    """Problem for the first limit that a text exceeds; None if it exceeds none."""
    crowded = marked.text.count("[") > MOST_BRACKETS or marked.text.count("\n") > MOST_LINES
    for chunk in _PARAGRAPH.finditer(marked.text) if crowded else ():
        for sign, most, noun in (("[", MOST_BRACKETS, "'['"), ("\n", MOST_LINES, "lines")):
            if chunk.group().count(sign) > most:
                place = marked.source.place(chunk.start())
                return Problem(path, place, "SIZE", f"over {most} {noun} in one paragraph", "split it")
    if marked.text.count("<") > MOST_TAGS:
        return Problem(path, marked.source.place(0), "SIZE", f"over {MOST_TAGS} '<' in one text", "split it")
    deep = _DEEP.search(f"\n{marked.text}")
    if deep:
        place = marked.source.place(deep.start())
        return Problem(path, place, "DEPTH", "this text nests too deep", "use fewer levels")
    return None
