"""Front matter and body of one file, before any schema: every scalar is still the text that was written."""

from collections.abc import Mapping

import frontmatter
from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct

from sourcebook.model.problem import Place, Problem
from sourcebook.model.record import FieldPath
from sourcebook.schema.split import Parts, split
from sourcebook.schema.yaml_tree import Read, Tree, read_tree

_FIRST_LINE = 2


class FrontMatter(Struct, frozen=True):
    """Fields of a page as written, where each stands, and the body with the line it begins on."""

    data: dict[str, Tree]
    places: Mapping[FieldPath, Place]
    body: str
    body_line: int


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
