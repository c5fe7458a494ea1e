"""View of the home page."""

from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.dossier import Page, Puzzle, Topic
from sourcebook.model.names import Key
from sourcebook.views.common import ClaimView, LinkView, PuzzleLinkView, QuestionLinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.indexes import STANDINGS, WEIGHTS
from sourcebook.views.pictures.marks import ClaimsPicture, claims_picture

DIFFERING = STANDINGS[:3]
WAYS = (
    "where-answers-differ",
    "sources",
    "timeline",
    "voices",
    "promises",
    "matrix",
    "map",
    "language",
    "limits",
    "data",
)
MOST = 3
COUNTED = ("sources", "questions", "puzzles", "people", "places", "organisations", "events")


class CountView(Struct, frozen=True):
    """Count of one kind of page or of claims. `name`: key of words; `count`: how many."""

    name: str
    count: int


class FindingView(Struct, frozen=True):
    """What a topic comes to: a sentence of its *In short*, else its summary, and at most MOST claims it turns on."""

    topic: LinkView
    says: str
    claims: tuple[ClaimView, ...]


class HomeView(Struct, frozen=True):
    """Home page.

    `findings`: one for each topic; `picture`: a mark for each claim, None without documents; `differing`: questions
    with different answers; `puzzles`: the serious ones; `counts`: figures of the record; `ways`: links to views of the
    whole record.
    """

    body: BodyView
    findings: tuple[FindingView, ...]
    picture: ClaimsPicture | None
    differing: tuple[QuestionLinkView, ...]
    puzzles: tuple[PuzzleLinkView, ...]
    counts: tuple[CountView, ...]
    ways: tuple[LinkView, ...]


def home_view(context: PageContext, page: Page) -> HomeView:
    """Make the template data of the home page."""
    dossier = context.dossier
    return HomeView(
        body=body_view(context, page),
        findings=tuple(_finding(context, key) for key in context.listed(dossier.keys("topics"))),
        picture=claims_picture(context) if dossier.sources() else None,
        differing=tuple(map(context.question_link, differing(context))),
        puzzles=tuple(map(context.puzzle_link, puzzles_of(context, WEIGHTS[0]))),
        counts=_counts(context),
        ways=tuple(_ways(context)),
    )


def _finding(context: PageContext, key: Key) -> FindingView:
    """Make the finding of a topic: its first sentence on different answers, else on several claims, else its first."""
    lines = context.matter(key, Topic).documents
    if not lines:
        return FindingView(context.link(key), context.dossier.summary(key), ())
    line = max(
        lines,
        key=lambda line: (len({context.dossier.claim(key).value for key in line.claims}) > 1, len(line.claims) > 1),
    )
    return FindingView(context.link(key), line.says, context.claims(line.claims[:MOST]))


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
