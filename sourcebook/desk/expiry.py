"""What a build cannot know: whether, today, the contact in `security.txt` still holds (RFC 9116, section 2.5.5)."""

import datetime
from collections.abc import Iterator

from sourcebook.model.dossier import Dossier
from sourcebook.model.problem import START, Problem
from sourcebook.rules.security import CURE, PATH

YEAR = datetime.timedelta(days=366)


def expiry(dossier: Dossier, today: datetime.date) -> Iterator[Problem]:
    """A warning where the contact has expired, or is said to hold for longer than anybody can promise."""
    security = dossier.tables.settings.security
    if security is None:
        return
    if security.expires <= today:
        said = f"the contact for weaknesses expired on {security.expires}"
    elif security.expires - today > YEAR:
        said = f"the contact for weaknesses expires on {security.expires}, more than a year from now"
    else:
        return
    yield Problem(PATH, START, "EXPIRY", said, CURE, "warning")
