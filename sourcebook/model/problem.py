"""What is wrong with a file, said so that its author can mend it."""

from typing import Literal, NamedTuple

Level = Literal["error", "warning"]


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
