"""Checks of days against today: expiry of `security.txt` (RFC 9116, section 2.5.5), and days that are yet to come.

A build cannot do so, as it does not read the clock.
"""

import datetime
from collections.abc import Iterator

from sourcebook.model.dossier import Dossier, Source
from sourcebook.model.problem import START, Place, Problem
from sourcebook.rules.published import CURE

YEAR = datetime.timedelta(days=366)


FUTURE = "mistyped, or written too early: correct the day"


def future_days(dossier: Dossier, today: datetime.date) -> Iterator[Problem]:
    """Warn of days after `today` on which something is said to have been published, changed, corrected or read."""
    for page in dossier.pages.values():
        entry, matter = page.entry, page.matter
        days = {"changed": entry.head.changed}
        if isinstance(matter, Source):
            earliest = matter.record.published.date.earliest
            days["published"] = earliest and earliest.calendar_day
        for name, day in days.items():
            if day is not None and day > today:
                yield _in_the_future(entry.path, entry.place(name), name, day)
    for reference in dossier.tables.references:
        if reference.read_on is not None and reference.read_on > today:
            yield _in_the_future("references.toml", START, f"{reference.id}: read_on", reference.read_on)
    for correction in dossier.tables.corrections:
        if correction.date > today:
            yield _in_the_future("corrections.toml", START, "date", correction.date)
    if dossier.tables.settings.published > today:
        yield _in_the_future("site.toml", START, "published", dossier.tables.settings.published)


def _in_the_future(path: str, place: Place, name: str, day: datetime.date) -> Problem:
    return Problem(path, place, "FUTURE", f"`{name}` is {day}, which is yet to come", FUTURE, "warning")


def expiry(dossier: Dossier, today: datetime.date) -> Iterator[Problem]:
    """Warn if the security contact has expired, or expires in more than a year.

    The standard recommends less than a year.
    """
    security = dossier.tables.settings.security
    if security is None:
        return
    if security.expires <= today:
        message = f"the security contact expired on {security.expires}"
    elif security.expires - today > YEAR:
        message = f"the security contact expires on {security.expires}, more than a year from now"
    else:
        return
    yield Problem("site.toml", START, "EXPIRY", message, CURE, "warning")
