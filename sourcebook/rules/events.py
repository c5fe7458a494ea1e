"""Rules on the dates and the order of events."""

from collections.abc import Iterator

from sourcebook.model.dates import Edtf, before
from sourcebook.model.dossier import Claim, Dossier, Event
from sourcebook.model.names import Key
from sourcebook.rules.backing import carries_date, dates_as_figures, is_by
from sourcebook.rules.figure import Figure
from sourcebook.rules.figures import figures
from sourcebook.rules.finding import Finding, at_field


def events_no_more_exact(dossier: Dossier) -> Iterator[Finding]:
    """The date of an event is given by the claims about it, and no more precise than the best of them.
    The day of a document gives no more than "by that day".
    """
    claims: dict[Key, list[Claim]] = {}
    for claim in dossier.claims.values():
        for key in claim.about:
            claims.setdefault(key, []).append(claim)
    for page, event in dossier.pages_with(Event):
        when, about = event.record.when, claims.get(page.key, [])
        is_known = not (dossier.gaps.within("sources") and dossier.gaps.hides(page.key))
        if when and is_known and not _is_given(dossier, when, about):
            message = f"no claim about this event gives '{when}'"
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


def _is_given(dossier: Dossier, when: Edtf, claims: list[Claim]) -> bool:
    """True if claims give a date, each end of a span, or were published by the day that an open span ends with."""
    published = [dossier.source(claim.key.source).record.published.date for claim in claims]
    anchors = [anchor for claim in claims for anchor in _anchors(claim, dossier.tables.settings.language)]
    return carries_date(anchors, when) or any(is_by(when, day) for day in published)


def _anchors(claim: Claim, language: str) -> tuple[Figure, ...]:
    """Dates of a claim: when, due, a date as value, and what its texts say."""
    record = claim.record
    dates = [
        date
        for date in (record.when, record.due, *(reading.value for reading in claim.readings))
        if isinstance(date, Edtf)
    ]
    return (*dates_as_figures(dates), *figures(" ; ".join([record.says, *record.words]), language))
