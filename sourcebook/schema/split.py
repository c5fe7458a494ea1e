"""Splits a file into front matter and body. Imports no library, for speed."""

import re
from typing import NamedTuple

from sourcebook.model.problem import START, Problem

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_EXAMPLE = "begin the file with a line `---`, then `title: ...` and the other fields, then a line `---`"


class Parts(NamedTuple):
    """Front matter and body of a file. `body_line`: first line of the body.

    The front matter begins on line 2.
    """

    front: str
    body: str
    body_line: int


def split(path: str, text: str) -> Parts | Problem:
    """Split a decoded file at its first two fences, lines of `---`.

    Returns a problem if there are none. Further lines of dashes belong to the body.
    """
    opening = _FENCE.match(text)
    if opening is None:
        return _no_front_matter(path, text)
    closing = _FENCE.search(text, opening.end() + 1)
    if closing is None:
        message = "the front matter that begins here does not end"
        return Problem(path, START, "FENCE", message, "put a line `---` between it and the text")
    rest = text[closing.end() :]
    body = rest.lstrip("\n")
    line = text.count("\n", 0, len(text) - len(body)) + 1
    return Parts(text[opening.end() + 1 : closing.start()], body.rstrip(), line)


def _no_front_matter(path: str, text: str) -> Problem:
    if not text.strip():
        return Problem(path, START, "FENCE", "the file is empty", _EXAMPLE)
    if _FENCE.match(text.lstrip()):
        return Problem(path, START, "FENCE", "empty lines precede the front matter", "delete them")
    first = text.split("\n", 1)[0]
    if first.startswith("---"):
        return Problem(path, START, "FENCE", f"`{first[:40]}` does not open front matter", "write `---` alone")
    return Problem(path, START, "FENCE", "the file has no front matter", _EXAMPLE)
