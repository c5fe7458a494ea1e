"""View of the home page."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sourcebook.model.dossier import Page, ShortLine, Topic
from sourcebook.model.names import Key
from sourcebook.views.common import ClaimView, LinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.counts import COUNTS as TABLE_ROWS
from sourcebook.views.kinds import listed
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pictures.marks import ClaimsPicture, claims_picture

COUNTED = ("sources", "questions", "puzzles")


class CountView(Struct, frozen=True):
    """Count of one kind of page or of claims. `name`: key of words; `count`: how many."""

    name: str
    count: int


class FindingView(Struct, frozen=True):
    """What a topic comes to: the sentences of its *In short* that are for home, else its summary.

    `says`: how sure it is, else the summary; `claims`: the first that each sentence cites of each document;
    `elsewhere`: sentences, each with its reference.
    """

    topic: LinkView
    says: tuple[str, ...]
    claims: tuple[ClaimView, ...] = ()
    elsewhere: tuple[tuple[str, ReferenceView], ...] = ()


class HomeView(Struct, frozen=True):
    """Home page.

    `findings`: one for each topic; `picture`: a mark for each claim, None without documents; `counts`: figures of the
    record.
    """

    body: BodyView
    findings: tuple[FindingView, ...]
    picture: ClaimsPicture | None
    counts: tuple[CountView, ...]


def home_view(context: PageContext, page: Page) -> HomeView:
    """Make the template data of the home page."""
    dossier = context.dossier
    return HomeView(
        body=body_view(context, page),
        findings=tuple(_finding(context, key) for key in listed(context, dossier.keys("topics"))),
        picture=claims_picture(context) if dossier.sources() else None,
        counts=_counts(context),
    )


def _finding(context: PageContext, key: Key) -> FindingView:
    topic = context.matter(key, Topic)
    if not topic.documents:
        return FindingView(context.link(key), (context.dossier.summary(key),))
    return FindingView(
        context.link(key),
        tuple(line.says for line in _for_home(topic.how_sure or topic.documents)),
        _turning(context, _for_home(topic.documents)),
        tuple((line.says, context.reference(line.reference)) for line in _for_home(topic.elsewhere) if line.reference),
    )


def _turning(context: PageContext, lines: Iterable[ShortLine]) -> tuple[ClaimView, ...]:
    """First claim of each document that each line cites, by date."""
    first = {(number, claim.page): claim for number, line in enumerate(lines) for claim in reversed(line.claims)}
    claims = map(context.dossier.claim, dict.fromkeys(first.values()))
    return context.claims(claim.key for claim in context.by_date(claims))


def _for_home(lines: Sequence[ShortLine]) -> Sequence[ShortLine]:
    """Lines that the editor chose for home, else the first."""
    return [line for line in lines if line.home] or lines[:1]


def _counts(context: PageContext) -> tuple[CountView, ...]:
    """Figures that are not 0."""
    counts = [CountView(folder, len(context.dossier.keys(folder))) for folder in COUNTED]
    every = (counts[0], CountView("claims", TABLE_ROWS["claims"](context.dossier)), *counts[1:])
    return tuple(figure for figure in every if figure.count)
