"""Where answers differ: every question with more than one answer, then what the documents do not settle."""

from dataclasses import dataclass

from sourcebook.model.dossier import Page, Puzzle
from sourcebook.views.bodies import BodyView, body_view
from sourcebook.views.common import PuzzleLinkView, QuestionLinkView
from sourcebook.views.here import Here
from sourcebook.views.home import differing
from sourcebook.views.indexes import WEIGHTS
from sourcebook.views.questions import VerdictView, verdict_view


@dataclass(frozen=True)
class DifferingView:
    """A question to which the documents give more than one answer; `type` and `unit` are the question's."""

    question: QuestionLinkView
    type: str
    unit: str | None
    verdicts: tuple[VerdictView, ...]


@dataclass(frozen=True)
class UnsettledView:
    """A puzzle in short, with its readings."""

    puzzle: PuzzleLinkView
    readings: tuple[str, ...]
    reckons: str | None


@dataclass(frozen=True)
class DifferView:
    """The page: `puzzles` by weight, the gravest first, under the weight's key."""

    body: BodyView
    questions: tuple[DifferingView, ...]
    puzzles: tuple[tuple[str, tuple[UnsettledView, ...]], ...]


def differ_view(here: Here, page: Page) -> DifferView:
    """The view of the page on where answers differ."""
    return DifferView(
        body_view(here, page),
        tuple(_differing(here, question) for question in differing(here)),
        tuple((weight, found) for weight in WEIGHTS if (found := _unsettled(here, weight))),
    )


def _differing(here: Here, page: Page) -> DifferingView:
    question = here.question(page.key)
    verdicts = tuple(verdict_view(here, verdict) for verdict in here.lookup.verdicts[page.key] if verdict.claims)
    return DifferingView(here.question_link(page), question.record.type, question.record.unit, verdicts)


def _unsettled(here: Here, weight: str) -> tuple[UnsettledView, ...]:
    return tuple(
        UnsettledView(here.puzzle_link(page), page.matter.record.readings, page.matter.record.reckons)
        for page in here.lookup.dossier.pages.values()
        if isinstance(page.matter, Puzzle) and page.matter.record.weight == weight
    )
