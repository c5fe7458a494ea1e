"""Problems: mistakes of an author, with their places and hints."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning")
"""Levels that are counted, and that `check --strict` fails on."""


class Place(NamedTuple):
    """Position in a text file: line and column from 1, columns in characters."""

    line: int
    column: int = 1


START = Place(1, 1)


class Problem(NamedTuple):
    """A mistake of an author, as a value; it is never raised.

    All problems are collected, sorted and printed together. `path` is relative to the folder of the dossier. `code` is
    stable across versions. An error stops publishing; a warning is printed, and makes `check --strict` fail; a note
    says what to do before publishing, and fails nothing.
    """

    path: str
    place: Place
    code: str
    message: str
    hint: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.place.line}:{self.place.column}: {self.code} {self.message}{hint}"


def several(count: int, noun: str, plural: str = "") -> str:
    """Format a count with its noun: `1 error`, `2 errors`.

    `plural`: by default the noun with an s.
    """
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"


def counted(problems: Iterable[Problem], *, zeros: bool = True) -> str:
    """Count problems by level: `2 errors, 0 warnings`; without `zeros`, levels that have any."""
    levels = Counter(problem.level for problem in problems)
    return ", ".join(several(levels[level], level) for level in LEVELS if zeros or levels[level])


def did_you_mean(written: str, known: Iterable[str], otherwise: str = "") -> str:
    """Hint that suggests the known name closest to what was written.

    Returns `otherwise` if none is close.
    """
    from difflib import get_close_matches

    near = get_close_matches(written[:60].lower(), sorted(set(known)), 1)
    return f"did you mean '{near[0]}'?" if near else otherwise
