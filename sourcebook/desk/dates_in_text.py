"""Finds dates in the text of documents and converts them to ISO 8601."""

import datetime
import re

from sourcebook.model.language import language_of

_MONTHS = sorted(language_of("en").months, key=language_of("en").months.__getitem__)
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS).replace("Sep(?:tember)?", "Sept?(?:ember)?")
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_FORMS = (
    re.compile(r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"{_DAY}\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<name>{_MONTH})\.?,? (?P<y>\d{{4}})\b"),
    re.compile(rf"{_DAY}\b(?P<name>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})\b"),
    re.compile(r"\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})\b"),
)
_TIME = re.compile(
    r"(?:,? (?:at )?|T)?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:[A-Z]{3,4}\b|Z\b|[+-]\d\d:?\d\d))?"
)
_AMBIGUOUS = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")


def find_day(text: str) -> tuple[str, str] | None:
    """Find a full date in a text: `2021-07-15` first, then the forms with a month's name, then `15.7.2021`.

    Of each form the first match is tried. Returns the day as `2021-07-15`, and the text without it and without the
    time of day after it; None if no such date is found.
    """
    for form in _FORMS:
        match = form.search(text)
        if match and (day := _iso_date(match)):
            rest = text[: match.start()] + _TIME.sub("", text[match.end() :], count=1)
            return day, " ".join(rest.split())
    return None


def ambiguous_date(text: str) -> str | None:
    """Find the first date such as 3/4/2021, in which day and month are ambiguous.

    Returns it as written, or None.
    """
    match = _AMBIGUOUS.search(text)
    return match.group() if match else None


def _iso_date(match: re.Match[str]) -> str | None:
    """Date of a match as `2021-07-15`; None if the calendar has no such day."""
    parts = match.groupdict()
    names = [month[:3] for month in _MONTHS]
    month = names.index(parts["name"][:3]) + 1 if parts.get("name") else int(parts["m"])
    try:
        return datetime.date(int(parts["y"]), month, int(parts["d"])).isoformat()
    except ValueError:
        return None
