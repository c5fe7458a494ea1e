"""Formats dates, numbers, positions and values without adding precision."""

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal

from sourcebook.model.dates import Edtf, parse_edtf
from sourcebook.model.record import Point
from sourcebook.model.values import Number, Text, YesNo
from sourcebook.views.common import DateView
from sourcebook.views.translations import Translations

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def date_view(date: Edtf, t: Translations) -> DateView:
    """Make the template data of a date.

    `datetime` is set for plain dates only, since HTML has no form for the others.
    """
    plain = date.text.rstrip("?~%") if date.form == "date" else None
    return DateView(date_text(date, t), plain, date.text)


def day_view(day: str, t: Translations) -> DateView:
    """Make the template data of a calendar day, given in ISO 8601."""
    return date_view(parse_edtf(day), t)


def date_text(date: Edtf, t: Translations) -> str:
    """Format a date in words: "15 July 2021", "by 12 January 2021"."""
    if date.form == "interval":
        start, end = date.text.split("/")
        return _interval(start, end, t)
    if date.form == "one-of":
        start, end = date.text.strip("[]").split("..")
        return _one_of(start, end, t)
    return _single(date.text, t)


def _single(text: str, t: Translations) -> str:
    date = text.rstrip("?~%")
    words = _plain(date, t)
    name = {"~": "about", "?": "uncertain", "%": "about-uncertain"}.get(text[len(date) :])
    return t(f"date.{name}", date=words) if name else words


def _plain(text: str, t: Translations) -> str:
    year, *rest = text.split("-")
    if not rest:
        return t("date.year", year=int(year))
    month = t.list("months")[int(rest[0]) - 1]
    if len(rest) == 1:
        return t("date.month", month=month, year=int(year))
    return t("date.day", day=int(rest[1]), month=month, year=int(year))


def _interval(start: str, end: str, t: Translations) -> str:
    if end in ("", ".."):
        return t("date.since", date=_single(start, t))
    if start in ("", ".."):
        return t("date.until", date=_single(end, t))
    if start.isdigit() and end.isdigit():
        return t("date.years", start=int(start), end=int(end))
    if _DAY.fullmatch(start) and _DAY.fullmatch(end) and start[:7] == end[:7]:
        year, month, last = end.split("-")
        name = t.list("months")[int(month) - 1]
        return t("date.days", start=int(start[8:]), end=int(last), month=name, year=int(year))
    return t("date.span", start=_single(start, t), end=_single(end, t))


def _one_of(start: str, end: str, t: Translations) -> str:
    if not start:
        return t("date.by", date=_single(end, t))
    if not end:
        return t("date.from", date=_single(start, t))
    return t("date.between", start=_single(start, t), end=_single(end, t))


def number_text(number: Number, t: Translations) -> str:
    """Format a number: `1,927`, "about 30", "200 or more", "2 to 5"."""
    if number.low is not None and number.high is not None:
        low, high = _digits(number.low), _digits(number.high)
        words = low if low == high else t("value.range", start=low, end=high)
    elif number.low is not None:
        words = t("value.from", n=_digits(number.low))
    else:
        words = t("value.to", n=_digits(number.high or Decimal(0)))
    return t("value.about", n=words) if number.about else words


def _digits(number: Decimal) -> str:
    return f"{number:,f}"


def position_text(point: Point, t: Translations) -> tuple[str, str]:
    """Format latitude and longitude: `39.758° N`, `46.748° E`.

    Both have equally many decimals, at most five.
    """
    written = (f"{angle:.5f}".rstrip("0") for angle in (point.lat, point.lon))
    digits = max(len(text.partition(".")[2]) for text in written)
    lat, lon = (f"{abs(angle):.{digits}f}" for angle in (point.lat, point.lon))
    north, east = ("north" if point.lat >= 0 else "south"), ("east" if point.lon >= 0 else "west")
    return t(f"map.{north}", n=lat), t(f"map.{east}", n=lon)


def value_text(value: Number | Edtf | YesNo | Text, unit: str | None, t: Translations) -> str:
    """Format an answer in words. `unit`: of a number, or None."""
    if isinstance(value, Number):
        words = number_text(value, t)
        return f"{words} {unit}" if unit else words
    if isinstance(value, Edtf):
        return date_text(value, t)
    if isinstance(value, YesNo):
        return t("value.yes" if value.value else "value.no")
    return value.text


def span_view(dates: Sequence[Edtf], t: Translations) -> DateView | None:
    """Make the template data of the span that covers some dates; None without dates."""
    if not dates:
        return None
    first = min(dates, key=lambda date: (date.earliest or datetime.date.min, date.latest or datetime.date.max))
    last = max(dates, key=lambda date: (date.latest or datetime.date.max, date.earliest or datetime.date.min))
    if first.text == last.text:
        return date_view(first, t)
    text = t("date.span", start=_start_text(first, t), end=date_text(last, t))
    return DateView(text, None, f"{first.text} / {last.text}")


def _start_text(date: Edtf, t: Translations) -> str:
    if date.form == "one-of" and date.earliest is None:
        return t("date.or-earlier", date=_single(date.text.strip("[].").removeprefix(".."), t))
    return date_text(date, t)
