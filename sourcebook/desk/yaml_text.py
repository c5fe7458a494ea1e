"""Writes YAML for front matter: scalars quoted where needed, mappings, comments."""

import json
import re
from collections.abc import Iterable
from textwrap import wrap
from typing import Any

from sourcebook.model.characters import find_refused
from sourcebook.schema.yaml_tree import read_tree

WIDTH = 118

_PLAIN = re.compile(r"[^\W_](?:[\w .()/'’“”…–—,;!?&+%-]|:(?! |$)|#(?<! #))*", re.UNICODE)
_IS_TYPED = re.compile(r"null|true|false|yes|no|on|off|~|[0-9.,_+-]*|\d{4}-\d\d?-\d\d?", re.IGNORECASE)


def clean(text: str) -> str:
    """Put a text on one line and drop characters that a dossier may not contain."""
    while refused := find_refused(text):
        text = text[: refused[0]] + text[refused[0] + 1 :]
    return " ".join(text.split())


def scalar(text: str, *, flow: bool = False) -> str:
    """Format a text as a YAML scalar, quoted unless that is not needed.

    `flow`: True inside brackets or braces.
    """
    plain = _PLAIN.fullmatch(text) and not text.endswith(" ") and not _IS_TYPED.fullmatch(text)
    if text == "…" or (plain and not (flow and re.search(r"[,?]", text))):
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(value: Any) -> str:
    """Format a text, or a list or mapping of such values, as YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_inside, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_inside(item)}" for name, item in value.items()) + "}"
    return scalar(value)


def _inside(value: Any) -> str:
    return flow(value) if isinstance(value, list | dict) else scalar(value or "", flow=True)


def row(fields: Iterable[tuple[str, str | int]]) -> str:
    """Format a YAML mapping on one line, in braces."""
    pairs = (f"{name}: {value if isinstance(value, int) else scalar(value, flow=True)}" for name, value in fields)
    return "{" + ", ".join(pairs) + "}"


def comment(text: str) -> list[str]:
    """Format a text as lines of a YAML comment, wrapped at WIDTH.

    A list item is indented from its second line.
    """
    indent = "  " if text.startswith("- ") else ""
    lines = wrap(clean(text), WIDTH - 2, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [f"# {line}" for line in lines]


def comment_of(line: str) -> str:
    """The comment that a line of YAML has or is; "" if it has none."""
    read = read_tree("", line, 1)
    starts = (match.start() for match in re.finditer(r"(?<!\S)#", line))
    return next((line[start:] for start in starts if read == read_tree("", line[:start].rstrip(), 1)), "")
