"""Translations: all texts of the interface, from `templates/words/LANGUAGE.toml` and from CLDR."""

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any


class Translations:
    """Texts of the interface by dotted name.

    `t("claim.by", name="X")` formats `by = "says {name}"` of `[claim]`. `t.count("claim", 3)` formats the plural form
    of `[count.claim]` with its `{n}`. A missing name raises KeyError: a mistake of a template, not of an author.
    """

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree
        self._found: dict[str, Any] = {}

    @classmethod
    def load(cls, path: Path) -> "Translations":
        """Load translations from a TOML file."""
        return cls(read_texts(path.stem, [path.read_bytes()]))

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
        return self(f"count.{name}.{self.plural(n)}", n=self.number(n))

    def plural(self, n: int) -> str:
        """Plural category of CLDR of a whole number."""
        return next(
            (name for name, ways in self._find("locale.plural") if any(_holds(way, n) for way in ways)), "other"
        )

    @property
    def plurals(self) -> list[str]:
        """Plural categories of the language."""
        return [*(name for name, _ in self._find("locale.plural")), "other"]

    def number(self, number: Decimal | float, form: str = ",") -> str:
        """Format a number with the signs of the language. `form`: format specification."""
        return f"{number:{form}}".translate(self._signs)

    @cached_property
    def _signs(self) -> dict[int, str]:
        return {ord(","): self("locale.group"), ord("."): self("locale.decimal")}

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


def read_texts(language: str, files: Iterable[bytes]) -> dict[str, Any]:
    """Tree of the texts in a language: those of CLDR, in their place those of each TOML file in turn."""
    import tomllib

    from sourcebook.model.language import locale_texts

    tree = locale_texts(language)
    rules = tree["locale"]
    for toml in files:
        _merge(tree, tomllib.loads(toml.decode()))
    return tree | {"locale": rules}


def _merge(tree: dict[str, Any], own: Mapping[str, Any]) -> None:
    """Put texts in the place of others, name by name."""
    for name, value in own.items():
        if isinstance(value, dict) and isinstance(tree.get(name), dict):
            _merge(tree[name], value)
        else:
            tree[name] = value


def _holds(conditions: Iterable[tuple[int, list[tuple[int, int]], bool]], n: int) -> bool:
    """Whether a number meets all conditions of a plural rule: modulus or 0, ranges, whether it is within them."""
    return all(
        any(low <= (n % modulus if modulus else n) <= high for low, high in ranges) is within
        for modulus, ranges, within in conditions
    )
