"""Rules on the dates and the order of events."""

from collections.abc import Iterator

from sourcebook.model.dates import Edtf, before, within
from sourcebook.model.dossier import Claim, Dossier, Event
from sourcebook.rules.finding import Finding, at_field


def events_no_more_exact(dossier: Dossier) -> Iterator[Finding]:
    """The date of an event is no more precise than the best claim about it."""
    for page, event in dossier.pages_with(Event):
        when = event.record.when
        claims = (claim for claim in dossier.claims.values() if page.key in claim.about)
        if when and not any(within(date, when) for claim in claims for date in _dates(dossier, claim)):
            message = f"no claim about this event is as exact as '{when}'"
            yield at_field(page, ("when",), message, "widen it, write none, or give the claim its `when`")


def events_in_order(dossier: Dossier) -> Iterator[Finding]:
    """An event does not precede one with an earlier date."""
    events = {page.key: event.record.when for page, event in dossier.pages_with(Event)}
    for page, event in dossier.pages_with(Event):
        for later in event.precedes:
            own, after = events[page.key], events[later]
            if own and after and before(after, own):
                message = f"'{later}' lies before '{own}'"
                yield at_field(page, ("precedes",), message, "correct a date, or leave it out")


def _dates(dossier: Dossier, claim: Claim) -> Iterator[Edtf]:
    """Dates of a claim: when, due, a date as value, and the date of its document."""
    record = claim.record
    yield from (date for date in (record.when, record.due) if date)
    if isinstance(claim.value, Edtf):
        yield claim.value
    yield dossier.source(claim.key.source).record.published.date
