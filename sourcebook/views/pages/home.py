"""Home: what the record is, its topics, where answers differ, its documents, itself in figures."""

from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.dossier import Page
from sourcebook.model.names import Key
from sourcebook.views.common import LinkView, PuzzleLinkView, QuestionLinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.indexes import STANDINGS, WEIGHTS, IndexRow, source_rows

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


def home_view(context: PageContext, page: Page) -> HomeView:
    """The view of the home page."""
    dossier = context.dossier
    return HomeView(
        body=body_view(context, page),
        tagline=dossier.settings().tagline,
        topics=tuple((context.link(key), dossier.summary(key)) for key in dossier.keys("topics")),
        differing=tuple(map(context.question_link, differing(context))),
        puzzles=tuple(map(context.puzzle_link, puzzles_of(context, WEIGHTS[0]))),
        sources=source_rows(context),
        counts=_counts(context),
        across=tuple((context.link(key), dossier.summary(key)) for key in ACROSS if dossier.exists(key)),
        ways=tuple(_ways(context)),
    )


def _ways(context: PageContext) -> Iterator[LinkView]:
    """Written pages about the whole record, and those that the program makes of it, in the order of WAYS."""
    for name in WAYS:
        yield from context.made(name)
        if context.dossier.exists(key := Key("pages", name)):
            yield context.link(key)


def differing(context: PageContext) -> list[Key]:
    """Questions to which the documents give answers that differ, the disputed first."""
    found = []
    for key in context.dossier.keys("questions"):
        standings = [each.standing for each in context.dossier.standings(key)]
        ranks = [DIFFERING.index(standing) for standing in standings if standing in DIFFERING]
        if ranks:
            found.append((min(ranks), context.dossier.title(key), key))
    return [key for _, _, key in sorted(found)]


def puzzles_of(context: PageContext, weight: str) -> list[Key]:
    """Puzzles of a weight, by name."""
    return [key for key in context.dossier.keys("puzzles") if context.puzzle(key).record.weight == weight]


def _counts(context: PageContext) -> tuple[CountView, ...]:
    """How many there are of what there is any of."""
    counts = [CountView(folder, len(context.dossier.keys(folder))) for folder in COUNTED]
    every = (counts[0], CountView("claims", context.count_claims()), *counts[1:])
    return tuple(each for each in every if each.count)
