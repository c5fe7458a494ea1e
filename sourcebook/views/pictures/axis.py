"""The axis of the timeline: years of equal width, with those in which nothing is dated folded away."""

import calendar
import datetime
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from sourcebook.model.dates import Edtf

Shape = Literal["day", "days", "month", "year", "span", "since", "until", "by", "from", "between"]
FOLD = 0.5
REACH = 0.8
SOME_DAYS = 31


class Extent(Struct, frozen=True):
    """Where a date lies, in percent of the drawing's width, and the shape that shows how exact it is."""

    shape: Shape
    start: float
    end: float


class Axis(Struct, frozen=True):
    """Columns from left to right: a year, or None for a fold, half as wide."""

    columns: tuple[int | None, ...]

    @classmethod
    def of(cls, dates: Iterable[Edtf]) -> "Axis":
        """The axis on which all these dates have room, open ends included."""
        dates = tuple(dates)
        years = sorted({bound.year for date in dates for bound in (date.earliest, date.latest) if bound})
        columns: list[int | None] = [None] if any(date.earliest is None for date in dates) else []
        for at, year in enumerate(years):
            columns += [None, year] if at and years[at - 1] != year - 1 else [year]
        columns += [None] if any(date.latest is None for date in dates) else []
        return cls(tuple(columns))

    @property
    def years(self) -> tuple[tuple[int, float, float], ...]:
        """Each year with the edges of its column, in percent."""
        return tuple((year, *self._edges(at)) for at, year in enumerate(self.columns) if year is not None)

    @property
    def folds(self) -> tuple[tuple[float, float], ...]:
        """The edges of each fold, in percent."""
        return tuple(self._edges(at) for at, year in enumerate(self.columns) if year is None)

    def extent(self, date: Edtf) -> Extent:
        """A day, some days or a month in its middle; what is open reaches to the edge, or a little beyond its limit."""
        start = self._at(date.earliest) if date.earliest else 0.0
        end = self._at(date.latest, 1) if date.latest else 100.0
        shape = shape_of(date)
        if shape in ("day", "days", "month"):
            start = end = (start + end) / 2
        elif shape == "by":
            start = max(0.0, end - self._percent(REACH))
        elif shape == "from":
            end = min(100.0, start + self._percent(REACH))
        return Extent(shape, round(start, 2), round(end, 2))

    def _at(self, day: datetime.date, later: int = 0) -> float:
        """Where a day begins, or some days later."""
        start, end = self._edges(self.columns.index(day.year))
        passed = (day - datetime.date(day.year, 1, 1)).days + later
        return start + (end - start) * passed / (366 if calendar.isleap(day.year) else 365)

    def _edges(self, at: int) -> tuple[float, float]:
        before = sum(map(_width, self.columns[:at]))
        return round(self._percent(before), 2), round(self._percent(before + _width(self.columns[at])), 2)

    def _percent(self, width: float) -> float:
        return 100 * width / sum(map(_width, self.columns))


def shape_of(date: Edtf) -> Shape:
    """How a date is drawn: as exact as it is."""
    if date.form == "date":
        return date.precision
    if date.form == "interval":
        if date.earliest is None or date.latest is None:
            return "until" if date.earliest is None else "since"
        return "days" if (date.latest - date.earliest).days < SOME_DAYS else "span"
    return "by" if date.earliest is None else "from" if date.latest is None else "between"


def ticks(
    years: Sequence[tuple[int, float, float]], width: float, room: float, lines: int
) -> tuple[tuple[int, float, int], ...]:
    """Which years are written along a drawing `width` wide: each with its middle in percent and its line, from 0.

    Two on one line are `room` pixels apart; the first year after a fold goes before others.
    """
    middles = {year: round((start + end) / 2, 2) for year, start, end in years}
    after_folds = [year for year in middles if year - 1 not in middles]
    kept: dict[int, int] = {}
    for year in dict.fromkeys((*after_folds, *middles)):
        near = {line for other, line in kept.items() if abs(middles[year] - middles[other]) * width / 100 < room}
        free = next((line for line in range(lines) if line not in near), None)
        if free is not None:
            kept[year] = free
    return tuple((year, middles[year], kept[year]) for year in sorted(kept))


def _width(column: int | None) -> float:
    return FOLD if column is None else 1.0
