"""Views of the pages of people, places, organisations and events."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from sourcebook.model.dossier import Claim, Entity, Event, Page
from sourcebook.model.names import Key, page_url
from sourcebook.model.places import merged, number_text
from sourcebook.views.common import ClaimView, DateView, LinkView, ListRow, PublishedView, ReferenceView
from sourcebook.views.context import PageContext, paragraph_anchor
from sourcebook.views.documents import NameRow, name_row
from sourcebook.views.formatting import direction, language_name, position_text
from sourcebook.views.list_rows import by_weight, list_row
from sourcebook.views.pages.bodies import BodyView, body_view

MOST_CLAIMS = 15
"""Number of claims about a person, place or organisation that its page shows; of more, it names the paragraphs."""


class OutsideNameView(Struct, frozen=True):
    """Name in another language.

    `lang`: tag (BCP 47); `language`: its name; `dir`: ltr or rtl.
    """

    text: str
    lang: str
    language: str
    dir: str
    reference: ReferenceView


class PointView(Struct, frozen=True):
    """Position of a place.

    `lat`, `lon`: in words; `exact`: what the point marks; `map`: address of the map.
    """

    lat: str
    lon: str
    exact: str
    reference: ReferenceView
    map: str


class ClaimGroup(Struct, frozen=True):
    """Claims of one document, in its order; of many, the places alone (paragraphs, or what else is its `unit`)."""

    source: LinkView
    published: PublishedView
    claims: tuple[ClaimView, ...]
    paragraphs: tuple[LinkView, ...] = ()
    unit: str = "paragraph"


class EntityView(Struct, frozen=True):
    """Page of a person, place or organisation.

    `folder`: which of these; `also`: second name; `counts_as`: whose voice it counts as; `counts_why`: why; `same_as`:
    addresses of the same in public registers; `about`:
    claims about it; `said`: claims that it makes; `events`: events there, or named with it.
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
    same_as: tuple[str, ...]
    about: tuple[ClaimGroup, ...]
    said: tuple[ClaimGroup, ...]
    questions: tuple[ListRow, ...]
    events: tuple[LinkView, ...]


class EventView(Struct, frozen=True):
    """Page of an event.

    `when`: None without a date; `why`: how the date is known, or why there is none; `precedes`: later events; `about`:
    claims about it.
    """

    body: BodyView
    when: DateView | None
    why: str
    where: tuple[LinkView, ...]
    precedes: tuple[LinkView, ...]
    about: tuple[ClaimGroup, ...]
    questions: tuple[ListRow, ...]


def entity_view(context: PageContext, page: Page) -> EntityView:
    """Make the template data of the page of a person, place or organisation."""
    entity = page.matter
    assert isinstance(entity, Entity)
    about = tuple(map(context.dossier.claim, context.dossier.about(page.key)))
    events = _events(context, page.key, about)
    return EntityView(
        body=body_view(context, page, listed=(*context.dossier.questions_about(page.key), *events)),
        folder=page.key.folder,
        also=entity.record.also,
        outside_names=_outside_names(context, entity),
        names=tuple(name_row(context, *name_given) for name_given in context.dossier.names(page.key)),
        counts_as=context.maybe(entity.counts_as),
        counts_why=entity.record.why,
        country=context.maybe(entity.country),
        point=_point(context, entity),
        same_as=entity.record.same_as.addresses if entity.record.same_as else (),
        about=_groups(context, [claim for claim in about if page.key not in claim.by], MOST_CLAIMS),
        said=_groups(context, map(context.dossier.claim, context.dossier.claims_by(page.key))),
        questions=_questions(context, page.key),
        events=context.links(events),
    )


def event_view(context: PageContext, page: Page) -> EventView:
    """Make the template data of an event's page."""
    event = page.matter
    assert isinstance(event, Event)
    return EventView(
        body=body_view(context, page, listed=context.dossier.questions_about(page.key)),
        when=context.maybe_date(event.record.when),
        why=event.record.why,
        where=context.links(event.where),
        precedes=context.links(event.precedes),
        about=_groups(context, map(context.dossier.claim, context.dossier.about(page.key))),
        questions=_questions(context, page.key),
    )


def _groups(context: PageContext, claims: Iterable[Claim], most: int | None = None) -> tuple[ClaimGroup, ...]:
    ordered = context.by_date(claims)
    brief = most is not None and len(ordered) > most
    return tuple(
        _group(context, source, tuple(group), brief=brief)
        for source, group in groupby(ordered, key=lambda claim: claim.key.page)
    )


def _group(context: PageContext, source: Key, claims: Sequence[Claim], *, brief: bool) -> ClaimGroup:
    document, published = context.document(source), context.published(context.dossier.head(source).published)
    if not brief:
        return ClaimGroup(document, published, context.claims(claim.key for claim in claims))
    at, href = merged(claim.record.at for claim in claims), context.href(page_url(source))
    links = (LinkView(number_text(at.unit, number), f"{href}#{paragraph_anchor(number)}") for number in at.numbers)
    return ClaimGroup(document, published, (), tuple(links), at.unit)


def _questions(context: PageContext, key: Key) -> tuple[ListRow, ...]:
    """Questions about a page that it does not answer itself."""
    shown_here = context.dossier.shown_at(key)
    questions = (question for question in context.dossier.questions_about(key) if question not in shown_here)
    return tuple(list_row(context, question) for question in by_weight(context, questions))


def _events(context: PageContext, key: Key, about: Iterable[Claim]) -> tuple[Key, ...]:
    """Events at this place, and events that claims about this entity are about too."""
    shared = (event for claim in about for event in claim.about if event.folder == "events")
    return tuple(dict.fromkeys([*context.dossier.events_at(key), *shared]))


def _outside_names(context: PageContext, entity: Entity) -> tuple[OutsideNameView, ...]:
    return tuple(
        OutsideNameView(
            text=name.text,
            lang=name.lang,
            language=language_name(name.lang, context.t),
            dir=direction(name.lang),
            reference=context.reference(context.dossier.reference(name.reference)),
        )
        for name in entity.record.names
    )


def _point(context: PageContext, entity: Entity) -> PointView | None:
    point = entity.record.point
    if point is None:
        return None
    reference = context.reference(context.dossier.reference(point.reference))
    lat, lon = position_text(point, context.t)
    return PointView(lat, lon, point.exact, reference, context.href("/map/"))
