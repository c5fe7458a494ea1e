"""Figures: finds dates and numbers in texts, and compares them."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from sourcebook.model.dates import Edtf, EdtfError, parse_edtf, within

MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(MONTHS)
_DASH = "[–-]"
_TO = rf"(?: ?{_DASH} ?| to )(?P<to>\d{{1,2}})"
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}

_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\b(?P<day>\d{{1,2}})(?:{_TO})? (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?\b",
        rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:{_TO})?(?:, (?P<year>\d{{4}}))?(?!\d)",
        rf"\b(?P<month>{_MONTH}),? (?P<year>\d{{4}})\b",
        r"\b(?P<iso>\d{4}-\d{2}(?:-\d{2})?)\b",
        r"\b(?P<century>\d{1,2})(?:st|nd|rd|th)[ -]century\b",
    )
)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<!\w)(?<!\d\.)\d+(?:,\d{3})*(?:\.\d+)?(?: (?P<scale>thousand|million|billion)\b)?")
_PARAGRAPH = re.compile(r"\bparagraphs? \d+(?:(?:, and |, | and | to |–)\d+)*")


class Figure(Struct, frozen=True):
    """A date or number in a text, at offset `start`.

    One of these is set: `date`, for a date with its year; `day` (month, day), for one without; `century`; `number`.
    """

    text: str
    start: int
    number: Decimal | None = None
    date: Edtf | None = None
    day: tuple[int, int] | None = None
    century: int | None = None

    def backs(self, figure: "Figure") -> bool:
        """True if this figure of a source equals another of our text or is more precise."""
        if figure.date:
            return self.date is not None and within(self.date, figure.date)
        if figure.day:
            return figure.day in (self.day, *_days(self.date))
        if figure.century:
            return self.century == figure.century
        if self.date is not None and self.number is None:
            return figure.number is not None and _is_year_of(figure.number, self.date)
        return self.number == figure.number


def figures(text: str) -> tuple[Figure, ...]:
    """Find all figures (dates and numbers) of a text, in text order.

    Numbers of paragraphs (`paragraph 8`) are left out.
    """
    if not has_digits(text):
        return ()
    numbered: list[Figure] = []
    masked = _PARAGRAPH.sub(lambda match: " " * len(match.group()), text)
    for form in _FORMS:
        for match in form.finditer(masked):
            numbered += _dated(match)
            masked = masked[: match.start()] + " " * len(match.group()) + masked[match.end() :]
    numbered += [_counted(match) for match in _NUMBER.finditer(masked)]
    return tuple(sorted(numbered, key=lambda figure: figure.start))


def has_digits(text: str) -> bool:
    """True if a text has a digit, so that it may have figures."""
    return _DIGIT.search(text) is not None


def _counted(match: re.Match[str]) -> Figure:
    scale = _SCALES.get(match["scale"] or "", 1)
    digits = match.group().partition(" ")[0].replace(",", "")
    return Figure(match.group(), match.start(), number=Decimal(digits) * scale)


def _dated(match: re.Match[str]) -> list[Figure]:
    parts = match.groupdict()
    if parts.get("century"):
        return [Figure(match.group(), match.start(), century=int(parts["century"]))]
    if parts.get("iso"):
        return _date(match, parts["iso"])
    month = MONTHS.index(parts["month"]) + 1
    if not parts.get("day"):
        return _date(match, f"{parts['year']}-{month:02}")
    days = [int(day) for day in (parts["day"], parts["to"]) if day]
    if not parts.get("year"):
        return [Figure(match.group(), match.start(), day=(month, day)) for day in days]
    return _date(match, "/".join(f"{parts['year']}-{month:02}-{day:02}" for day in days))


def _date(match: re.Match[str], edtf: str) -> list[Figure]:
    try:
        date = parse_edtf(edtf)
    except EdtfError:
        digits = re.findall(r"\d+", match.group())
        return [Figure(match.group(), match.start(), number=Decimal(number)) for number in digits]
    return [Figure(match.group(), match.start(), date=date)]


def dates_as_figures(dates: Iterable[Edtf]) -> tuple[Figure, ...]:
    """Convert dates to figures; an interval also gives one for each of its ends."""
    return tuple(Figure(part.text, 0, date=part) for date in dates for part in (date, *_ends(date)))


def backed(anchors: Sequence[Figure], figure: Figure) -> bool:
    """True if one of `anchors` (of sources) equals a figure or is more precise.

    Of an interval, both ends must be backed.
    """
    if figure.date and figure.date.form != "date":
        return carries_date(anchors, figure.date)
    return any(anchor.backs(figure) for anchor in anchors)


def carries_date(anchors: Sequence[Figure], date: Edtf) -> bool:
    """True if `anchors` (figures of sources) give a date, or a more precise one.

    Of an interval, they must give both ends.
    """
    ends = _ends(date)
    if not ends:
        return _given(anchors, parse_edtf(date.text.rstrip("?~%")))
    spans = [(anchor.date.earliest, anchor.date.latest) for anchor in anchors if anchor.date]
    return (date.earliest, date.latest) in spans or all(_given(anchors, end) for end in ends)


def _given(anchors: Sequence[Figure], date: Edtf) -> bool:
    if any(anchor.backs(Figure(date.text, 0, date=date)) for anchor in anchors):
        return True
    year_given = any(_gives_year(anchor, date) for anchor in anchors)
    return year_given and (date.precision == "year" or any(anchor.day in _days(date) for anchor in anchors))


def _gives_year(anchor: Figure, date: Edtf) -> bool:
    if anchor.number is not None:
        return _is_year_of(anchor.number, date)
    return anchor.date is not None and any(
        _is_year_of(Decimal(bound.year), date) for bound in (anchor.date.earliest, anchor.date.latest) if bound
    )


def _ends(date: Edtf) -> tuple[Edtf, ...]:
    if date.form == "date":
        return ()
    bounds = re.split(r"/|\.\.", date.text.strip("[]"))
    return tuple(parse_edtf(bound.rstrip("?~%")) for bound in bounds if bound)


def _days(date: Edtf | None) -> list[tuple[int, int]]:
    if date is None or date.precision != "day":
        return []
    return [(bound.month, bound.day) for bound in (date.earliest, date.latest) if bound]


def _is_year_of(number: Decimal, date: Edtf) -> bool:
    bounds = [bound for bound in (date.earliest, date.latest) if bound]
    return bool(bounds) and all(bound.year == number for bound in bounds)
