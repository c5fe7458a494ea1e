"""Moments: everything that the record dates, joined where several claims date one thing, in the order of time."""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dates import Edtf, rank
from sourcebook.model.dossier import Claim, Event, Page, Puzzle, Source
from sourcebook.model.names import ClaimKey, Key
from sourcebook.rules.figures import carries_date, figures
from sourcebook.views.lookup import Lookup

MomentKind = Literal["document", "event", "spoken", "announced"]
KINDS: tuple[MomentKind, ...] = ("document", "event", "spoken", "announced")


class Moment(Struct, frozen=True):
    """Something with a date: a document's publication, an event, what a claim speaks of or announces.

    `id` is its anchor; `page` the document or event; `claims` those that give the date. `basis`: stated, stamped,
    inferred, or contested where `doubts`, puzzles and questions, have the documents against it. `topics`: those whose
    pages cite a claim of it or link to it.
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
    """Moments by date. By the id of a moment: what was reported `later` of what it announces, `earlier` announcements
    of it, and claims that tell what came of it without a date.
    """

    moments: tuple[Moment, ...]
    later: Mapping[str, tuple[Moment, ...]]
    earlier: Mapping[str, tuple[Moment, ...]]
    unplaced: Mapping[str, tuple[ClaimKey, ...]]


def moments(lookup: Lookup) -> tuple[Moment, ...]:
    """All moments by date; a claim that dates an event, and gives its very date, is part of the event's moment."""
    claimed = [moment for claim in lookup.dossier.claims.values() for moment in _of_claim(claim)]
    dating = [(page, when, _dating(page, when, claimed)) for page, when in _events(lookup)]
    events = [_joined(page, when, same) for page, when, same in dating]
    taken = {moment.id for _, _, same in dating for moment in same}
    alone = [moment for moment in claimed if moment.id not in taken]
    found = [*(_of_document(page, source) for page, source in lookup.sources), *events, *alone]
    cited = _cited(lookup)
    ordered = sorted(found, key=lambda moment: _order(lookup, moment))
    return tuple(_placed(lookup, moment, cited) for moment in ordered)


def _placed(lookup: Lookup, moment: Moment, cited: Mapping[Key, set[object]]) -> Moment:
    doubts = tuple(dict.fromkeys(_doubts(lookup, moment)))
    basis = "contested" if doubts else moment.basis
    return replace(moment, basis=basis, topics=_topics(lookup, moment, cited), doubts=doubts)


def _order(lookup: Lookup, moment: Moment) -> tuple[object, ...]:
    """By time; an event no later than those it precedes, and before them; a document after what it may tell of."""
    later = _later_events(lookup, moment.page)
    ranks = [rank(moment.date), *(rank(when) for when in later.values())]
    return min(ranks), -len(later), moment.kind == "document", KINDS.index(moment.kind)


def _later_events(lookup: Lookup, page: Key | None) -> Mapping[Key, Edtf]:
    """The dated events that an event precedes, directly or through others."""
    waiting, found = [page] if page else [], dict[Key, Edtf]()
    while waiting:
        matter = lookup.dossier.pages[waiting.pop()].matter
        for key in matter.precedes if isinstance(matter, Event) else ():
            event = lookup.dossier.pages[key].matter
            if key not in found and isinstance(event, Event) and event.record.when:
                found[key] = event.record.when
                waiting.append(key)
    return found


def _doubts(lookup: Lookup, moment: Moment) -> Iterator[Key]:
    """Contradictions that a claim of it is part of, and questions that its claims answer otherwise than others."""
    for claim in moment.claims:
        for page in lookup.puzzles.get(claim.key, ()):
            if isinstance(page.matter, Puzzle) and page.matter.record.kind == "contradiction":
                yield page.key
        verdict = lookup.verdict_of[claim.key] if claim.answers and isinstance(claim.value, Edtf) else None
        if verdict and verdict.standing in ("disputed", "inconsistent"):
            yield from (claim.answers for pair in verdict.pairs if claim.answers and claim.key in pair)


def undated(lookup: Lookup) -> tuple[tuple[Page, Event], ...]:
    """Events that no document dates."""
    pages = lookup.dossier.pages.values()
    return tuple(
        (page, page.matter) for page in pages if isinstance(page.matter, Event) and page.matter.record.when is None
    )


