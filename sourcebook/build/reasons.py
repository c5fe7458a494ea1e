"""Reasons why a task runs, in words, for `build --explain` and the preview's log: texts in `reasons.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from sourcebook.model.names import FOLDERS


@cache
def reasons() -> dict[str, str]:
    """Sentences by kind of item, with a place for its name."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def reason_of(kind: str, name: object) -> str:
    """Sentence that names the changed dependency (item) because of which a task runs."""
    return reasons().get(kind, f"{kind} changed").format(name=written(name) or "the dossier")


def written(name: object) -> str:
    """Format the name of an item as editors write it: `topics/tides`, `report#lamp`."""
    if isinstance(name, str):
        return name
    if not isinstance(name, tuple) or len(name) != 2:
        return str(name)
    first, second = name
    if isinstance(second, int):
        return f"{first} p{second}"
    return f"{first}/{second}" if first in FOLDERS else f"{first}#{second}"
