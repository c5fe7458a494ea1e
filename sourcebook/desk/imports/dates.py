"""Finds dates in texts and addresses, in all languages of the table, and converts them to ISO 8601."""

import datetime
import re
from functools import cache
from unicodedata import decimal

from sourcebook.model.language import languages

_YEAR = r"(?P<y>[12]\d{3})"
_ADDRESSES = (
    re.compile(rf"[/_=-]{_YEAR}[/_-](?P<m>[01]?\d)[/_-](?P<d>[0-3]?\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"/(?P<d>[0-3]?\d)[/-](?P<m>[01]?\d)[/-](?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<name>[a-z]{3,9})[/-](?P<d>[0-3]?\d)(?!\d)"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>[01]\d)(?!\d)"),
)
_TIME = re.compile(
    r"(?:,? (?:at |- )?|T)?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:[A-Z]{3,4}\b|Z\b|[+-]\d\d:?\d\d))?"
)
_AMBIGUOUS = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_EPOCH = re.compile(r"\A(\d{10})(?:\d{3})?\Z")
_EARLIEST = 1500
_ZEROS = ("1970-01-01", "1969-12-31", "1900-01-01")
"""Days that programs write for an empty date."""


def find_day(text: str) -> tuple[str, str] | None:
    """Find a full date in a text: `2021-07-15` first, then the forms with a month's name, then `15.7.2021`.

    Of each form the first match is tried. Returns the day as `2021-07-15`, and the text without it and without the
    time of day after it; None if no such date is found.
    """
    text = _with_digits(text)
    for form in _forms():
        match = form.search(text)
        if match and (day := _iso_date(match)):
            rest = text[: match.start()] + _TIME.sub("", text[match.end() :], count=1)
            return day, " ".join(rest.split())
    return None


def _with_digits(text: str) -> str:
    """A text with the digits of all scripts as those of ASCII."""
    return text if text.isascii() else "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in text)


def find_month(text: str) -> str | None:
    """Month that a text consists of, as `2021-07`."""
    match = re.fullmatch(rf"{_YEAR}-(?P<m>0[1-9]|1[0-2])", text.strip()) or _month_of_year().fullmatch(text.strip())
    return f"{match['y']}-{_number(match.groupdict()):02}" if match else None


def find_time(text: str) -> str | None:
    """Day or month of a value of metadata: ISO 8601, seconds or milliseconds since 1970, or a date in words."""
    if epoch := _EPOCH.match(text):
        return datetime.datetime.fromtimestamp(int(epoch[1]), datetime.UTC).date().isoformat()
    day = find_day(text)
    return day[0] if day else find_month(text)


def day_in_address(address: str) -> str | None:
    """Day, or else month, that an address contains: `/2021/07/15/`, `2021-07-15`, `20210715`, `/2021/07/`."""
    for form in _ADDRESSES:
        for match in form.finditer(address):
            if "d" in form.groupindex and (day := _iso_date(match)):
                return day
            if "d" not in form.groupindex and 1 <= int(match["m"]) <= 12:
                return f"{match['y']}-{match['m']}"
    return None


def is_possible(day: str, today: datetime.date) -> bool:
    """True if an article can have been published on a day, or in a month.

    A day is allowed for time zones ahead of this machine's.
    """
    return int(day[:4]) >= _EARLIEST and day not in _ZEROS and day <= (today + datetime.timedelta(days=1)).isoformat()


def ambiguous_date(text: str) -> str | None:
    """Find the first date such as 3/4/2021, in which day and month are ambiguous.

    Returns it as written, or None.
    """
    match = _AMBIGUOUS.search(text)
    return match.group() if match else None


@cache
def _months() -> dict[str, int]:
    """Months by name, in full and abbreviated, folded; a word that languages use for different months is left out."""
    months: dict[str, set[int]] = {}
    for language in languages().values():
        for name, number in [*language.months.items(), *language.short.items()]:
            months.setdefault(_fold(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in months.items() if len(numbers) == 1}


def _fold(name: str) -> str:
    return name.replace("İ", "i").replace("I", "i").replace("ı", "i").casefold()


@cache
def _month() -> str:
    """Pattern of a month's name."""
    names = {*_months(), "sept"}
    folded = sorted(map(re.escape, names), key=len, reverse=True)
    return rf"(?P<name>(?:{'|'.join(folded)}))(?![^\W\d_])"


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    weekday = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    g = r"(?: г\.)?"
    ordinal = r"(?:st|nd|rd|th|er|º|ª|°|\.)?"
    forms = (
        r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
        rf"{_YEAR} ?年 ?(?P<m>\d{{1,2}}) ?月 ?(?P<d>\d{{1,2}}) ?日",
        rf"{weekday}(?<!\d)(?P<d>\d{{1,2}}){ordinal} ?(?:de |d['’]|of )?{_month()}\.?,? ?(?:del? )?{_YEAR}(?!\d){g}",
        rf"{weekday}(?<![^\W\d_]){_month()}\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}\.? ?(?:թ\.|\.)? ?{_month()} (?P<d>\d{{1,2}})(?!\d)",
        r"\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\d)",
        r"\b(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})/(?P<y>\d{4})(?!\d)",
        r"\b(?P<m>\d{1,2})/(?P<d>1[3-9]|2\d|3[01])/(?P<y>\d{4})(?!\d)",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


@cache
def _month_of_year() -> re.Pattern[str]:
    return re.compile(rf"{_month()}\.?,? (?:de |del )?{_YEAR}", re.IGNORECASE)


def _number(parts: dict[str, str | None]) -> int:
    """Month of a match, from its number or its name; 0 if there is no such month."""
    name = parts.get("name")
    return _months().get(_fold(name), 9 if name[:4].lower() == "sept" else 0) if name else int(parts["m"] or 0)


def _iso_date(match: re.Match[str]) -> str | None:
    """Date of a match as `2021-07-15`; None if the calendar has no such day."""
    parts = match.groupdict()
    try:
        return datetime.date(int(parts["y"]), _number(parts), int(parts["d"])).isoformat()
    except ValueError:
        return None
