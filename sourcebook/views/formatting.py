"""Formats dates, numbers, positions and values without adding precision."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from sourcebook.model.dates import FIRST, LAST, Day, Edtf
from sourcebook.model.edtf import OPEN, parse_edtf
from sourcebook.model.places import At
from sourcebook.model.record import Point
from sourcebook.model.source_record import Reviewed
from sourcebook.model.tables import Correction
from sourcebook.model.values import Number, Text, YesNo
from sourcebook.views.common import DateView, WithdrawnView
from sourcebook.views.translations import Translations

RIGHT_TO_LEFT = frozenset("ar arab arc ckb dv fa he hebr ks nqo nkoo ps sd syr syrc thaa ug ur yi".split())
"""Languages and scripts that are written from right to left."""

_TIME = re.compile("T([0-9:]{8})(.*)")


def date_view(date: Edtf, t: Translations) -> DateView:
    """Make the template data of a date.

    `datetime` is set for plain dates only, since HTML has no form for the others.
    """
    return DateView(date_text(date, t), date.plain, date.text)


def review_text(reviewed: Reviewed, t: Translations) -> str:
    """Format who reviewed something, and when: `Ida Storm, 3 May 2024`."""
    return t("list.comma").join((reviewed.by, day_view(reviewed.on.isoformat(), t).text))


def day_view(day: str, t: Translations) -> DateView:
    """Make the template data of a calendar day, given in ISO 8601."""
    return date_view(parse_edtf(day), t)


def withdrawn_view(correction: Correction, t: Translations) -> WithdrawnView:
    """Make the template data of a withdrawal."""
    return WithdrawnView(correction.about.rpartition("#")[2], day_view(correction.date.isoformat(), t), correction.why)


def date_text(date: Edtf, t: Translations) -> str:
    """Format a date in words: "15 July 2021", "by 12 January 2021"."""
    if date.form == "date":
        return _single(date, t)
    if date.form in ("any-of", "all-of"):
        *others, last = (date_text(part, t) for part in date.parts if part)
        return t(f"date.{date.form}", dates=t("list.comma").join(others), last=last)
    start, end = date.parts
    return _interval(date, start, end, t) if date.form == "interval" else _one_of(start, end, t)


def year_text(year: int, t: Translations) -> str:
    """Format a year; the year 0 is 1 BCE."""
    return t("date.year", year=year) if year > 0 else t("date.before-era", year=1 - year)


def _single(date: Edtf, t: Translations) -> str:
    name = {"~": "about", "?": "uncertain", "%": "about-uncertain"}.get(date.qualifier)
    return t(f"date.{name}", date=_plain(date, t)) if name else _plain(date, t)


def _plain(date: Edtf, t: Translations) -> str:
    words = _specified(date, t)
    if "-XX" in date.text:
        month = date.precision == "year" and date.text.count("X") == len("XX")
        return t("date.some-month" if month else "date.some-day", date=words)
    time = _TIME.search(date.text)
    return t("date.time", date=words, time=time[1] + _zone(time[2], t)) if time else words


def _specified(date: Edtf, t: Translations) -> str:
    first, last = date.earliest, date.latest
    assert first is not None
    assert last is not None
    year = year_text(first.year, t)
    match date.precision:
        case "day":
            return _in_month("day", first, t, year, str(first.day))
        case "month":
            return _in_month("month", first, t, year)
        case "season":
            return t("date.season", season=t.list("seasons")[first.month // 3 - 1], year=year)
        case "year":
            return year
        case "decade" if first.year > 0:
            return t("date.decade", year=year)
    return t("date.between", start=year, end=year_text(last.year, t))


def _in_month(pattern: str, day: Day, t: Translations, year: str, days: str = "") -> str:
    """Format a month, or days in it, by a pattern of the language."""
    month, alone = (t.list(name)[day.month - 1] for name in ("months", "months-alone"))
    return t(f"date.{pattern}", day=days, month=month, alone=alone, n=day.month, year=year)


def _zone(offset: str, t: Translations) -> str:
    return " " + t("date.utc", offset=offset.removeprefix("Z").replace("-", "\u2212")) if offset else ""


def _interval(date: Edtf, start: Edtf | None, end: Edtf | None, t: Translations) -> str:
    if start is None or end is None:
        name = ("since" if start else "until") + ("-unknown" if OPEN not in date.text else "")
        known = start or end
        assert known is not None
        return t(f"date.{name}", date=_single(known, t))
    first, last = start.earliest, end.earliest
    assert first is not None
    assert last is not None
    exact = start.is_exact and end.is_exact
    if exact and start.precision == end.precision == "year":
        return t("date.range", start=year_text(first.year, t), end=year_text(last.year, t))
    if exact and start.precision == end.precision == "day" and first[:2] == last[:2]:
        days = t("date.range", start=first.day, end=last.day)
        return _in_month("day", first, t, year_text(first.year, t), days)
    return t("date.span", start=_single(start, t), end=_single(end, t))


def _one_of(start: Edtf | None, end: Edtf | None, t: Translations) -> str:
    if start and end:
        return t("date.between", start=_single(start, t), end=_single(end, t))
    known = start or end
    assert known is not None
    return t("date.from" if start else "date.by", date=_single(known, t))


def language_name(tag: str, t: Translations) -> str:
    """Name of the language of a BCP 47 tag; the tag itself if the interface has no name for it."""
    return t.known(f"language.{tag.partition('-')[0]}") or tag


def direction(tag: str) -> str:
    """Direction in which the script of a BCP 47 tag is written: rtl or ltr."""
    language, *rest = tag.split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), language)
    return "rtl" if script.lower() in RIGHT_TO_LEFT else "ltr"


def number_text(number: Number, t: Translations) -> str:
    """Format a number: `1,927`, "about 30", "200 or more", "more than 30", "2 to 5"."""
    low, high = (_digits(end, t) for end in number.ends)
    if low and high:
        words = low if low == high else t("value.range", start=low, end=high)
    elif low:
        words = t("value.over" if number.strict else "value.from", n=low)
    else:
        words = t("value.under" if number.strict else "value.to", n=high)
    return t("value.about", n=words) if number.about else words


def _digits(written: str, t: Translations) -> str:
    """Digits in groups; a fraction as it is written."""
    return t.number(Decimal(written), ",f") if written and "/" not in written else written


def position_text(point: Point, t: Translations) -> tuple[str, str]:
    """Format latitude and longitude: `39.758° N`, `46.748° E`.

    Both have equally many decimals, at most five.
    """
    written = (f"{angle:.5f}".rstrip("0") for angle in (point.lat, point.lon))
    digits = max(len(text.partition(".")[2]) for text in written)
    lat, lon = (t.number(abs(angle), f".{digits}f") for angle in (point.lat, point.lon))
    north, east = ("north" if point.lat >= 0 else "south"), ("east" if point.lon >= 0 else "west")
    return t(f"map.{north}", n=lat), t(f"map.{east}", n=lon)


def value_text(value: Number | Edtf | YesNo | Text, unit: str | None, t: Translations) -> str:
    """Format an answer in words. `unit`: of a number, or None."""
    if isinstance(value, Number):
        return _with_unit(number_text(value, t), unit or "")
    if isinstance(value, Edtf):
        return date_text(value, t)
    if isinstance(value, YesNo):
        return t("value.yes" if value.value else "value.no")
    return value.text


def _with_unit(words: str, unit: str) -> str:
    """A number with its unit: a sign of money before its digits, % right behind them, else after a space."""
    if unit and unicodedata.category(unit[-1]) == "Sc":
        return re.sub(r"[0-9]", rf"{unit}\g<0>", words, count=1)
    return f"{words}{'' if unit in ('', '%', '‰') else ' '}{unit}"


def span_view(dates: Sequence[Edtf], t: Translations) -> DateView | None:
    """Make the template data of the span that covers some dates; None without dates."""
    if not dates:
        return None
    first = min(dates, key=lambda date: (date.earliest or FIRST, date.latest or LAST))
    last = max(dates, key=lambda date: (date.latest or LAST, date.earliest or FIRST))
    if first.text == last.text:
        return date_view(first, t)
    text = t("date.span", start=_start_text(first, t), end=date_text(last, t))
    return DateView(text, None, f"{first.text} / {last.text}")


def _start_text(date: Edtf, t: Translations) -> str:
    if date.form == "one-of" and date.earliest is None:
        return t("date.or-earlier", date=_single(date.parts[1], t)) if date.parts[1] else date_text(date, t)
    return date_text(date, t)


def place_text(at: At, t: Translations) -> str:
    """Format places in a document: `paragraph 8`, `pages 12–14`; sections as the document names them."""
    if at.unit == "section" and at.exact:
        return at.exact
    form = "one" if len(at.numbers) == 1 else "many"
    return t(f"place.{at.unit}.{form}", n=at.text.replace(", ", t("list.comma")))
