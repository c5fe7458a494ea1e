"""View of the home page."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sourcebook.model.dossier import Page, Puzzle
from sourcebook.model.names import Key
from sourcebook.views.common import LinkView, PuzzleLinkView, QuestionLinkView
from sourcebook.views.context import PageContext
from sourcebook.views.kinds import listed
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.indexes import STANDINGS, WEIGHTS, IndexRow, source_rows

DIFFERING = STANDINGS[:3]
ACROSS = tuple(Key("pages", slug) for slug in ("where-answers-differ", "promises", "voices", "language", "limits"))
WAYS = ("where-answers-differ", "timeline", "voices", "promises", "matrix", "map", "data")
COUNTED = ("sources", "questions", "puzzles", "people", "places", "organisations", "events")


class CountView(Struct, frozen=True):
    """Count of one kind of page or of claims. `name`: key of words; `count`: how many."""

    name: str
    count: int


class HomeView(Struct, frozen=True):
    """Home page.

    `topics`, `across`: page and summary; `differing`: questions with different answers; `puzzles`: the serious ones;
    `counts`: figures of the record; `ways`: links to views of the whole record.
    """

    body: BodyView
    topics: tuple[tuple[LinkView, str], ...]
    differing: tuple[QuestionLinkView, ...]
    puzzles: tuple[PuzzleLinkView, ...]
    sources: tuple[IndexRow, ...]
    counts: tuple[CountView, ...]
    across: tuple[tuple[LinkView, str], ...]
    ways: tuple[LinkView, ...]


def home_view(context: PageContext, page: Page) -> HomeView:
    """Make the template data of the home page."""
    dossier = context.dossier
    return HomeView(
        body=body_view(context, page),
        topics=_summaries(context, listed(context, dossier.keys("topics"))),
        differing=tuple(map(context.question_link, differing(context))),
        puzzles=tuple(map(context.puzzle_link, puzzles_of(context, WEIGHTS[0]))),
        sources=source_rows(context),
        counts=_counts(context),
        across=_summaries(context, filter(dossier.exists, ACROSS)),
        ways=tuple(_ways(context)),
    )


def _summaries(context: PageContext, keys: Iterable[Key]) -> tuple[tuple[LinkView, str], ...]:
    return tuple((context.link(key), context.dossier.summary(key)) for key in keys)


def _ways(context: PageContext) -> Iterator[LinkView]:
    """Links to views of the whole record, in the order of WAYS."""
    for name in WAYS:
        yield from context.made(name)
        if context.dossier.exists(key := Key("pages", name)):
            yield context.link(key)


def differing(context: PageContext) -> list[Key]:
    """Questions with different answers, disputed ones first, then by title."""
    ranked = []
    for key in context.dossier.keys("questions"):
        standings = [verdict.standing for verdict in context.dossier.standings(key)]
        ranks = [DIFFERING.index(standing) for standing in standings if standing in DIFFERING]
        if ranks:
            ranked.append((min(ranks), context.dossier.title(key), key))
    return [key for _, _, key in sorted(ranked)]


def puzzles_of(context: PageContext, weight: str) -> list[Key]:
    """Puzzles of a weight ("serious", …), sorted by slug."""
    return [key for key in context.dossier.keys("puzzles") if context.matter(key, Puzzle).record.weight == weight]


def _counts(context: PageContext) -> tuple[CountView, ...]:
    """Figures that are not 0."""
    counts = [CountView(folder, len(context.dossier.keys(folder))) for folder in COUNTED]
    every = (counts[0], CountView("claims", context.count_claims()), *counts[1:])
    return tuple(figure for figure in every if figure.count)
