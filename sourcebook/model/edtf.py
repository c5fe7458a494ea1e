"""Parser of EDTF dates.

Supports ISO 8601-2:2019 levels 0 and 1, and of level 2 sets: one of several dates, or all of them. Intervals without a
bound are refused: they say nothing.
"""

import calendar
import re
from functools import lru_cache

from msgspec.structs import replace

from sourcebook.model.dates import Day, Edtf, Form, Precision, Qualifier

PRECISIONS: tuple[Precision, ...] = ("day", "month", "season", "year", "decade", "century")
QUALIFIERS: dict[str, Qualifier] = {"": "", "?": "?", "~": "~", "%": "%"}
DATE = re.compile(
    r"(?!-0000)(?:Y(?P<long>-?[1-9][0-9]{4,})|(?P<year>-?(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX))"
    r"(?:(?<!X)-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?)(?P<qualifier>[?~%]?)"
)
TIME = re.compile(
    r"(?P<day>-?[0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?"
)
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
OTHER_SEASONS = range(25, 42)
OPEN = ".."
UNKNOWN = ""
LONGEST = 100
SPAN = "write its months as a span, `2021-06/2021-08`"
NO_DAY = "months end at 12, and have 28 to 31 days; 21 to 24 are spring, summer, autumn and winter"
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


@lru_cache(maxsize=1024)
def parse_edtf(text: str) -> Edtf:
    """Parse a date `2021-07`, interval `2021-07/..`, or one of several `[..2021-07-15]`.

    Raises EdtfError for any other text.
    """
    if len(text) > LONGEST:
        raise EdtfError(f"`{text[:LONGEST]}…` is not a date", FORMS)
    if "/" in text:
        return _range(text, "interval", text.split("/"))
    if text.startswith("[") and text.endswith("]"):
        return _set(text, "any-of", text[1:-1].split(","))
    if text.startswith("{") and text.endswith("}"):
        return _set(text, "all-of", text[1:-1].split(","))
    return _date(text)


def _date(text: str) -> Edtf:
    if timed := TIME.fullmatch(text):
        return replace(_date(timed["day"]), text=text)
    match = DATE.fullmatch(text)
    if not match or (match["month"] == "XX" and match["day"] not in (None, "XX")):
        raise EdtfError(f"`{text}` is not a date", _cure(text))
    year = match["long"] or match["year"]
    first, last = sorted(int(year.replace("X", digit)) for digit in "09")
    month, day = (None if part in (None, "XX") else int(part) for part in (match["month"], match["day"]))
    season = None if day else SEASONS.get(month or 0)
    start, end = season or ((1, 12) if month is None else (month, month))
    precision: Precision = "century" if year.endswith("XX") else "decade" if year.endswith("X") else "year"
    precision = "day" if day else "season" if season else "month" if month else precision
    bounds = _day(text, first, start, 1 if day is None else day), _day(text, last + (end < start), end, day)
    return Edtf(text, *bounds, "date", precision, QUALIFIERS[match["qualifier"]])


def _day(text: str, year: int, month: int, day: int | None) -> Day:
    """A day, or the last of a month."""
    last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
    if not 1 <= (last if day is None else day) <= last:
        raise EdtfError(f"`{text}` is no day of the calendar", SPAN if month in OTHER_SEASONS else NO_DAY)
    return Day(year, month, day or last)


def _set(text: str, form: Form, members: list[str]) -> Edtf:
    if " " in text:
        raise EdtfError(f"`{text}` is not a date", "leave out the blanks")
    if len(members) == 1:
        return _range(
            text, "one-of" if form == "any-of" else "interval", [bound or OPEN for bound in members[0].split(OPEN)]
        )
    parts = tuple(_member(form, member) for member in members)
    starts, ends = [part.earliest for part in parts], [part.latest for part in parts]
    earliest = None if None in starts else min(start for start in starts if start)
    return _joined(text, form, parts, earliest, None if None in ends else max(end for end in ends if end))


def _member(form: Form, member: str) -> Edtf:
    """A date or range among the members of a set."""
    if OPEN not in member:
        return _date(member)
    bounds = [bound or OPEN for bound in member.split(OPEN)]
    return _range(f"[{member}]", "one-of", bounds) if form == "any-of" else _range("/".join(bounds), "interval", bounds)


def _range(text: str, form: Form, bounds: list[str]) -> Edtf:
    if len(bounds) != 2 or set(bounds) <= {OPEN, UNKNOWN} or "[" in "".join(bounds):
        raise EdtfError(f"`{text}` is not a range of two dates", _cure(text))
    if "T" in "".join(bounds):
        raise EdtfError(f"`{text}` is not a range of two days", "leave out the time of day")
    start, end = (None if bound in (OPEN, UNKNOWN) else _date(bound) for bound in bounds)
    earliest, latest = (start.earliest if start else None), (end.latest if end else None)
    if earliest and latest and earliest > latest:
        raise EdtfError(f"`{text}` ends before it begins", "write the earlier date first")
    return _joined(text, form, (start, end), earliest, latest)


def _joined(text: str, form: Form, parts: tuple[Edtf | None, ...], earliest: Day | None, latest: Day | None) -> Edtf:
    known = [part for part in parts if part]
    precision = min((part.precision for part in known), key=PRECISIONS.index)
    marks: set[Qualifier] = {part.qualifier for part in known if part.qualifier}
    return Edtf(text, earliest, latest, form, precision, "%" if len(marks) > 1 else marks.pop() if marks else "", parts)


CURES = (
    (r".*T[0-9]{2}:.*", "write it to the second, `2021-07-15T09:30:00`, or leave out the time of day"),
    (r"-0000.*", "the year 0000 is 1 BCE, -0001 is 2 BCE"),
    (r"Y?-?[0-9]{5,}", "years of more than four digits begin with Y, `Y-10000`, and have neither months nor days"),
    (r"[0-9xuX-]+[xuX][0-9xuX-]*", "X stands for the last digits of a year, `201X`, a whole month or day, `2021-XX`"),
    (r"\.?\.?/\.?\.?|\[\.\.\]|\{\.\.\}", "give a date on one side at least"),
    (r"\[.*/.*\]", "in brackets stand two dots, `[2021..2022]`: one day of these; a span stands without brackets"),
    (r"[^\[]*\.\..*", "one of a range stands in brackets, `[..2021-01-12]`; a span takes a slash, `../2021-01-12`"),
    (r"[?~%].*|.*[?~%].+", "put ?, ~ or % at the end of a date"),
    (r"[0-9]{4}[-/.][0-9]{1,2}([-/.][0-9]{1,2})?", "write hyphens and two digits for month and day, `2021-07-05`"),
    (r"[0-9]{4}\s*[–—]\s*[0-9]{4}", "a span takes a slash, `2021/2022`"),
)


def _cure(text: str) -> str:
    return next((cure for pattern, cure in CURES if re.fullmatch(pattern, text)), FORMS)
