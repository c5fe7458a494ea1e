"""A person, place, organisation or event: its names, what the documents say of it, what it says."""

from collections.abc import Sequence

from msgspec import Struct

from sourcebook.model.dossier import Claim, Entity, Event, Page
from sourcebook.model.names import Key
from sourcebook.views.common import ClaimView, DateView, LinkView, PublishedView, QuestionLinkView, ReferenceView
from sourcebook.views.here import Here
from sourcebook.views.names import NameRow, name_row
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.spoken import position_text

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "az-Arab"}


class OutsideNameView(Struct, frozen=True):
    """A name in a language (BCP 47 tag), with its reference."""

    text: str
    lang: str
    language: str
    dir: str
    reference: ReferenceView


class PointView(Struct, frozen=True):
    """A position in words, with its reference and the address of the map."""

    lat: str
    lon: str
    exact: str
    reference: ReferenceView
    map: str


class ClaimGroup(Struct, frozen=True):
    """Claims of one document, in the order of the document."""

    source: LinkView
    published: PublishedView
    claims: tuple[ClaimView, ...]


class EntityView(Struct, frozen=True):
    """A person, place or organisation (`folder` says which).

    `about`: claims about it; `said`: claims it makes; both by document, in the order of their dates.
    """

    body: BodyView
    folder: str
    also: str | None
    outside_names: tuple[OutsideNameView, ...]
    names: tuple[NameRow, ...]
    counts_as: LinkView | None
    counts_why: str | None
    country: LinkView | None
    point: PointView | None
    about: tuple[ClaimGroup, ...]
    said: tuple[ClaimGroup, ...]
    questions: tuple[QuestionLinkView, ...]
    events: tuple[LinkView, ...]


class EventView(Struct, frozen=True):
    """`when` is None where no document dates it; `why` says how the date is known or why there is none."""

    body: BodyView
    when: DateView | None
    why: str
    where: tuple[LinkView, ...]
    precedes: tuple[LinkView, ...]
    about: tuple[ClaimGroup, ...]
    questions: tuple[QuestionLinkView, ...]


def entity_view(here: Here, page: Page) -> EntityView:
    """The view of a person, place or organisation."""
    entity = page.matter
    assert isinstance(entity, Entity)
    lookup = here.lookup
    return EntityView(
        body=body_view(here, page),
        folder=page.key.folder,
        also=entity.record.also,
        outside_names=_outside_names(here, entity),
        names=tuple(name_row(here, *found) for found in lookup.names.get(page.key, ())),
        counts_as=here.maybe(entity.counts_as),
        counts_why=entity.record.why,
        country=here.maybe(entity.country),
        point=_point(here, entity),
        about=_groups(here, [claim for claim in lookup.about.get(page.key, ()) if page.key not in claim.by]),
        said=_groups(here, lookup.said.get(page.key, ())),
        questions=_questions(here, page.key),
        events=_events(here, page.key),
    )


def event_view(here: Here, page: Page) -> EventView:
    """The view of an event."""
    event = page.matter
    assert isinstance(event, Event)
    return EventView(
        body=body_view(here, page),
        when=here.maybe_date(event.record.when),
        why=event.record.why,
        where=here.links(event.where),
        precedes=here.links(event.precedes),
        about=_groups(here, here.lookup.about.get(page.key, ())),
        questions=_questions(here, page.key),
    )


def _groups(here: Here, claims: Sequence[Claim]) -> tuple[ClaimGroup, ...]:
    groups = []
    for page, source in here.lookup.sources:
        found = tuple(here.claim(claim) for claim in claims if claim.key.page == page.key)
        if found:
            groups.append(ClaimGroup(here.link(page.key), here.published(source), found))
    return tuple(groups)


def _questions(here: Here, key: Key) -> tuple[QuestionLinkView, ...]:
    return tuple(here.question_link(page) for page in here.lookup.questions_about.get(key, ()))


def _events(here: Here, key: Key) -> tuple[LinkView, ...]:
    """Events at this place, and those about which and whom the same claims are."""
    pages = here.lookup.dossier.pages.values()
    there = [page.key for page in pages if isinstance(page.matter, Event) and key in page.matter.where]
    shared = [other for claim in here.lookup.about.get(key, ()) for other in claim.about if other.folder == "events"]
    return here.links(tuple(dict.fromkeys([*there, *shared])))


def _outside_names(here: Here, entity: Entity) -> tuple[OutsideNameView, ...]:
    references = {reference.id: reference for reference in here.lookup.dossier.tables.references}
    return tuple(
        OutsideNameView(
            text=name.text,
            lang=name.lang,
            language=here.words.known(f"language.{name.lang.partition('-')[0]}") or name.lang,
            dir="rtl" if name.lang in RIGHT_TO_LEFT else "ltr",
            reference=here.reference(references[name.reference]),
        )
        for name in entity.record.names
    )


def _point(here: Here, entity: Entity) -> PointView | None:
    point = entity.record.point
    if point is None:
        return None
    references = {reference.id: reference for reference in here.lookup.dossier.tables.references}
    lat, lon = position_text(point, here.words)
    return PointView(lat, lon, point.exact, here.reference(references[point.reference]), here.href("/map/"))
