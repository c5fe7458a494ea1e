"""Conflicts that git left in a file. Imports no library, for speed."""

import re
from collections.abc import Iterator

from sourcebook.model.problem import Place, Problem

_HINT = "keep one of the versions, and delete the lines that begin with these signs"
_SIGNS = ("<<<<<<<", ">>>>>>>", "|||||||")
_MARKER = re.compile(r"^(?:(?P<opens><{7})|(?P<closes>>{7})|(?P<base>\|{7}(?= [^|\n]+$)))(?: [^\n]*)?$", re.MULTILINE)
_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n`]*\n(?:[^\n]*\n){0,200}? {0,3}\1[`~]*[ \t]*$", re.MULTILINE)


def conflicts(path: str, text: str) -> list[Problem]:
    """One problem for each conflict of a decoded file, at its first marker; in fenced code markers are text.

    What is left of a conflict of which some markers were deleted is one too, but `=======` alone is a heading.
    """
    if not any(sign in text for sign in _SIGNS):
        return []
    shown = _FENCED.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text) if path.endswith(".md") else text
    lines = (shown.count("\n", 0, offset) + 1 for offset in _begun(shown))
    return [Problem(path, Place(line), "CONFLICT", "two versions of the text stand here", _HINT) for line in lines]


def _begun(text: str) -> Iterator[int]:
    """Where conflicts begin: their first markers, or a later one whose first was deleted."""
    within = False
    for marker in _MARKER.finditer(text):
        if marker["opens"] or not within:
            yield marker.start()
        within = not marker["closes"]
