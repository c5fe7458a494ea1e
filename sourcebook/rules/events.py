"""Events are dated no better than the claims about them, and precede none that their dates put before them."""

from collections.abc import Iterator

from sourcebook.model.dates import Edtf, before, within
from sourcebook.model.dossier import Claim, Dossier, Event
from sourcebook.rules.finding import Finding, at_field


def events_no_more_exact(dossier: Dossier) -> Iterator[Finding]:
    """The date of an event is no more exact than some claim about it."""
    for page, event in dossier.pages_with(Event):
        when = event.record.when
        claims = (claim for claim in dossier.claims.values() if page.key in claim.about)
        if when and not any(within(date, when) for claim in claims for date in _dates(dossier, claim)):
            message = f"no claim about this event is as exact as '{when}'"
            yield at_field(page, ("when",), message, "widen it, write none, or give the claim its `when`")


def events_in_order(dossier: Dossier) -> Iterator[Finding]:
    """An event precedes none whose date lies before its own."""
    events = {page.key: event.record.when for page, event in dossier.pages_with(Event)}
    for page, event in dossier.pages_with(Event):
        for later in event.precedes:
            own, after = events[page.key], events[later]
            if own and after and before(after, own):
                message = f"'{later}' lies before '{own}'"
                yield at_field(page, ("precedes",), message, "correct a date, or leave it out")


def _dates(dossier: Dossier, claim: Claim) -> Iterator[Edtf]:
    """When a claim speaks of; a report's own date bounds what it reports as having happened."""
    record = claim.record
    yield from (date for date in (record.when, record.due) if date)
    if isinstance(claim.value, Edtf):
        yield claim.value
    yield dossier.source(claim.key.source).record.published.date
