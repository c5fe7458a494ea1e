"""EDTF dates (ISO 8601-2:2019) as values, and comparisons of them; `edtf.py` parses them."""

import datetime
import re
from typing import Literal, NamedTuple

from msgspec import Struct

Form = Literal["date", "interval", "one-of", "any-of", "all-of"]
Precision = Literal["day", "month", "season", "year", "decade", "century"]
Qualifier = Literal["", "?", "~", "%"]

CHOICES: tuple[Form, ...] = ("one-of", "any-of")
PLAIN = re.compile(r"(?!0000)[0-9]{4}(-(?!2)[0-9]{2}(-[0-9]{2})?)?")


class Day(NamedTuple):
    """A day of the proleptic Gregorian calendar; the year 0 is 1 BCE."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04}-{self.month:02}-{self.day:02}"

    @property
    def calendar_day(self) -> datetime.date | None:
        """The same day as Python's type; None outside the years 1 to 9999."""
        return datetime.date(*self) if datetime.MINYEAR <= self.year <= datetime.MAXYEAR else None

    @property
    def number(self) -> int:
        """Days since 1 March of the year 0."""
        year, month = divmod(self.year * 12 + self.month - 3, 12)
        return year * 365 + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + self.day - 1


FIRST, LAST = Day(-(10**100), 1, 1), Day(10**100, 12, 31)


class Edtf(Struct, frozen=True):
    """A date, an interval, one day out of a range, or one or all of a set of dates.

    `earliest` and `latest` are its first and last day, inclusive; None is an open or unknown end. `precision`: that of
    the finest part. `qualifier`: `?` uncertain, `~` approximate, `%` both, of all parts together. `text`: EDTF as
    written. `parts`: both ends of an interval or range, or the members of a set; none of a single date.
    """

    text: str
    earliest: Day | None
    latest: Day | None
    form: Form
    precision: Precision
    qualifier: Qualifier
    parts: tuple["Edtf | None", ...] = ()

    def __str__(self) -> str:
        return self.text

    @property
    def plain(self) -> str | None:
        """The date in ISO 8601 without its qualifier, `2021-07`; None if it needs another notation."""
        text = self.text.rstrip("?~%")
        return text if PLAIN.fullmatch(text) else None

    @property
    def is_exact(self) -> bool:
        """True if it is a plain date without a qualifier."""
        return self.plain == self.text


def meets(a: Edtf, b: Edtf) -> bool:
    """True if two dates have a day in common."""
    return not before(a, b) and not before(b, a)


def before(a: Edtf, b: Edtf) -> bool:
    """True if every day of `a` comes before every day of `b`."""
    return a.latest is not None and b.earliest is not None and a.latest < b.earliest


def no_later(a: Edtf, b: Edtf) -> bool:
    """True if `a` may come before `b` and cannot come after it.

    They share one day at most.
    """
    if a.latest is None or b.earliest is None or a.latest > b.earliest:
        return False
    return a.earliest is None or a.earliest < b.earliest


Rank = tuple[Day, bool, tuple[int, int, int]]


def rank(date: Edtf) -> Rank:
    """Sort key of dates; a year sorts before its months.

    With an open start, `[..2021-07-15]` and `[..2021-07]` sort before July 2021, `[..2021]` before 2021.
    """
    latest = date.latest or LAST
    if date.earliest is not None:
        return (date.earliest, True, (-latest.year, -latest.month, -latest.day))
    within_month = date.precision in ("day", "month")
    return (latest._replace(day=1, month=latest.month if within_month else 1), False, latest)


def within(a: Edtf, b: Edtf) -> bool:
    """True if every day of `a` lies in `b`, so that `b` is no more precise."""
    starts = b.earliest is None or (a.earliest is not None and b.earliest <= a.earliest)
    ends = b.latest is None or (a.latest is not None and a.latest <= b.latest)
    return starts and ends
