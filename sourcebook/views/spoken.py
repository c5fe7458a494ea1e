"""Dates, numbers and values in words, as exact as they are and no more."""

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal

from sourcebook.model.dates import Edtf
from sourcebook.model.record import Point
from sourcebook.model.values import Number, Text, YesNo
from sourcebook.views.common import DateView
from sourcebook.views.translations import Words

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def date_view(date: Edtf, words: Words) -> DateView:
    """A date for a template. `datetime` is set for plain dates only: HTML has no form for the others."""
    plain = date.text.rstrip("?~%") if date.form == "date" else None
    return DateView(date_text(date, words), plain, date.text)


def date_text(date: Edtf, words: Words) -> str:
    """`2021-07-15` as "15 July 2021", `[..2021-01-12]` as "by 12 January 2021", `2023-10-02/2023-10-05` as one span."""
    if date.form == "interval":
        start, end = date.text.split("/")
        return _interval(start, end, words)
    if date.form == "one-of":
        start, end = date.text.strip("[]").split("..")
        return _one_of(start, end, words)
    return _single(date.text, words)


def _single(text: str, words: Words) -> str:
    date = text.rstrip("?~%")
    said = _plain(date, words)
    name = {"~": "about", "?": "uncertain", "%": "about-uncertain"}.get(text[len(date) :])
    return words(f"date.{name}", date=said) if name else said


def _plain(text: str, words: Words) -> str:
    year, *rest = text.split("-")
    if not rest:
        return words("date.year", year=int(year))
    month = words.list("months")[int(rest[0]) - 1]
    if len(rest) == 1:
        return words("date.month", month=month, year=int(year))
    return words("date.day", day=int(rest[1]), month=month, year=int(year))


def _interval(start: str, end: str, words: Words) -> str:
    if end in ("", ".."):
        return words("date.since", date=_single(start, words))
    if start in ("", ".."):
        return words("date.until", date=_single(end, words))
    if start.isdigit() and end.isdigit():
        return words("date.years", start=int(start), end=int(end))
    if _DAY.fullmatch(start) and _DAY.fullmatch(end) and start[:7] == end[:7]:
        year, month, last = end.split("-")
        name = words.list("months")[int(month) - 1]
        return words("date.days", start=int(start[8:]), end=int(last), month=name, year=int(year))
    return words("date.span", start=_single(start, words), end=_single(end, words))


def _one_of(start: str, end: str, words: Words) -> str:
    if not start:
        return words("date.by", date=_single(end, words))
    if not end:
        return words("date.from", date=_single(start, words))
    return words("date.between", start=_single(start, words), end=_single(end, words))


def number_text(number: Number, words: Words) -> str:
    """`927`, "about 30", "200 or more", "2 to 5", with commas between thousands."""
    if number.low is not None and number.high is not None:
        low, high = _digits(number.low), _digits(number.high)
        said = low if low == high else words("value.range", start=low, end=high)
    elif number.low is not None:
        said = words("value.from", n=_digits(number.low))
    else:
        said = words("value.to", n=_digits(number.high or Decimal(0)))
    return words("value.about", n=said) if number.about else said


def _digits(number: Decimal) -> str:
    return f"{number:,f}"


def position_text(point: Point, words: Words) -> tuple[str, str]:
    """Latitude and longitude (`39.758° N`, `46.748° E`), both with as many decimals as the longer, up to five."""
    written = (f"{angle:.5f}".rstrip("0") for angle in (point.lat, point.lon))
    digits = max(len(text.partition(".")[2]) for text in written)
    lat, lon = (f"{abs(angle):.{digits}f}" for angle in (point.lat, point.lon))
    north, east = ("north" if point.lat >= 0 else "south"), ("east" if point.lon >= 0 else "west")
    return words(f"map.{north}", n=lat), words(f"map.{east}", n=lon)


def value_text(value: Number | Edtf | YesNo | Text, unit: str | None, words: Words) -> str:
    """An answer in words, with its unit."""
    if isinstance(value, Number):
        said = number_text(value, words)
        return f"{said} {unit}" if unit else said
    if isinstance(value, Edtf):
        return date_text(value, words)
    if isinstance(value, YesNo):
        return words("value.yes" if value.value else "value.no")
    return value.text


def span_view(dates: Sequence[Edtf], words: Words) -> DateView | None:
    """From the first to the last of some dates, each as exact as it is; None without dates."""
    if not dates:
        return None
    first = min(dates, key=lambda date: (date.earliest or datetime.date.min, date.latest or datetime.date.max))
    last = max(dates, key=lambda date: (date.latest or datetime.date.max, date.earliest or datetime.date.min))
    if first.text == last.text:
        return date_view(first, words)
    text = words("date.span", start=_start_text(first, words), end=date_text(last, words))
    return DateView(text, None, f"{first.text} / {last.text}")


def _start_text(date: Edtf, words: Words) -> str:
    if date.form == "one-of" and date.earliest is None:
        return words("date.or-earlier", date=_single(date.text.strip("[].").removeprefix(".."), words))
    return date_text(date, words)
