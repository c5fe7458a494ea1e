"""Rule on the security contact of the site."""

from collections.abc import Iterator

from sourcebook.model.dossier import Dossier
from sourcebook.model.problem import START
from sourcebook.rules.finding import Finding

PATH = "site.toml"
CURE = "see whether the contact still answers, then set `expires` under [security] to a day within a year"


def contact_outlasts_changes(dossier: Dossier) -> Iterator[Finding]:
    """The security contact expires later than the last change of any page."""
    settings = dossier.tables.settings
    if settings.security is None:
        return
    changes = [page.entry.head.changed for page in dossier.pages.values()]
    last = max(filter(None, changes), default=settings.published)
    if settings.security.expires <= max(last, settings.published):
        message = f"the security contact expires on {settings.security.expires}, before the last change, {last}"
        yield Finding(PATH, START, message, CURE)
