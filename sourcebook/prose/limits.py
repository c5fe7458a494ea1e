"""Limits on texts that would take too long to convert: they count signs and lines, never seconds."""

import re
from collections.abc import Iterator

from sourcebook.model.marks import CLOSE
from sourcebook.model.problem import Problem
from sourcebook.prose.marks import Marked

MOST_BRACKETS = 400
"""Maximum of opening brackets in a paragraph; conversion time is quadratic in them."""

MOST_LINES = 2000
"""Maximum of lines in a paragraph, list or table; time is quadratic in rules among them."""

MOST_TAGS = 2000
"""Maximum of `<` in a text; conversion time is quadratic in them."""

MOST_SIGNS = 2000
"""Maximum in a paragraph of signs that Markdown gives a meaning; conversion time is quadratic in them."""

MOST_LETTERS = 20_000
"""Maximum of characters in a paragraph: what does not close is looked for up to its end."""

MOST_MARKS = 100
"""Maximum of marks in a paragraph: each is kept with its sentence, and so is each link of a page to another."""

MOST_MARKS_OF_TEXT = 1000
"""Maximum of marks in a text."""

MOST_SIGNS_OF_TEXT = 12_000
"""Maximum of such signs in a text: each is kept as an object while a text is converted."""

MOST_HEADINGS = 400
"""Maximum of headings in a text; time is quadratic in equal ones."""

MOST_COLUMNS = 60
"""Maximum of bars in a line: each row of a table is filled up to the width of the widest."""

MOST_BLOCKS = 6000
"""Maximum of paragraphs in a text, and of cells in its tables."""

MOST_NESTING = 60
"""Maximum depth of block quotes and lists; Python-Markdown recurses over them."""

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*\n?")
_DEEP = re.compile(rf"\n(?:[ \t]*(?:>|[-*+][ \t]|[0-9]+[.)][ \t])){{{MOST_NESTING}}}")
"""Begins with a line end, which `re` finds faster than `^`; the text is searched with one before it."""

_SIGNS = ("\\", "&", "<", "*", "_", "`", "[", "]", "!", "~", "|", "://")
_HEADING = re.compile(r"\n[ >]*(?:#|=+[ ]*(?=\n)|-+[ ]*(?=\n))")


def beyond_limits(path: str, marked: Marked) -> Problem | None:
    """Problem for the first limit that a text exceeds; None if it exceeds none."""
    deep = _DEEP.search(f"\n{marked.text}")
    if deep:
        place = marked.source.place(deep.start())
        return Problem(path, place, "DEPTH", "this text nests too deep", "use fewer levels")
    offset, excess = next(_excesses(marked.text), (0, ""))
    return Problem(path, marked.source.place(offset), "SIZE", f"over {excess}", "split it") if excess else None


def _excesses(text: str) -> Iterator[tuple[int, str]]:
    """Offsets of what is beyond a limit, with the limit in words."""
    for chunk in _PARAGRAPH.finditer(text):
        yield from ((chunk.start(), excess) for excess in _of_paragraph(chunk.group()))
    counts = (
        (text.count("<"), MOST_TAGS, "'<'"),
        (text.count(CLOSE), MOST_MARKS_OF_TEXT, "marks"),
        (sum(map(text.count, _SIGNS)), MOST_SIGNS_OF_TEXT, "signs of Markdown"),
        (len(_HEADING.findall(f"\n{text}\n")), MOST_HEADINGS, "headings"),
        (sum(map(_blocks, _PARAGRAPH.findall(text))), MOST_BLOCKS, "paragraphs and cells"),
    )
    yield from ((0, f"{most} {noun} in one text") for count, most, noun in counts if count > most)


def _of_paragraph(text: str) -> Iterator[str]:
    counts = (
        (text.count("["), MOST_BRACKETS, "'['"),
        (text.count("\n"), MOST_LINES, "lines"),
        (text.count(CLOSE), MOST_MARKS, "marks"),
        (len(text), MOST_LETTERS, "letters"),
        (sum(map(text.count, _SIGNS)), MOST_SIGNS, "signs of Markdown"),
    )
    yield from (f"{most} {noun} in one paragraph" for count, most, noun in counts if count > most)
    if _bars(text) > MOST_COLUMNS:
        yield f"{MOST_COLUMNS} columns in one table"


def _bars(text: str) -> int:
    return max(line.count("|") for line in text.split("\n")) if "|" in text else 0


def _blocks(text: str) -> int:
    """Number of blocks that a paragraph makes: itself, or the cells of a table."""
    return max(1, _bars(text) * text.count("\n"))
