"""Home: what the record is, its topics, where answers differ, its documents, itself in figures."""

from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.dossier import Page, Puzzle
from sourcebook.model.names import Key
from sourcebook.views.common import LinkView, PuzzleLinkView, QuestionLinkView
from sourcebook.views.here import Here
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.indexes import STANDINGS, IndexRow, source_rows

DIFFERING = STANDINGS[:3]
ACROSS = tuple(Key("pages", slug) for slug in ("where-answers-differ", "promises", "voices", "language", "limits"))
WAYS = ("where-answers-differ", "timeline", "voices", "promises", "matrix", "map", "data")
COUNTED = ("sources", "questions", "puzzles", "people", "places", "organisations", "events")


class CountView(Struct, frozen=True):
    """A figure of our own about the record: `name` is a key of words/, `count` how many."""

    name: str
    count: int


class HomeView(Struct, frozen=True):
    """Home: what this record is, its topics, its disputed questions, its sources, in figures."""

    body: BodyView
    tagline: str
    topics: tuple[tuple[LinkView, str], ...]  # page, summary
    differing: tuple[QuestionLinkView, ...]
    puzzles: tuple[PuzzleLinkView, ...]  # the serious ones
    sources: tuple[IndexRow, ...]
    counts: tuple[CountView, ...]
    across: tuple[tuple[LinkView, str], ...]  # page, summary
    ways: tuple[LinkView, ...]  # to what the whole record shows, beside the topics


def home_view(here: Here, page: Page) -> HomeView:
    """The view of the home page."""
    pages = here.lookup.dossier.pages.values()
    settings = here.lookup.dossier.tables.settings
    return HomeView(
        body=body_view(here, page),
        tagline=settings.tagline,
        topics=tuple((here.link(each.key), here.lookup.summary(each)) for each in pages if each.key.folder == "topics"),
        differing=tuple(here.question_link(each) for each in differing(here)),
        puzzles=tuple(here.puzzle_link(each) for each in pages if _serious(each)),
        sources=source_rows(here),
        counts=_counts(here),
        across=tuple(
            (here.link(key), here.lookup.summary(here.page(key))) for key in ACROSS if key in here.lookup.dossier.pages
        ),
        ways=tuple(_ways(here)),
    )


def _ways(here: Here) -> Iterator[LinkView]:
    """Written pages about the whole record, and those that the program makes of it, in the order of WAYS."""
    for name in WAYS:
        yield from here.made(name)
        if (key := Key("pages", name)) in here.lookup.dossier.pages:
            yield here.link(key)


def differing(here: Here) -> list[Page]:
    """Questions to which the documents give answers that differ, the disputed first."""
    found = []
    for key, verdicts in here.lookup.verdicts.items():
        ranks = [DIFFERING.index(each.standing) for each in verdicts if each.standing in DIFFERING]
        if ranks:
            found.append((min(ranks), here.page(key)))
    return [page for _, page in sorted(found, key=lambda pair: (pair[0], pair[1].title))]


def _serious(page: Page) -> bool:
    return isinstance(page.matter, Puzzle) and page.matter.record.weight == "serious"


def _counts(here: Here) -> tuple[CountView, ...]:
    """How many there are of what there is any of."""
    dossier = here.lookup.dossier
    folders = [page.key.folder for page in dossier.pages.values()]
    counts = [CountView(folder, folders.count(folder)) for folder in COUNTED]
    every = (counts[0], CountView("claims", len(dossier.claims)), *counts[1:])
    return tuple(each for each in every if each.count)
