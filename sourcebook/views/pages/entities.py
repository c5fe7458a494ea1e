"""Views of the pages of people, places, organisations and events."""

from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct

from sourcebook.model.dossier import Claim, Entity, Event, Page
from sourcebook.model.names import Key
from sourcebook.views.common import ClaimView, DateView, LinkView, PublishedView, QuestionLinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.documents import NameRow, name_row
from sourcebook.views.formatting import position_text
from sourcebook.views.pages.bodies import BodyView, body_view

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "az-Arab"}


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
    """Claims of one document, in its order."""

    source: LinkView
    published: PublishedView
    claims: tuple[ClaimView, ...]


class EntityView(Struct, frozen=True):
    """Page of a person, place or organisation.

    `folder`: which of these; `also`: second name; `counts_as`: whose voice it counts as; `counts_why`: why; `about`:
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
    about: tuple[ClaimGroup, ...]
    said: tuple[ClaimGroup, ...]
    questions: tuple[QuestionLinkView, ...]
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
    questions: tuple[QuestionLinkView, ...]


def entity_view(context: PageContext, page: Page) -> EntityView:
    """Make the template data of the page of a person, place or organisation."""
    entity = page.matter
    assert isinstance(entity, Entity)
    about = tuple(map(context.dossier.claim, context.dossier.about(page.key)))
    return EntityView(
        body=body_view(context, page),
        folder=page.key.folder,
        also=entity.record.also,
        outside_names=_outside_names(context, entity),
        names=tuple(name_row(context, *name_given) for name_given in context.dossier.names(page.key)),
        counts_as=context.maybe(entity.counts_as),
        counts_why=entity.record.why,
        country=context.maybe(entity.country),
        point=_point(context, entity),
        about=_groups(context, [claim for claim in about if page.key not in claim.by]),
        said=_groups(context, map(context.dossier.claim, context.dossier.claims_by(page.key))),
        questions=_questions(context, page.key),
        events=_events(context, page.key, about),
    )


def event_view(context: PageContext, page: Page) -> EventView:
    """Make the template data of an event's page."""
    event = page.matter
    assert isinstance(event, Event)
    return EventView(
        body=body_view(context, page),
        when=context.maybe_date(event.record.when),
        why=event.record.why,
        where=context.links(event.where),
        precedes=context.links(event.precedes),
        about=_groups(context, map(context.dossier.claim, context.dossier.about(page.key))),
        questions=_questions(context, page.key),
    )


def _groups(context: PageContext, claims: Iterable[Claim]) -> tuple[ClaimGroup, ...]:
    grouped = groupby(context.by_date(claims), key=lambda claim: claim.key.page)
    return tuple(_group(context, source, group) for source, group in grouped)


def _group(context: PageContext, source: Key, claims: Iterable[Claim]) -> ClaimGroup:
    published = context.published(context.dossier.head(source).published)
    return ClaimGroup(context.document(source), published, context.claims(claim.key for claim in claims))


def _questions(context: PageContext, key: Key) -> tuple[QuestionLinkView, ...]:
    return tuple(map(context.question_link, context.dossier.questions_about(key)))


def _events(context: PageContext, key: Key, about: Iterable[Claim]) -> tuple[LinkView, ...]:
    """Events at this place, and events that claims about this entity are about too."""
    shared = (event for claim in about for event in claim.about if event.folder == "events")
    return context.links(tuple(dict.fromkeys([*context.dossier.events_at(key), *shared])))


def _outside_names(context: PageContext, entity: Entity) -> tuple[OutsideNameView, ...]:
    return tuple(
        OutsideNameView(
            text=name.text,
            lang=name.lang,
            language=context.t.known(f"language.{name.lang.partition('-')[0]}") or name.lang,
            dir="rtl" if name.lang in RIGHT_TO_LEFT else "ltr",
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
