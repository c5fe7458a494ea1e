"""Places in a document: its paragraphs, pages, rows or sections, or times of a recording."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

Unit = Literal["paragraph", "page", "row", "section", "second"]

EXTENTS: Mapping[str, Unit] = {
    "paragraphs": "paragraph", "pages": "page", "rows": "row", "sections": "section", "length": "second",
}  # fmt: skip
"""Fields that give the extent of a document, and the units that each counts."""
NAMED_BY_NUMBER: tuple[Unit, ...] = ("paragraph", "page", "section")
"""Units whose places pages may cite without a claim: `source p8`."""


class At(Struct, frozen=True):
    """Places in one document. `numbers`: of its units, sorted, not empty; of times, the seconds at which they begin.

    `exact`: what numbers cannot say, in words: ranges, columns of a row, subsections, spans of time; empty if nothing.
    """

    numbers: tuple[int, ...]
    unit: Unit = "paragraph"
    exact: str = ""

    @property
    def first(self) -> int:
        return self.numbers[0]

    @property
    def text(self) -> str:
        """Places in words without their unit: `8, 9`, `12–14`, `00:12:05–00:12:40`."""
        return self.exact or ", ".join(number_text(self.unit, number) for number in self.numbers)


def number_text(unit: Unit, number: int) -> str:
    """Number of a place; of a time, hours, minutes and seconds."""
    return f"{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}" if unit == "second" else str(number)


def seconds(clock: str) -> int:
    """Seconds of a time such as `12:05` or `01:12:05`."""
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return total


def merged(places: Iterable[At]) -> At:
    """All places of a document that some of its claims have."""
    distinct = list(dict.fromkeys(places))
    if len(distinct) == 1:
        return distinct[0]
    return At(tuple(sorted({number for at in distinct for number in at.numbers})), distinct[0].unit)
