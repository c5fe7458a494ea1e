"""Days as documents write them, to the day of an ISO date."""

import datetime
import re

from sourcebook.rules.figures import MONTHS

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS).replace("Sep(?:tember)?", "Sept?(?:ember)?")
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
_EITHER_WAY = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")


def find_day(text: str) -> tuple[str, str] | None:
    """The first day in a text as `2021-07-15`, and the text without it and its time of day; None without a day."""
    for form in _FORMS:
        found = form.search(text)
        if found and (day := _day(found)):
            rest = text[: found.start()] + _TIME.sub("", text[found.end() :], count=1)
            return day, " ".join(rest.split())
    return None


def reads_either_way(text: str) -> str | None:
    """A date such as 3/4/2021, whose day and month cannot be told apart."""
    found = _EITHER_WAY.search(text)
    return found.group() if found else None


def _day(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    names = [month[:3] for month in MONTHS]
    month = names.index(parts["name"][:3]) + 1 if parts.get("name") else int(parts["m"])
    try:
        return datetime.date(int(parts["y"]), month, int(parts["d"])).isoformat()
    except ValueError:
        return None
