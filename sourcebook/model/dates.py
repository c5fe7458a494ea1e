"""EDTF dates: parser and comparisons.

Supports ISO 8601-2:2019 level 0 and parts of levels 1 and 2: uncertain and approximate dates, open intervals, and
one day out of a range.
"""

import calendar
import datetime
import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

Form = Literal["date", "interval", "one-of"]
Precision = Literal["day", "month", "year"]
Qualifier = Literal["", "?", "~", "%"]

PRECISIONS: tuple[Precision, ...] = ("day", "month", "year")
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
OPEN = ".."
EMPTY = ""
LONGEST = 40
FOREVER = datetime.date.max.toordinal()
FORMS = "write 2021, 2021-07 or 2021-07-15, with ?, ~ or % after it; [..d] or [a..b] for one of several; a/b for a span"


class NotationError(ValueError):
    """Syntax error in a date or value.

    `message` says what is wrong, `hint` how to write it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class EdtfError(NotationError):
    """Syntax error in an EDTF date."""


class Edtf(Struct, frozen=True):
    """A date, an interval, or one day out of a range.

    `earliest` and `latest` are its first and last day, inclusive; None is an open end. `precision`: that of the finest
    bound. `qualifier`: `?` uncertain, `~` approximate, `%` both, of all bounds together. `text`: EDTF as written.
    """

    text: str
    earliest: datetime.date | None
    latest: datetime.date | None
    form: Form
    precision: Precision
    qualifier: Qualifier

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=1024)
def parse_edtf(text: str) -> Edtf:
    """Parse a date `2021-07`, interval `2021-07/..` or range `[..2021-07-15]`.

    Raises EdtfError for any other text.
    """
    if len(text) > LONGEST:
        raise EdtfError(f"`{text[:LONGEST]}…` is not a date", FORMS)
    if "/" in text:
        return _range(text, "interval", [bound or EMPTY for bound in text.split("/")])
    if text.startswith("[") and text.endswith("]"):
        return _range(text, "one-of", [bound or OPEN for bound in text[1:-1].split(OPEN)])
    return _date(text)


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


def rank(date: Edtf) -> tuple[int, int]:
    """Sort key of dates; a year sorts before its months.

    With an open start, `[..2021-07-15]` and `[..2021-07]` sort before July 2021, `[..2021]` before 2021.
    """
    latest = (date.latest or datetime.date.max).toordinal()
    if date.earliest is not None:
        return (date.earliest.toordinal(), -latest)
    bound = date.latest or datetime.date.max
    first = bound.replace(day=1, month=1 if date.precision == "year" else bound.month)
    return (first.toordinal(), latest - 2 * FOREVER)


def within(a: Edtf, b: Edtf) -> bool:
    """True if every day of `a` lies in `b`, so that `b` is no more precise."""
    starts = b.earliest is None or (a.earliest is not None and b.earliest <= a.earliest)
    ends = b.latest is None or (a.latest is not None and a.latest <= b.latest)
    return starts and ends


def _date(text: str) -> Edtf:
    match = DATE.fullmatch(text)
    if not match:
        raise EdtfError(f"`{text}` is not a date", _cure(text))
    year, month, day, mark = match.groups()
    first = _day(text, int(year), int(month or 1), int(day or 1))
    precision: Precision = "day" if day else "month" if month else "year"
    qualifier: Qualifier = "?" if mark == "?" else "~" if mark == "~" else "%" if mark else ""
    return Edtf(text, first, _last_day(first, precision), "date", precision, qualifier)


def _day(text: str, year: int, month: int, day: int) -> datetime.date:
    if 21 <= month <= 41:
        raise EdtfError(f"`{text}` names a season", "write its months as a span, `2021-06/2021-08`")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise EdtfError(f"`{text}` is no day of the calendar", "years begin at 0001, months end at 12") from None


def _last_day(first: datetime.date, precision: Precision) -> datetime.date:
    if precision == "day":
        return first
    month = first.month if precision == "month" else 12
    return first.replace(month=month, day=calendar.monthrange(first.year, month)[1])


def _range(text: str, form: Form, bounds: list[str]) -> Edtf:
    if len(bounds) != 2 or EMPTY in bounds or bounds == [OPEN, OPEN] or "[" in "".join(bounds):
        raise EdtfError(f"`{text}` is not a range of two dates", _cure(text))
    start, end = (None if bound == OPEN else _date(bound) for bound in bounds)
    known = [bound for bound in (start, end) if bound]
    earliest, latest = (start.earliest if start else None), (end.latest if end else None)
    if earliest and latest and earliest > latest:
        raise EdtfError(f"`{text}` ends before it begins", "write the earlier date first")
    precision = min((bound.precision for bound in known), key=PRECISIONS.index)
    return Edtf(text, earliest, latest, form, precision, _joined({bound.qualifier for bound in known}))


def _joined(qualifiers: set[Qualifier]) -> Qualifier:
    marks = qualifiers - {""}
    return "%" if len(marks) > 1 else marks.pop() if marks else ""


CURES = (
    (r".*T[0-9]{2}:.*", "leave out the time of day"),
    (r"[0-9]*[Xxu].*", "write the years it may be, `[2020..2029]`"),
    (r"\[.*,.*\]|\{.*\}", "write the first and last as `[a..b]`, or record each in a claim of its own"),
    (r"\.\./\.\.|\[\.\.\]", "give a date on one side at least"),
    (r"/.*|.*/", "write `..` for an open end, `2021/..`"),
    (r"\[.*/.*\]", "in brackets stand two dots, `[2021..2022]`: one day of these; a span stands without brackets"),
    (r"[^\[]*\.\..*", "one of a range stands in brackets, `[..2021-01-12]`; a span takes a slash, `../2021-01-12`"),
    (r"[?~%].*|.*[?~%].+", "put ?, ~ or % at the end of a date"),
    (r"[0-9]{4}[-/.][0-9]{1,2}([-/.][0-9]{1,2})?", "write hyphens and two digits for month and day, `2021-07-05`"),
    (r"[0-9]{4}\s*[–—]\s*[0-9]{4}", "a span takes a slash, `2021/2022`"),
)


def _cure(text: str) -> str:
    return next((cure for pattern, cure in CURES if re.fullmatch(pattern, text)), FORMS)
