"""View of the book: the record, or what belongs to a topic, as one text for paper and for reading devices."""

from collections.abc import Collection, Iterator

from msgspec import Struct

from sourcebook.model.dossier import Note, Puzzle, Topic
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import day_view
from sourcebook.views.pages.record import RecordView, record_view
from sourcebook.views.pages.record_context import BookAddresses, RecordContext
from sourcebook.views.pictures.map import MapView, map_view
from sourcebook.views.pictures.timeline import TimelineView, timeline_view


class BookView(Struct, frozen=True):
    """A book. `title`: of the dossier, or of the topic; `site`: of the dossier, with its address.

    `version`: day of the last change; `digest`: SHA-256 of all other parts, in the colophon; `timeline`, `map`: None
    where the dossier has none, and in the edition of a topic.
    """

    title: str
    tagline: str
    site: LinkView
    editor: str | None
    version: DateView
    licence: LinkView
    record: RecordView
    timeline: TimelineView | None
    map: MapView | None
    digest: str = ""


def book_view(context: PageContext, version: str, topic: Key | None = None) -> BookView:
    """Make the template data of the book, or of the edition of a topic. `version`: its day, ISO 8601."""
    shown = None if topic is None else _shown(context, topic)
    record = RecordContext.at(context, BookAddresses, shown)
    settings, made = context.dossier.settings(), context.dossier.made() if topic is None else ()
    return BookView(
        title=context.dossier.title(topic) if topic else settings.title,
        tagline=context.dossier.summary(topic) if topic else settings.tagline,
        site=LinkView(settings.title, context.addresses.absolute("/")),
        editor=settings.editor,
        version=day_view(version, context.t),
        licence=LinkView(settings.licence.name, settings.licence.url),
        record=record_view(record.context, record),
        timeline=timeline_view(record.context) if "timeline" in made else None,
        map=map_view(record.context) if "map" in made else None,
    )


def _shown(context: PageContext, topic: Key) -> Collection[Target]:
    """What the edition of a topic contains.

    That is the topic, its questions, what does not fit, notes about it; the claims that these cite or that answer; and
    their documents.
    """
    dossier = context.dossier
    pages = {topic, *dossier.questions_of(topic), *dossier.puzzles(topic), *dossier.notes(topic)}
    cited = {claim for page in pages for claim in _cited(context, page)}
    puzzles = {puzzle for claim in cited for puzzle in dossier.puzzles(claim)}
    claims = cited | {claim for puzzle in puzzles for claim in _cited(context, puzzle)}
    return {*pages, *puzzles, *claims, *(claim.page for claim in claims)}


def _cited(context: PageContext, key: Key) -> Iterator[ClaimKey]:
    """Claims that a page cites, is about or is answered by."""
    dossier = context.dossier
    targets: list[Target] = [edge.target for edge in dossier.edges(key)]
    match dossier.matter(key):
        case Topic() as topic:
            lines = (*topic.documents, *topic.elsewhere, *topic.how_sure)
            targets += [claim for line in lines for claim in line.claims]
        case Puzzle() | Note() as matter:
            targets += matter.about
        case _:
            verdicts = dossier.verdicts(key)
            targets += [claim.key for verdict in verdicts for claim in (*verdict.claims, *verdict.others)]
    return (target for target in targets if isinstance(target, ClaimKey))
