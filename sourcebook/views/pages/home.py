"""View of the home page."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sourcebook.model.dossier import Page, Puzzle, ShortLine, Topic
from sourcebook.model.names import Key
from sourcebook.views.common import ClaimView, LinkView, PuzzleLinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.counts import COUNTS as TABLE_ROWS
from sourcebook.views.kinds import listed
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.indexes import WEIGHTS
from sourcebook.views.pictures.marks import ClaimsPicture, claims_picture
from sourcebook.views.pictures.moments import DIFFERING

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
FEW = 3
COUNTED = ("sources", "questions", "puzzles", "people", "places", "organisations", "events")


class CountView(Struct, frozen=True):
    """Count of one kind of page or of claims. `name`: key of words; `count`: how many."""

    name: str
    count: int


class FindingView(Struct, frozen=True):
    """What a topic comes to: the sentences of its *In short* that are for home, else its summary.

    `documents`, `how_sure`: sentences; `elsewhere`: sentences, each with its reference; `claims`: the first of each
    sentence, or the first FEW of a single one.
    """

    topic: LinkView
    documents: tuple[str, ...]
    claims: tuple[ClaimView, ...] = ()
    elsewhere: tuple[tuple[str, ReferenceView], ...] = ()
    how_sure: tuple[str, ...] = ()


class HomeView(Struct, frozen=True):
    """Home page.

    `findings`: one for each topic; `picture`: a mark for each claim, None without documents; `puzzles`: the serious
    ones; `counts`: figures of the record; `ways`: links to views of the whole record.
    """

    body: BodyView
    findings: tuple[FindingView, ...]
    picture: ClaimsPicture | None
    puzzles: tuple[PuzzleLinkView, ...]
    counts: tuple[CountView, ...]
    ways: tuple[LinkView, ...]


def home_view(context: PageContext, page: Page) -> HomeView:
    """Make the template data of the home page."""
    dossier = context.dossier
    return HomeView(
        body=body_view(context, page),
        findings=tuple(_finding(context, key) for key in listed(context, dossier.keys("topics"))),
        picture=claims_picture(context) if dossier.sources() else None,
        puzzles=tuple(map(context.puzzle_link, puzzles_of(context, WEIGHTS[0]))),
        counts=_counts(context),
        ways=tuple(_ways(context)),
    )


def _finding(context: PageContext, key: Key) -> FindingView:
    topic = context.matter(key, Topic)
    if not topic.documents:
        return FindingView(context.link(key), (context.dossier.summary(key),))
    documents = _for_home(topic.documents)
    claims = [line.claims[0] for line in documents] if len(documents) > 1 else documents[0].claims[:FEW]
    return FindingView(
        context.link(key),
        tuple(line.says for line in documents),
        context.claims(dict.fromkeys(claims)),
        tuple((line.says, context.reference(line.reference)) for line in _for_home(topic.elsewhere) if line.reference),
        tuple(line.says for line in _for_home(topic.how_sure)),
    )


def _for_home(lines: Sequence[ShortLine]) -> Sequence[ShortLine]:
    """Lines that the editor chose for home, else the first."""
    return [line for line in lines if line.home] or lines[:1]


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
    every = (counts[0], CountView("claims", TABLE_ROWS["claims"](context.dossier)), *counts[1:])
    return tuple(figure for figure in every if figure.count)
