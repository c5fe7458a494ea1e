"""Page on questions with different answers, and on what documents leave unsettled."""

from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.dossier import Page, Question
from sourcebook.model.names import Key
from sourcebook.views.common import PuzzleLinkView, QuestionLinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.home import differing, puzzles_of
from sourcebook.views.pages.indexes import WEIGHTS
from sourcebook.views.pages.questions import VerdictView, verdict_view
from sourcebook.views.pictures.moments import DIFFERING


class DifferingView(Struct, frozen=True):
    """Question with different answers. `type`, `unit`: of its answers."""

    question: QuestionLinkView
    type: str
    unit: str | None
    verdicts: tuple[VerdictView, ...]


class StandingGroup(Struct, frozen=True):
    """Questions with the same standing: how their answers compare.

    `name`: its key; `title`, `gloss`: its words.
    """

    name: str
    title: str
    gloss: str
    questions: tuple[DifferingView, ...]


class DifferView(Struct, frozen=True):
    """Page on questions with different answers.

    `groups`: questions by their most serious standing (how answers compare); `puzzles`: pairs of a weight's key and its
    puzzles, the most serious first.
    """

    body: BodyView
    groups: tuple[StandingGroup, ...]
    puzzles: tuple[tuple[str, tuple[PuzzleLinkView, ...]], ...]


def differ_view(context: PageContext, page: Page) -> DifferView:
    """Make the template data of the page on questions with different answers."""
    weights = ((weight, tuple(map(context.puzzle_link, puzzles_of(context, weight)))) for weight in WEIGHTS)
    return DifferView(body_view(context, page), tuple(_groups(context)), tuple(pair for pair in weights if pair[1]))


def _groups(context: PageContext) -> Iterator[StandingGroup]:
    """Questions by their most serious standing."""
    questions = differing(context)
    for name in DIFFERING:
        members = [question for question in questions if _gravest(context, question) == name]
        if members:
            title, gloss = (context.t(f"standing.{name}.{part}") for part in ("title", "gloss"))
            yield StandingGroup(name, title, gloss, tuple(_differing(context, question) for question in members))


def _gravest(context: PageContext, question: Key) -> str:
    standings = [verdict.standing for verdict in context.dossier.standings(question)]
    return next(name for name in DIFFERING if name in standings)


def _differing(context: PageContext, key: Key) -> DifferingView:
    record = context.matter(key, Question).record
    verdicts = tuple(
        verdict_view(context, verdict) for verdict in context.dossier.verdicts(key) if verdict.standing in DIFFERING
    )
    return DifferingView(context.question_link(key), record.type, record.unit, verdicts)
