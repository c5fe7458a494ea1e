"""Words and patterns by which saved pages are read, from `words.toml`."""

import tomllib
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def alternatives(name: str) -> str:
    """A list of the table as the alternatives of a regular expression."""
    return "|".join(WORDS[name])
