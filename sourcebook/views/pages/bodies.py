"""Body of a page that has a file: prose, endnotes, puzzles, notes and mentions."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from sourcebook.model.dossier import Note, Page
from sourcebook.model.names import Key, Target
from sourcebook.views.common import LinkView, PuzzleLinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.prose_view import EndnoteView, ProseView
from sourcebook.views.pages.running import ProseRenderer


class BacklinkView(Struct, frozen=True):
    """Page that links to this one.

    `kind`: key of words, such as "topic"; `sentences`: those that contain a link.
    """

    page: LinkView
    kind: str
    sentences: tuple[str, ...]


class NoteView(Struct, frozen=True):
    """Editorial note about a page, with its references."""

    title: str
    href: str
    prose: ProseView
    references: tuple[ReferenceView, ...]


class BodyView(Struct, frozen=True):
    """Body of a page that has a file.

    `puzzles`, `notes`: those about the page; `mentions`: pages that link to it.
    """

    prose: ProseView
    endnotes: tuple[EndnoteView, ...]
    puzzles: tuple[PuzzleLinkView, ...]
    notes: tuple[NoteView, ...]
    mentions: tuple[BacklinkView, ...]


def body_view(context: PageContext, page: Page, also_about: tuple[Target, ...] = ()) -> BodyView:
    """Make the template data of the body of a page.

    `also_about`: its claims and paragraphs, whose puzzles and notes it shows too.
    """
    return body_with(context, page, also_about, ())[0]


def body_with(
    context: PageContext, page: Page, also_about: tuple[Target, ...], shown: Sequence[Key]
) -> tuple[BodyView, tuple[ProseView, ...]]:
    """Make the template data of a page's body and of the prose of other pages.

    These pages, `shown`, are shown in full and share its endnotes.
    """
    renderer = ProseRenderer(context, page.key)
    prose = renderer.prose(page)
    beside = tuple(map(renderer.prose, map(context.dossier.page, shown)))
    targets = (page.key, *also_about)
    notes = tuple(_note(context, renderer, note) for note in _about(context.dossier.notes, targets))
    puzzles = tuple(context.puzzle_link(puzzle) for puzzle in _about(context.dossier.puzzles, targets))
    backlinks = mentions(context, page.key)
    body = BodyView(prose, renderer.endnotes(), puzzles, notes, backlinks)
    return body, beside


def _about(table: Callable[[Target], tuple[Key, ...]], targets: tuple[Target, ...]) -> Iterable[Key]:
    return dict.fromkeys(key for target in targets for key in table(target))


def _note(context: PageContext, renderer: ProseRenderer, key: Key) -> NoteView:
    page = context.dossier.page(key)
    assert isinstance(page.matter, Note)
    link = context.link(key)
    references = tuple(context.reference(reference) for reference in page.matter.references)
    return NoteView(link.title, link.href, renderer.prose(page), references)


def mentions(context: PageContext, key: Key) -> tuple[BacklinkView, ...]:
    """Pages whose prose links to this page, each with the sentences that do.

    They are in dossier order.
    """
    sentences: dict[Key, list[str]] = {}
    for edge in context.dossier.backlinks(key):
        if edge.origin != key and edge.sentence not in sentences.setdefault(edge.origin, []):
            sentences[edge.origin].append(edge.sentence)
    return tuple(
        BacklinkView(context.link(origin), origin.kind, tuple(texts)) for origin, texts in sentences.items() if texts
    )
