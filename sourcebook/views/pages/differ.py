"""Page on questions with different answers, and on what documents leave unsettled."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dossier import Page, Puzzle, Question
from sourcebook.model.names import Key
from sourcebook.views.common import LinkView, ListRow
from sourcebook.views.context import PageContext
from sourcebook.views.list_rows import WEIGHTS, list_row, standing_of
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.questions import VerdictView, verdict_view
from sourcebook.views.pictures.moments import DIFFERING


class DifferingView(Struct, frozen=True):
    """Question with different answers. `asks`: the question itself; `type`, `unit`: of its answers."""

    page: LinkView
    asks: str
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
    puzzles: tuple[tuple[str, tuple[ListRow, ...]], ...]


def differ_view(context: PageContext, page: Page) -> DifferView:
    """Make the template data of the page on questions with different answers."""
    weights = ((weight, _puzzles(context, weight)) for weight in WEIGHTS)
    return DifferView(body_view(context, page), tuple(_groups(context)), tuple(pair for pair in weights if pair[1]))


def _groups(context: PageContext) -> Iterator[StandingGroup]:
    """Questions by their most serious standing."""
    keys = sorted(context.dossier.keys("questions"), key=context.dossier.title)
    for name in DIFFERING:
        members = [question for question in keys if standing_of(context, question) == name]
        if members:
            title, gloss = (context.t(f"standing.{name}.{part}") for part in ("title", "gloss"))
            yield StandingGroup(name, title, gloss, tuple(_differing(context, question) for question in members))


def _differing(context: PageContext, key: Key) -> DifferingView:
    record = context.matter(key, Question).record
    verdicts = tuple(
        verdict_view(context, verdict) for verdict in context.dossier.verdicts(key) if verdict.standing in DIFFERING
    )
    return DifferingView(context.link(key), record.asks, record.type, record.unit, verdicts)


def _puzzles(context: PageContext, weight: str) -> tuple[ListRow, ...]:
    """Puzzles of a weight ("serious", …), which their rows do not repeat, sorted by slug."""
    keys = context.dossier.keys("puzzles")
    rows = (list_row(context, key) for key in keys if context.matter(key, Puzzle).record.weight == weight)
    return tuple(replace(row, meta=row.meta[:1]) for row in rows)
