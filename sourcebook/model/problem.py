"""What is wrong with a file, said so that its author can mend it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Level = Literal["error", "warning"]
LEVELS: tuple[Level, ...] = ("error", "warning")


class Place(NamedTuple):
    """A position in a text file; both count from 1, columns in characters."""

    line: int
    column: int = 1


START = Place(1, 1)


class Problem(NamedTuple):
    """One mistake of an author. A value, never raised: all are gathered, sorted and printed together.

    `path` is relative to the dossier's folder. `code` is stable and can be searched for. An error stops
    publishing; a warning is printed, and fails `check --strict`.
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


def several(count: int, one: str, more: str = "") -> str:
    """`1 error`, `2 errors`. `more`: the plural, if it is not the word and an s."""
    return f"{count} {one if count == 1 else more or f'{one}s'}"


def did_you_mean(written: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the nearest of known names, or says something else."""
    from difflib import get_close_matches

    near = get_close_matches(written[:60].lower(), sorted(set(known)), 1)
    return f"did you mean '{near[0]}'?" if near else otherwise
