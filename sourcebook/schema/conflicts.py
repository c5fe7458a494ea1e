"""Finds merge conflicts that git left in a file. Imports no library, for speed."""

import re
from collections.abc import Iterator

from sourcebook.model.problem import Place, Problem

_HINT = "keep one version, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
_SIGNS = ("<<<<<<<", ">>>>>>>", "|||||||")
_MARKER = re.compile(r"^(?:(?P<opens><{7})|(?P<closes>>{7})|(?P<base>\|{7}(?= [^|\n]+$)))(?: [^\n]*)?$", re.MULTILINE)
_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n`]*\n(?:[^\n]*\n){0,200}? {0,3}\1[`~]*[ \t]*$", re.MULTILINE)


def conflicts(path: str, text: str) -> list[Problem]:
    """Find merge conflicts in a decoded file. Returns a problem for each.

    It is placed at the first marker. A conflict that lost some of its markers counts too, but `=======` alone is a
    heading. Markers in fenced code are text.
    """
    if not any(sign in text for sign in _SIGNS):
        return []
    shown = _FENCED.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text) if path.endswith(".md") else text
    lines = (shown.count("\n", 0, offset) + 1 for offset in _offsets(shown))
    return [Problem(path, Place(line), "CONFLICT", "a merge conflict is left here", _HINT) for line in lines]


def _offsets(text: str) -> Iterator[int]:
    """Offsets of conflicts: of their first marker that is left."""
    within = False
    for marker in _MARKER.finditer(text):
        if marker["opens"] or not within:
            yield marker.start()
        within = not marker["closes"]
