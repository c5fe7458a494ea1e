"""What every written page shows: its prose and endnotes, puzzles and notes about it, and who mentions it."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from sourcebook.model.dossier import Note, Page
from sourcebook.model.names import Key, Target
from sourcebook.views.common import LinkView, PuzzleLinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.running import EndnoteView, ProseView, Running


class BacklinkView(Struct, frozen=True):
    """A page that mentions this one, its kind (singular key: "topic"), and the sentences that do."""

    page: LinkView
    kind: str
    sentences: tuple[str, ...]


class NoteView(Struct, frozen=True):
    """An editorial note: outside knowledge, shown apart, with its references."""

    title: str
    href: str
    prose: ProseView
    references: tuple[ReferenceView, ...]


class BodyView(Struct, frozen=True):
    """What every written page has: prose, endnotes, puzzles and editorial notes about it, and who mentions it."""

    prose: ProseView
    endnotes: tuple[EndnoteView, ...]
    puzzles: tuple[PuzzleLinkView, ...]
    notes: tuple[NoteView, ...]
    mentions: tuple[BacklinkView, ...]


def body_view(context: PageContext, page: Page, also_about: tuple[Target, ...] = ()) -> BodyView:
    """The body of a page; puzzles and notes about the page, and about `also_about` (its claims), are shown on it."""
    return body_beside(context, page, also_about, ())[0]


def body_beside(
    context: PageContext, page: Page, also_about: tuple[Target, ...], shown: Sequence[Key]
) -> tuple[BodyView, tuple[ProseView, ...]]:
    """The body of a page, and the proses of the pages that are `shown` whole on it; all share its endnotes."""
    running = Running(context, page.key)
    prose = running.prose(page)
    beside = tuple(map(running.prose, map(context.dossier.page, shown)))
    targets = (page.key, *also_about)
    notes = tuple(_note(context, running, note) for note in _about(context.dossier.notes, targets))
    puzzles = tuple(context.puzzle_link(puzzle) for puzzle in _about(context.dossier.puzzles, targets))
    found = mentions(context, page.key)
    body = BodyView(prose, running.endnotes(), puzzles, notes, found)
    return body, beside


def _about(table: Callable[[Target], tuple[Key, ...]], targets: tuple[Target, ...]) -> Iterable[Key]:
    return dict.fromkeys(key for target in targets for key in table(target))


def _note(context: PageContext, running: Running, key: Key) -> NoteView:
    page = context.dossier.page(key)
    assert isinstance(page.matter, Note)
    link = context.link(key)
    references = tuple(context.reference(reference) for reference in page.matter.references)
    return NoteView(link.title, link.href, running.prose(page), references)


def mentions(context: PageContext, key: Key) -> tuple[BacklinkView, ...]:
    """Pages whose prose leads here, with the sentences that do, by kind and title."""
    sentences: dict[Key, list[str]] = {}
    for edge in context.dossier.backlinks(key):
        if edge.origin != key and edge.sentence not in sentences.setdefault(edge.origin, []):
            sentences[edge.origin].append(edge.sentence)
    return tuple(
        BacklinkView(context.link(origin), origin.kind, tuple(found)) for origin, found in sentences.items() if found
    )
