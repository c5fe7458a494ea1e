"""Time axis of the timeline: a column for each year.

Runs of years without dates are folded into one narrow column.
"""

import calendar
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from sourcebook.model.dates import CHOICES, Day, Edtf

Shape = Literal["day", "days", "month", "year", "span", "since", "until", "by", "from", "between"]
FOLD = 0.5
REACH = 0.8
SOME_DAYS = 31


class Extent(Struct, frozen=True):
    """Extent of a date on the axis: `start` and `end`, in percent of its width.

    `shape`: how the date is drawn.
    """

    shape: Shape
    start: float
    end: float


class Axis(Struct, frozen=True):
    """Time axis of the timeline. `columns`, from left to right: a year, or None.

    None is a fold (years without dates), half as wide as a year.
    """

    columns: tuple[int | None, ...]

    @classmethod
    def of(cls, dates: Iterable[Edtf]) -> "Axis":
        """Make an axis with room for all these dates, including their open ends."""
        dates = tuple(dates)
        years = sorted({bound.year for date in dates for bound in (date.earliest, date.latest) if bound})
        columns: list[int | None] = [None] if any(date.earliest is None for date in dates) else []
        for at, year in enumerate(years):
            columns += [None, year] if at and years[at - 1] != year - 1 else [year]
        columns += [None] if any(date.latest is None for date in dates) else []
        return cls(tuple(columns))

    @property
    def years(self) -> tuple[tuple[int, float, float], ...]:
        """Years as (year, left edge, right edge of the column), edges in percent."""
        return tuple((year, *self._edges(at)) for at, year in enumerate(self.columns) if year is not None)

    @property
    def folds(self) -> tuple[tuple[float, float, int | None], ...]:
        """Left and right edge of each fold, in percent, and number of its years; None for an open end."""
        return tuple((*self._edges(at), self._left_out(at)) for at, year in enumerate(self.columns) if year is None)

    def _left_out(self, at: int) -> int | None:
        before, after = self.columns[max(0, at - 1)], self.columns[min(at + 1, len(self.columns) - 1)]
        return None if before is None or after is None else after - before - 1

    def extent(self, date: Edtf) -> Extent:
        """Compute where a date is drawn.

        A date of shape "day", "days" or "month" has start and end at its middle. The open end of an interval reaches to
        the edge of the drawing; that of one day out of a range ("by", "from") a fixed length beyond the known bound.
        """
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

    def _at(self, day: Day, later: int = 0) -> float:
        """Position of the beginning of a day, or of the day `later` days after it, in percent."""
        start, end = self._edges(self.columns.index(day.year))
        passed = day.number - Day(day.year, 1, 1).number + later
        return start + (end - start) * passed / (366 if calendar.isleap(day.year) else 365)

    def _edges(self, at: int) -> tuple[float, float]:
        before = sum(map(_width, self.columns[:at]))
        return round(self._percent(before), 2), round(self._percent(before + _width(self.columns[at])), 2)

    def _percent(self, width: float) -> float:
        return 100 * width / sum(map(_width, self.columns))


def shape_of(date: Edtf) -> Shape:
    """Shape in which a date is drawn, by its form and precision."""
    if date.form == "date":
        return date.precision if date.precision in ("day", "month", "year") else "between"
    if date.earliest is None or date.latest is None:
        if date.form in CHOICES:
            return "by" if date.earliest is None else "from"
        return "until" if date.earliest is None else "since"
    if date.form in CHOICES:
        return "between"
    return "days" if date.latest.number - date.earliest.number < SOME_DAYS else "span"


def ticks(
    years: Sequence[tuple[int, float, float]], width: float, room: float, lines: int
) -> tuple[tuple[int, float, int], ...]:
    """Select the labels of years that fit along a drawing `width` pixels wide.

    Returns year, middle in percent, and line from 0 to `lines` - 1. Two labels on one line are at least `room` pixels
    apart. The first year after a fold takes precedence.
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
