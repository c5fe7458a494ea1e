"""Translations: all texts of the interface, from `templates/words/LANGUAGE.toml`."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any


class Translations:
    """Texts of the interface by dotted name.

    `t("claim.by", name="X")` formats `by = "says {name}"` of `[claim]`. `t.count("claim", 3)` formats `one` or `other`
    of `[count.claim]` with its `{n}`. A missing name raises KeyError: a mistake of a template, not of an author.
    """

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree
        self._found: dict[str, Any] = {}

    @classmethod
    def load(cls, path: Path) -> "Translations":
        """Load translations from a TOML file."""
        return cls.read(path.read_bytes())

    @classmethod
    def read(cls, toml: bytes) -> "Translations":
        """Parse translations from the bytes of a TOML file."""
        import tomllib

        return cls(tomllib.loads(toml.decode()))

    @cached_property
    def digest(self) -> bytes:
        """Digest of all texts."""
        return hashlib.blake2b(repr(self._tree).encode(), digest_size=16).digest()

    def __call__(self, name: str, /, **values: object) -> str:
        text = self._find(name)
        if not isinstance(text, str):
            raise KeyError(f"words: {name} is a table, not a text")
        return text.format(**values) if values else text

    def known(self, name: str) -> str | None:
        """Text of the interface with this name; None if there is none, as for the names of most languages."""
        try:
            return self(name)
        except KeyError:
            return None

    def count(self, name: str, n: int) -> str:
        """Format a count with its noun: "3 claims", in the plural form of the language."""
        return self(f"count.{name}.{'one' if n == 1 else 'other'}", n=n)

    def list(self, name: str) -> list[str]:
        """List of texts under a name, such as the months."""
        words = self._find(name)
        if not isinstance(words, list):
            raise KeyError(f"words: {name} is not a list")
        return words

    def _find(self, name: str) -> Any:
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> Any:
        branch: Any = self._tree
        for part in name.split("."):
            if not isinstance(branch, Mapping) or part not in branch:
                raise KeyError(f"words: {name} is missing")
            branch = branch[part]
        return branch
