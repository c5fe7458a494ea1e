"""Events are dated no better than the claims about them, and precede none that their dates put before them."""

from collections.abc import Iterator

from sourcebook.model.dates import Edtf, before, within
from sourcebook.model.dossier import Claim, Dossier, Event
from sourcebook.rules.finding import Finding, at_field


def events_no_more_exact(dossier: Dossier) -> Iterator[Finding]:
    """The date of an event is no more exact than some claim about it."""
    for page in dossier.pages.values():
        if not isinstance(page.matter, Event) or page.matter.record.when is None:
            continue
        when = page.matter.record.when
        dates = [
            date for claim in dossier.claims.values() if page.key in claim.about for date in _dates(dossier, claim)
        ]
        if not any(within(date, when) for date in dates):
            message = f"no claim about this event is as exact as '{when}'"
            yield at_field(page, ("when",), message, "widen it, write none, or give the claim its `when`")


def events_in_order(dossier: Dossier) -> Iterator[Finding]:
    """An event precedes none whose date lies before its own."""
    for page in dossier.pages.values():
        if not isinstance(page.matter, Event) or page.matter.record.when is None:
            continue
        for later in page.matter.precedes:
            matter = dossier.pages[later].matter
            if isinstance(matter, Event) and matter.record.when and before(matter.record.when, page.matter.record.when):
                message = f"'{later}' lies before '{page.matter.record.when}'"
                yield at_field(page, ("precedes",), message, "correct a date, or leave it out")


def _dates(dossier: Dossier, claim: Claim) -> Iterator[Edtf]:
    """When a claim speaks of; a report's own date bounds what it reports as having happened."""
    record = claim.record
    yield from (date for date in (record.when, record.due) if date)
    if isinstance(claim.value, Edtf):
        yield claim.value
    yield dossier.source(claim.key.source).record.published.date
