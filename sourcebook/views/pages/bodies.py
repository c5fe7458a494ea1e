"""What every written page shows: its prose and endnotes, puzzles and notes about it, and who mentions it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sourcebook.model.dossier import Note, Page
from sourcebook.model.names import Key, Target
from sourcebook.views.common import LinkView, PuzzleLinkView, ReferenceView
from sourcebook.views.here import Here
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

    title: str
    summary: str | None
    prose: ProseView
    endnotes: tuple[EndnoteView, ...]
    puzzles: tuple[PuzzleLinkView, ...]
    notes: tuple[NoteView, ...]
    mentions: tuple[BacklinkView, ...]


def body_view(here: Here, page: Page, also_about: tuple[Target, ...] = ()) -> BodyView:
    """The body of a page; puzzles and notes about the page, and about `also_about` (its claims), are shown on it."""
    return body_beside(here, page, also_about, ())[0]


def body_beside(
    here: Here, page: Page, also_about: tuple[Target, ...], shown: Sequence[Page]
) -> tuple[BodyView, tuple[ProseView, ...]]:
    """The body of a page, and the proses of the pages that are `shown` whole on it; all share its endnotes."""
    running = Running(here, page.key)
    prose = running.prose(page)
    beside = tuple(running.prose(each) for each in shown)
    targets = (page.key, *also_about)
    notes = tuple(_note(here, running, note) for note in _about(here.lookup.notes, targets))
    puzzles = tuple(here.puzzle_link(puzzle) for puzzle in _about(here.lookup.puzzles, targets))
    found = mentions(here, page.key)
    body = BodyView(page.title, page.entry.head.summary, prose, running.endnotes(), puzzles, notes, found)
    return body, beside


def _about(table: Mapping[Target, list[Page]], targets: tuple[Target, ...]) -> list[Page]:
    found: dict[Key, Page] = {}
    for target in targets:
        for page in table.get(target, ()):
            found.setdefault(page.key, page)
    return list(found.values())


def _note(here: Here, running: Running, page: Page) -> NoteView:
    assert isinstance(page.matter, Note)
    link = here.link(page.key)
    references = tuple(here.reference(reference) for reference in page.matter.references)
    return NoteView(link.title, link.href, running.prose(page), references)


def mentions(here: Here, key: Key) -> tuple[BacklinkView, ...]:
    """Pages whose prose leads here, with the sentences that do, by kind and title."""
    sentences: dict[Key, list[str]] = {}
    for edge in here.lookup.dossier.edges.to.get(key, ()):
        if edge.origin != key and edge.sentence not in sentences.setdefault(edge.origin, []):
            sentences[edge.origin].append(edge.sentence)
    return tuple(
        BacklinkView(here.link(origin), origin.kind, tuple(found)) for origin, found in sentences.items() if found
    )
