"""Moments: everything that the record dates, sorted by date.

Claims that date the same event are one moment.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dates import Edtf, rank
from sourcebook.model.dossier import Claim, Event, Puzzle
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.reader import Reader
from sourcebook.rules.backing import carries_date
from sourcebook.rules.figures import figures

MomentKind = Literal["document", "event", "spoken", "announced"]
DIFFERING = ("disputed", "inconsistent", "unlike")
KINDS: tuple[MomentKind, ...] = ("document", "event", "spoken", "announced")


class Moment(Struct, frozen=True):
    """A dated entry of the timeline.

    `id`: its anchor; `kind`: a document's publication, an event, or what a claim speaks of or announces; `page`: the
    document or event; `claims`: those that give the date; `basis`: stated, stamped, inferred, or contested; `doubts`:
    puzzles and questions in which the date does not fit with another; `topics`: those whose pages cite or link to it.
    """

    id: str
    kind: MomentKind
    date: Edtf
    basis: str
    page: Key | None
    claims: tuple[Claim, ...]
    topics: tuple[Key, ...] = ()
    doubts: tuple[Key, ...] = ()


class Chronicle(Struct, frozen=True):
    """All moments (dated entries), and which of them report what another announced.

    The mappings are by the id of a moment. `later`: moments that report what it announced; `earlier`: moments that
    announced it; `unplaced`: claims without a date that report what it announced.
    """

    moments: tuple[Moment, ...]
    later: Mapping[str, tuple[Moment, ...]]
    earlier: Mapping[str, tuple[Moment, ...]]
    unplaced: Mapping[str, tuple[ClaimKey, ...]]


def moments(dossier: Reader) -> tuple[Moment, ...]:
    """Collect all moments (dated entries) of the record, sorted by date.

    A claim that gives the date of an event is part of the event's moment.
    """
    claims = dossier.claims()
    claimed = [moment for claim in claims for moment in _of_claim(claim)]
    dating = [(event, when, _dating(event, when, claimed)) for event, when in _events(dossier)]
    events = [_joined(event, when, same) for event, when, same in dating]
    taken = {moment.id for _, _, same in dating for moment in same}
    alone = [moment for moment in claimed if moment.id not in taken]
    collected = [*(_of_document(dossier, key) for key in dossier.sources()), *events, *alone]
    cited, claims_of = _cited(dossier), _by_document(claims)
    ordered = sorted(collected, key=lambda moment: _order(dossier, moment))
    return tuple(replace(_doubted(dossier, item), topics=_topics(dossier, item, claims_of, cited)) for item in ordered)


def _order(dossier: Reader, moment: Moment) -> tuple[object, ...]:
    """Sort key: time; an event before those that it precedes; a document after what it may report."""
    later = _later_events(dossier, moment.page)
    ranks = [rank(moment.date), *(rank(when) for when in later.values())]
    return min(ranks), -len(later), moment.kind == "document", KINDS.index(moment.kind)


def _later_events(dossier: Reader, page: Key | None) -> Mapping[Key, Edtf]:
    """Dates of the events that an event precedes, directly or through others."""
    waiting, dates = [page] if page and page.folder == "events" else [], dict[Key, Edtf]()
    while waiting:
        matter = dossier.matter(waiting.pop())
        for key in matter.precedes if isinstance(matter, Event) else ():
            if key not in dates and (when := _when(dossier, key)):
                dates[key] = when
                waiting.append(key)
    return dates


def _doubted(dossier: Reader, moment: Moment) -> Moment:
    doubts = tuple(dict.fromkeys(_doubts(dossier, moment)))
    return replace(moment, basis="contested" if doubts else moment.basis, doubts=doubts)


def _doubts(dossier: Reader, moment: Moment) -> Iterator[Key]:
    """Cases that do not fit with a claim of the moment, and questions that other claims answer otherwise."""
    for claim in moment.claims:
        for key in dossier.puzzles(claim.key):
            puzzle = dossier.matter(key)
            if isinstance(puzzle, Puzzle) and puzzle.record.kind in ("contradiction", "strain"):
                yield key
        for question in (reading.answers for reading in claim.readings if isinstance(reading.value, Edtf)):
            verdicts = dossier.verdicts(question) if question else ()
            pairs = [verdict.pairs for verdict in verdicts if verdict.standing in DIFFERING]
            yield from (question for contested in pairs for pair in contested if question and claim.key in pair)


def undated(dossier: Reader) -> tuple[Key, ...]:
    """Events that no document dates, sorted by slug."""
    return tuple(key for key in dossier.keys("events") if _when(dossier, key) is None)


def year_of(date: Edtf) -> int:
    """Year that a date is listed under: its first, or its last if the start is open."""
    bound = date.earliest or date.latest
    assert bound is not None
    return bound.year


def chronicle(dossier: Reader) -> Chronicle:
    """Collect all moments of the record, and connect announcements with reports."""
    collected = moments(dossier)
    holding: dict[ClaimKey, list[Moment]] = {}
    for moment in collected:
        for claim in moment.claims:
            holding.setdefault(claim.key, []).append(moment)
    later = {moment.id: _later(moment, holding) for moment in collected}
    earlier = {moment.id: tuple(plan for plan in collected if moment in later[plan.id]) for moment in collected}
    unplaced = {
        moment.id: tuple(key for claim in moment.claims for key in claim.shown_by if key not in holding)
        for moment in collected
    }
    return Chronicle(collected, later, earlier, unplaced)


def _later(moment: Moment, holding: Mapping[ClaimKey, list[Moment]]) -> tuple[Moment, ...]:
    reported = [report for claim in moment.claims for key in claim.shown_by for report in holding.get(key, ())]
    return tuple(dict.fromkeys(report for report in reported if report.id != moment.id))


def _of_document(dossier: Reader, key: Key) -> Moment:
    published = dossier.head(key).published
    return Moment(f"t-document-{key.slug}", "document", published.date, published.basis, key, ())


def _of_claim(claim: Claim) -> Iterator[Moment]:
    for number, (kind, date) in enumerate(_dates(claim)):
        name = f"{claim.key.source}--{claim.key.id}" + (f"--{number}" if number else "")
        yield Moment(f"t-{kind}-{name}", kind, date, _basis(claim, date), None, (claim,))


def _dates(claim: Claim) -> Iterator[tuple[MomentKind, Edtf]]:
    """Dates that a claim gives: when it is due, what time it speaks of, and its answer if that is of another year."""
    record = claim.record
    known: list[tuple[MomentKind, Edtf | None]] = [("announced", record.due), ("spoken", record.when)]
    given = [(kind, date) for kind, date in known if date is not None]
    yield from given
    for value in (reading.value for reading in claim.readings):
        if isinstance(value, Edtf) and year_of(value) not in [year_of(date) for _, date in given]:
            yield "announced" if record.kind == "promise" else "spoken", value


def _basis(claim: Claim, date: Edtf) -> str:
    """ "inferred" where our reasoning names the date, else "stated"."""
    why = claim.record.why
    return "inferred" if why and carries_date(figures(why), date) else "stated"


def _events(dossier: Reader) -> Iterator[tuple[Key, Edtf]]:
    for key in dossier.keys("events"):
        if (when := _when(dossier, key)) is not None:
            yield key, when


def _when(dossier: Reader, key: Key) -> Edtf | None:
    matter = dossier.matter(key)
    return matter.record.when if isinstance(matter, Event) else None


def _joined(event: Key, when: Edtf, same: list[Moment]) -> Moment:
    """Moment of an event with the claims that date it; "announced" if none says that it took place."""
    announced = bool(same) and all(claimed.kind == "announced" for claimed in same)
    stated = any(claimed.basis == "stated" for claimed in same)
    claims = tuple(dict.fromkeys(claimed.claims[0] for claimed in same))
    kind: MomentKind = "announced" if announced else "event"
    return Moment(f"t-event-{event.slug}", kind, when, "stated" if stated else "inferred", event, claims)


def _dating(event: Key, when: Edtf, claimed: list[Moment]) -> list[Moment]:
    """Moments of claims about an event that give its date, or the known end of an open one."""
    texts = (when.text, when.text.removesuffix("/.."), when.text.removeprefix("../"))
    return [moment for moment in claimed if moment.date.text in texts and event in moment.claims[0].about]


def _by_document(claims: Iterable[Claim]) -> Mapping[Key, Sequence[ClaimKey]]:
    by_document: dict[Key, list[ClaimKey]] = {}
    for claim in claims:
        by_document.setdefault(claim.key.page, []).append(claim.key)
    return by_document


def _cited(dossier: Reader) -> Mapping[Key, set[object]]:
    """By topic: everything that it cites or links, and claims about it."""
    return {
        topic: {*(edge.target for edge in dossier.edges(topic)), *dossier.about(topic)}
        for topic in dossier.keys("topics")
    }


def _topics(
    dossier: Reader, moment: Moment, claims_of: Mapping[Key, Sequence[ClaimKey]], cited: Mapping[Key, set[object]]
) -> tuple[Key, ...]:
    """Topics that cite the moment's claims, its document or event, or a claim of or about these."""
    own: set[object] = {claim.key for claim in moment.claims}
    if moment.page is not None:
        document = moment.page.folder == "sources"
        own |= {moment.page, *(claims_of.get(moment.page, ()) if document else dossier.about(moment.page))}
    return tuple(topic for topic, targets in cited.items() if targets & own)
