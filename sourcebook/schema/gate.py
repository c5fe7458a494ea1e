"""Front matter and body of one file, before any schema: every scalar is still the text that was written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from sourcebook.model.problem import START, Place, Problem
from sourcebook.model.record import FieldPath
from sourcebook.schema.encoding import decode
from sourcebook.schema.yaml_tree import Read, Tree, read_tree

__all__ = ["FrontMatter", "Parts", "Tree", "decode", "read_front_matter", "split"]

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FIRST_LINE = 2
_EXAMPLE = "begin the file with a line `---`, then `title: ...` and the other fields, then a line `---`"


class Parts(NamedTuple):
    """The two halves of a file; `front` begins on line 2, `body` on line `body_line`."""

    front: str
    body: str
    body_line: int


@dataclass(frozen=True)
class FrontMatter:
    """Fields of a page as written, where each stands, and the body with the line it begins on."""

    data: dict[str, Tree]
    places: Mapping[FieldPath, Place]
    body: str
    body_line: int


def split(path: str, text: str) -> Parts | Problem:
    """Cut a decoded file at its fences; what follows the second is body, further lines of dashes included."""
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


def read_front_matter(path: str, text: str) -> FrontMatter | list[Problem]:
    """Checked front matter of a decoded file; all its problems otherwise.

    YAML 1.1 without types, tags, aliases and merge keys; limits on depth and number of nodes.
    """
    parts = split(path, text)
    if isinstance(parts, Problem):
        return [parts]
    handler = _Handler(path, parts)
    try:
        frontmatter.parse(text, handler=handler)
    except _RefusedError as refused:
        return refused.problems
    return FrontMatter(handler.read.tree, handler.read.places, parts.body, parts.body_line)


class _RefusedError(Exception):
    """Carries problems through python-frontmatter, which takes a ValueError for "no front matter"."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


class _Handler(YAMLHandler):
    """python-frontmatter's YAML, cut and read by our rules.

    The library strips the text before cutting and the body after, so places and the body are kept here.
    """

    def __init__(self, path: str, parts: Parts) -> None:
        super().__init__()
        self.path = path
        self.parts = parts
        self.read = Read({}, {})

    def split(self, text: str) -> tuple[str, str]:
        return self.parts.front, self.parts.body

    def load(self, fm: str, **kwargs: object) -> dict[str, Tree]:
        read = read_tree(self.path, fm, _FIRST_LINE)
        if isinstance(read, list):
            raise _RefusedError(read)
        self.read = read
        return read.tree


def _no_front_matter(path: str, text: str) -> Problem:
    if not text.strip():
        return Problem(path, START, "FENCE", "the file is empty", _EXAMPLE)
    if _FENCE.match(text.lstrip()):
        return Problem(path, START, "FENCE", "empty lines stand before the front matter", "delete them")
    first = text.split("\n", 1)[0]
    if first.startswith("---"):
        return Problem(path, START, "FENCE", f"`{first[:40]}` does not open front matter", "write `---` alone")
    return Problem(path, START, "FENCE", "the file has no front matter", _EXAMPLE)
