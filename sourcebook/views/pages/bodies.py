"""Body of a page that has a file: prose, endnotes, puzzles, notes and mentions."""

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter

from msgspec import Struct

from sourcebook.model.dossier import Event, Page, Puzzle, Question, Topic
from sourcebook.model.names import ENTITY_FOLDERS, ClaimKey, Key, Target, row_anchor
from sourcebook.views.common import ClaimView, LinkView, ListRow
from sourcebook.views.context import PageContext
from sourcebook.views.list_rows import by_weight, list_row
from sourcebook.views.pages.prose_view import EndnoteView, ProseView
from sourcebook.views.pages.running import ProseRenderer

UNTOLD = (*ENTITY_FOLDERS, "pages")
"""Folders whose pages are not listed as mentions."""


class RowView(Struct, frozen=True):
    """Question or puzzle that has no page of its own, on the page that shows it.

    `id`: its anchor; `asks`: the question, or what kind of puzzle it is; `standings`: how answers compare, as in a
    question's link; `claims`: that answer, or that a puzzle is about; `readings`: of a puzzle.
    """

    id: str
    title: str
    asks: str
    standings: tuple[tuple[str, str, str | None], ...]
    claims: tuple[ClaimView, ...]
    prose: ProseView
    readings: tuple[str, ...]


class InShortView(Struct, frozen=True):
    """Topic in short: on the documents, from elsewhere, and how sure it is; each a paragraph."""

    documents: ProseView
    elsewhere: ProseView
    how_sure: ProseView


class BodyView(Struct, frozen=True):
    """Body of a page that has a file.

    `puzzles`, `notes`: those about the page; `mentions`: other pages that link to it, by folder; `rows`: questions and
    puzzles that it shows in place of pages of their own; `in_short`: of a topic.
    """

    prose: ProseView
    endnotes: tuple[EndnoteView, ...]
    puzzles: tuple[ListRow, ...]
    notes: tuple[ListRow, ...]
    mentions: tuple[tuple[str, tuple[LinkView, ...]], ...]
    rows: tuple[RowView, ...] = ()
    in_short: InShortView | None = None


def body_view(
    context: PageContext,
    page: Page,
    also_about: tuple[Target, ...] = (),
    listed: Iterable[Key] = (),
    *,
    brief: bool = False,
) -> BodyView:
    """Make the template data of the body of a page.

    `also_about`: its claims and paragraphs, whose puzzles and notes it shows too; `listed`: pages that it names
    elsewhere. If `brief`, puzzles and notes stand among the mentions.
    """
    renderer = ProseRenderer(context, page.key)
    in_short = in_short_view(renderer, page)
    prose = renderer.prose(page)
    targets = (page.key, *also_about)
    shown_here = context.dossier.shown_at(page.key)
    notes = _about(context.dossier.notes, _concerned(context, page, targets))
    puzzles = [puzzle for puzzle in _about(context.dossier.puzzles, targets) if puzzle not in shown_here]
    rows = tuple(_row(context, renderer, key) for key in shown_here)
    origins = {edge.origin for edge in context.dossier.backlinks(page.key) if edge.origin.folder not in UNTOLD}
    if brief:
        origins, notes, puzzles = origins | {*notes, *puzzles}, (), []
    origins -= {page.key, *shown_here, *notes, *puzzles, *listed}
    return BodyView(
        prose,
        renderer.endnotes(),
        tuple(list_row(context, key) for key in by_weight(context, puzzles)),
        tuple(list_row(context, note) for note in notes),
        _by_folder(context, origins),
        rows,
        in_short,
    )


def _by_folder(context: PageContext, keys: Iterable[Key]) -> tuple[tuple[str, tuple[LinkView, ...]], ...]:
    groups = groupby(sorted(keys), attrgetter("folder"))
    return tuple((folder, tuple(map(context.where, group))) for folder, group in groups)


def in_short_view(renderer: ProseRenderer, page: Page) -> InShortView | None:
    """Make the template data of a topic in short; None if it has no such text."""
    topic = page.matter
    if not isinstance(topic, Topic) or not topic.documents:
        return None
    return InShortView(*map(renderer.lines, (topic.documents, topic.elsewhere, topic.how_sure)))


def _row(context: PageContext, renderer: ProseRenderer, key: Key) -> RowView:
    page = context.dossier.page(key)
    matter = page.matter
    assert isinstance(matter, Question | Puzzle)
    return RowView(
        id=row_anchor(key),
        title=page.title,
        asks=matter.record.asks if isinstance(matter, Question) else context.t(f"puzzle.kind.{matter.record.kind}"),
        standings=list_row(context, key).marks if isinstance(matter, Question) else (),
        claims=context.claims(_claims_of(context, key, matter)),
        prose=renderer.prose(page),
        readings=() if isinstance(matter, Question) else matter.record.readings,
    )


def _claims_of(context: PageContext, key: Key, matter: Question | Puzzle) -> Iterable[ClaimKey]:
    if isinstance(matter, Puzzle):
        return (target for target in matter.about if isinstance(target, ClaimKey))
    return (claim.key for verdict in context.dossier.verdicts(key) for claim in context.by_date(verdict.claims))


def _concerned(context: PageContext, page: Page, targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """What notes on a page may be about: itself, its parts, its puzzles, an event's claims, a topic's questions."""
    dossier = context.dossier
    match page.matter:
        case Puzzle() as puzzle:
            return (*targets, *(target for target in puzzle.about if not isinstance(target, Key)))
        case Question():
            return (*targets, *_about(dossier.puzzles, targets))
        case Topic():
            return (*targets, *dossier.questions_of(page.key))
        case Event():
            return (*targets, *dossier.about(page.key))
    return targets


def _about(table: Callable[[Target], tuple[Key, ...]], targets: tuple[Target, ...]) -> Iterable[Key]:
    return dict.fromkeys(key for target in targets for key in table(target))
