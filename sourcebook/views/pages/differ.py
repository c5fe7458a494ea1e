"""Where answers differ: every question with more than one answer, then what the documents do not settle."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sourcebook.model.dossier import Page, Puzzle
from sourcebook.model.names import Key
from sourcebook.views.common import PuzzleLinkView, QuestionLinkView
from sourcebook.views.here import Here
from sourcebook.views.pages.bodies import BodyView, body_beside
from sourcebook.views.pages.home import DIFFERING, differing
from sourcebook.views.pages.indexes import WEIGHTS
from sourcebook.views.pages.questions import VerdictView, verdict_view
from sourcebook.views.pages.running import ProseView


class DifferingView(Struct, frozen=True):
    """A question to which the documents give more than one answer; `type` and `unit` are the question's."""

    question: QuestionLinkView
    type: str
    unit: str | None
    verdicts: tuple[VerdictView, ...]


class StandingGroup(Struct, frozen=True):
    """Questions of one standing, under its words: `name` is its key."""

    name: str
    title: str
    gloss: str
    questions: tuple[DifferingView, ...]


class UnsettledView(Struct, frozen=True):
    """A puzzle with its readings; `prose` is its whole text, for the serious ones."""

    puzzle: PuzzleLinkView
    prose: ProseView | None
    readings: tuple[str, ...]
    reckons: str | None


class DifferView(Struct, frozen=True):
    """The page: questions by standing, then `puzzles` by weight, the gravest first, each under its key."""

    body: BodyView
    groups: tuple[StandingGroup, ...]
    puzzles: tuple[tuple[str, tuple[UnsettledView, ...]], ...]


def differ_view(here: Here, page: Page) -> DifferView:
    """The view of the page on where answers differ."""
    serious = _puzzles(here, WEIGHTS[0])
    body, proses = body_beside(here, page, (), serious)
    told = dict(zip((each.key for each in serious), proses, strict=True))
    weights = ((weight, tuple(_unsettled(here, each, told) for each in _puzzles(here, weight))) for weight in WEIGHTS)
    return DifferView(body, tuple(_groups(here)), tuple((weight, found) for weight, found in weights if found))


def _groups(here: Here) -> Iterator[StandingGroup]:
    """Each question under the gravest of its standings."""
    questions = differing(here)
    for name in DIFFERING:
        found = [each for each in questions if _gravest(here, each) == name]
        if found:
            title, gloss = (here.words(f"standing.{name}.{part}") for part in ("title", "gloss"))
            yield StandingGroup(name, title, gloss, tuple(_differing(here, each) for each in found))


def _gravest(here: Here, page: Page) -> str:
    standings = [verdict.standing for verdict in here.lookup.verdicts[page.key]]
    return next(name for name in DIFFERING if name in standings)


def _differing(here: Here, page: Page) -> DifferingView:
    question = here.question(page.key)
    verdicts = tuple(verdict_view(here, verdict) for verdict in here.lookup.verdicts[page.key] if verdict.claims)
    return DifferingView(here.question_link(page), question.record.type, question.record.unit, verdicts)


def _puzzles(here: Here, weight: str) -> list[Page]:
    pages = here.lookup.dossier.pages.values()
    return [page for page in pages if isinstance(page.matter, Puzzle) and page.matter.record.weight == weight]


def _unsettled(here: Here, page: Page, told: Mapping[Key, ProseView]) -> UnsettledView:
    assert isinstance(page.matter, Puzzle)
    record = page.matter.record
    return UnsettledView(here.puzzle_link(page), told.get(page.key), record.readings, record.reckons)
