"""Fields of a dossier that contain text, and replacement of their values."""

import copy
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

Steps = tuple[str | int, ...]
Tree = dict[str, Any]

PIECES = {
    "paragraph": "{}", "heading": "## {}", "list": "- {}", "quotation": "> {}",
    "cell": "| a | b |\n|---|---|\n| {} | c |", "code": "`{}`",
    "block of code": "```\n{}\n```", "emphasis": "*{}*", "words of a link": "[{}](https://example.org/)",
    "address": "[word]({})",
    "title of a link": '[word](https://example.org/ "{}")', "words of a reference": "[[home|{}]]",
    "picture": "![{}](a.png)",
    "term": "{}\n:   what it is", "html": "<p>{}</p>", "attribute": '<abbr title="{}">word</abbr>',
}  # fmt: skip
"""Forms of Markdown into which a text is put."""


@dataclass(frozen=True)
class Field:
    """A field of a file: its path in the front matter or table.

    `("body", piece)` for its prose.
    """

    path: str
    steps: Steps

    @property
    def kind(self) -> str:
        """Kind of a field: its path without ids and list indexes."""
        named = [str(step) for step in self.steps if isinstance(step, str)]
        if "claims" in named[:1]:
            named[1:2] = ["*"]
        return f"{self.path.partition('/')[0] if self.path.endswith('.md') else self.path}: {'.'.join(named)}"


@dataclass(frozen=True)
class Document:
    """A parsed file of a dossier."""

    path: str
    tree: Tree
    body: str = ""

    @classmethod
    def parse(cls, path: str, text: str) -> "Document":
        if path.endswith(".toml"):
            return cls(path, tomllib.loads(text))
        _, head, body = text.split("---\n", 2)
        return cls(path, yaml.load(head, yaml.BaseLoader), body)

    def fields(self) -> Iterator[Field]:
        yield from (Field(self.path, steps) for steps in _leaves(self.tree, ()))
        if self.path.endswith(".md"):
            yield from (Field(self.path, ("body", piece)) for piece in PIECES)

    def text(self, values: Mapping[Field, str]) -> str:
        """Text of the file with other values in some fields.

        A value of prose is added as a piece.
        """
        tree, body = copy.deepcopy(self.tree), self.body
        for field, value in values.items():
            if field.steps[0] == "body":
                body += f"\n\n{PIECES[str(field.steps[1])].format(value)}\n"
            else:
                _put(tree, field.steps, value)
        if self.path.endswith(".toml"):
            return "".join(f"{_key(key)} = {_toml(value)}\n" for key, value in tree.items())
        return f"---\n{yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000)}---\n{body}"

    def value(self, field: Field) -> str:
        """Value of a field; empty for prose."""
        value: Any = self.tree
        if field.steps[0] == "body":
            return ""
        for step in field.steps:
            value = value[step]
        return str(value)


def _leaves(tree: Any, steps: Steps) -> Iterator[Steps]:
    if isinstance(tree, str):
        yield steps
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _leaves(value, (*steps, key))
    elif isinstance(tree, list):
        for n, value in enumerate(tree):
            yield from _leaves(value, (*steps, n))


def _put(tree: Any, steps: Steps, value: str) -> None:
    for step in steps[:-1]:
        tree = tree[step]
    tree[steps[-1]] = value


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool) else str(value)


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)
