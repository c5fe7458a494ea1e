"""Checks the expiry of `security.txt` (RFC 9116, section 2.5.5) against today.

A build cannot do so, as it does not read the clock.
"""

import datetime
from collections.abc import Iterator

from sourcebook.model.dossier import Dossier
from sourcebook.model.problem import START, Problem
from sourcebook.rules.security import CURE, PATH

YEAR = datetime.timedelta(days=366)


def expiry(dossier: Dossier, today: datetime.date) -> Iterator[Problem]:
    """Warn if the security contact has expired, or expires in more than a year.

    The standard recommends less than a year.
    """
    security = dossier.tables.settings.security
    if security is None:
        return
    if security.expires <= today:
        message = f"the contact for weaknesses expired on {security.expires}"
    elif security.expires - today > YEAR:
        message = f"the contact for weaknesses expires on {security.expires}, more than a year from now"
    else:
        return
    yield Problem(PATH, START, "EXPIRY", message, CURE, "warning")