def year_of(date: Edtf) -> int:
    """The year under which a date stands: its first, or its last where it is open before."""
    bound = date.earliest or date.latest
    assert bound is not None
    return bound.year


def chronicle(lookup: Lookup) -> Chronicle:
    """All moments of a record, joined."""
    found = moments(lookup)
    holding: dict[ClaimKey, list[Moment]] = {}
    for moment in found:
        for claim in moment.claims:
            holding.setdefault(claim.key, []).append(moment)
    later = {moment.id: _later(moment, holding) for moment in found}
    earlier = {moment.id: tuple(each for each in found if moment in later[each.id]) for moment in found}
    unplaced = {
        moment.id: tuple(key for claim in moment.claims for key in claim.shown_by if key not in holding)
        for moment in found
    }
    return Chronicle(found, later, earlier, unplaced)


def _later(moment: Moment, holding: Mapping[ClaimKey, list[Moment]]) -> tuple[Moment, ...]:
    reported = [each for claim in moment.claims for key in claim.shown_by for each in holding.get(key, ())]
    return tuple(dict.fromkeys(each for each in reported if each.id != moment.id))


def _of_document(page: Page, source: Source) -> Moment:
    published = source.record.published
    return Moment(f"t-document-{page.key.slug}", "document", published.date, published.basis, page.key, ())


def _of_claim(claim: Claim) -> Iterator[Moment]:
    for number, (kind, date) in enumerate(_dates(claim)):
        name = f"{claim.key.source}--{claim.key.id}" + (f"--{number}" if number else "")
        yield Moment(f"t-{kind}-{name}", kind, date, _basis(claim, date), None, (claim,))


def _dates(claim: Claim) -> Iterator[tuple[MomentKind, Edtf]]:
    """When a claim is due and what time it speaks of, else its answer: a nomination stands under its own time."""
    record = claim.record
    known: list[tuple[MomentKind, Edtf | None]] = [("announced", record.due), ("spoken", record.when)]
    given = [(kind, date) for kind, date in known if date is not None]
    yield from given
    if isinstance(claim.value, Edtf) and not given:
        yield "announced" if record.kind == "promise" else "spoken", claim.value


def _basis(claim: Claim, date: Edtf) -> str:
    """Inferred where the date stands in our reasoning."""
    why = claim.record.why
    return "inferred" if why and carries_date(figures(why), date) else "stated"


def _events(lookup: Lookup) -> Iterator[tuple[Page, Edtf]]:
    for page in lookup.dossier.pages.values():
        if isinstance(page.matter, Event) and page.matter.record.when is not None:
            yield page, page.matter.record.when


def _joined(page: Page, when: Edtf, same: list[Moment]) -> Moment:
    """An event with the claims that date it; announced where none of them speaks of it as having been."""
    announced = bool(same) and all(each.kind == "announced" for each in same)
    stated = any(each.basis == "stated" for each in same)
    claims = tuple(dict.fromkeys(each.claims[0] for each in same))
    kind: MomentKind = "announced" if announced else "event"
    return Moment(f"t-event-{page.key.slug}", kind, when, "stated" if stated else "inferred", page.key, claims)


def _dating(page: Page, when: Edtf, claimed: list[Moment]) -> list[Moment]:
    """What claims about an event say of its date: the same, or the known end of one that is open."""
    texts = (when.text, when.text.removesuffix("/.."), when.text.removeprefix("../"))
    return [each for each in claimed if each.date.text in texts and page.key in each.claims[0].about]


def _cited(lookup: Lookup) -> Mapping[Key, set[object]]:
    """All that each topic cites or links, and the claims about it."""
    topics = [key for key in lookup.dossier.pages if key.folder == "topics"]
    return {
        topic: {edge.target for edge in lookup.dossier.edges.of.get(topic, ())}
        | {claim.key for claim in lookup.about.get(topic, ())}
        for topic in topics
    }


def _topics(lookup: Lookup, moment: Moment, cited: Mapping[Key, set[object]]) -> tuple[Key, ...]:
    own: set[object] = {claim.key for claim in moment.claims}
    if moment.page is not None:
        own.add(moment.page)
        matter = lookup.dossier.pages[moment.page].matter
        claims = matter.claims if isinstance(matter, Source) else lookup.about.get(moment.page, ())
        own |= {claim.key for claim in claims}
    return tuple(topic for topic, targets in cited.items() if targets & own)
