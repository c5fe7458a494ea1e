"""Whether figures of a source back the figures and dates of a sentence."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from sourcebook.model.dates import Edtf
from sourcebook.rules.figure import Figure, century_of, days_of, is_year_of, year_in_words

SCALES = (1, 10**3, 10**6, 10**9)


def dates_as_figures(dates: Iterable[Edtf]) -> tuple[Figure, ...]:
    """Figures for dates, and for both ends of those that are intervals."""
    return tuple(Figure(part.text, 0, date=part) for date in dates for part in (date, *ends_of(date)))


def backed(anchors: Iterable[Figure], figure: Figure) -> bool:
    """True if one of the anchors backs a figure; of an interval, both its ends."""
    if figure.date and figure.date.form != "date":
        return carries_date(tuple(anchors), figure.date)
    return any(anchor.backs(figure) for anchor in anchors)


def nearest(anchors: Iterable[Figure], figure: Figure) -> Figure | None:
    """The anchor that an author may have meant by a number: the same, in thousands or millions, or a quarter off."""
    ratios = [(Fraction(anchor.number or 0) / Fraction(figure.number or 1), anchor) for anchor in anchors]
    alike = [anchor for ratio, anchor in ratios if ratio in SCALES]
    close = [anchor for ratio, anchor in ratios if Fraction(4, 5) <= ratio <= Fraction(5, 4)]
    return next(iter(alike or close), None) if figure.number else None


def carries_date(anchors: Sequence[Figure], date: Edtf) -> bool:
    """True if the anchors give a date or a more precise one; of intervals, both ends."""
    ends = ends_of(date)
    if not ends:
        return _given(anchors, date)
    spans = [(anchor.date.earliest, anchor.date.latest) for anchor in anchors if anchor.date]
    return (date.earliest, date.latest) in spans or all(_given(anchors, end) for end in ends)


def is_by(date: Edtf, published: Edtf) -> bool:
    """True if a date says no more than that something took place by the day of publication."""
    return date.earliest is None and date.latest == published.latest


def ends_of(date: Edtf) -> tuple[Edtf, ...]:
    """Both ends of an interval, or the known one; members of a set; none of a single date."""
    return tuple(end for part in date.parts if part for end in (ends_of(part) or (part,)))


def _given(anchors: Sequence[Figure], date: Edtf) -> bool:
    if any(anchor.backs(Figure(date.text, 0, date=date)) for anchor in anchors):
        return True
    year_given = any(_gives_year(anchor, date) for anchor in anchors)
    if date.precision in ("day", "month"):
        return year_given and any(anchor.day in days_of(date) for anchor in anchors)
    return year_given or any(anchor.century and anchor.century == century_of(date) for anchor in anchors)


def _gives_year(anchor: Figure, date: Edtf) -> bool:
    if anchor.number is not None:
        return is_year_of(anchor.number, date)
    bounds = (anchor.date.earliest, anchor.date.latest) if anchor.date else ()
    return any(is_year_of(Decimal(year_in_words(bound)), date) for bound in bounds if bound)
