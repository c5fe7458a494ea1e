"""Reads front matter through python-frontmatter; every scalar stays text."""

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from sourcebook.model.problem import Problem
from sourcebook.schema.located import LocatedTree, Tree
from sourcebook.schema.split import Parts, split
from sourcebook.schema.yaml_tree import read_tree

_FIRST_LINE = 2


def read_front_matter(path: str, text: str) -> LocatedTree | list[Problem]:
    """Read the front matter of a decoded file. Returns a tree, or all its problems.

    YAML 1.1 without types, tags, aliases and merge keys; limits on depth and number of nodes.
    """
    parts = split(path, text)
    if isinstance(parts, Problem):
        return [parts]
    handler = _Handler(path, parts)
    frontmatter.parse(text, handler=handler)
    return handler.read


class _Handler(YAMLHandler):
    """Handler of python-frontmatter that splits and reads by our own rules.

    The library strips the text before it splits, which would shift places; and it takes an error for "no front
    matter". So the parts are given, and the result is kept here.
    """

    read: LocatedTree | list[Problem]

    def __init__(self, path: str, parts: Parts) -> None:
        super().__init__()
        self.path, self.parts = path, parts

    def split(self, text: str) -> tuple[str, str]:
        return self.parts.front, self.parts.body

    def load(self, fm: str, **kwargs: object) -> dict[str, Tree]:
        self.read = read_tree(self.path, fm, _FIRST_LINE)
        return self.read.tree if isinstance(self.read, LocatedTree) else {}
