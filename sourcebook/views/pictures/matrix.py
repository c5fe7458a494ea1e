"""Matrix page: which document answers which question, and how its answers compare."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sourcebook.model.dossier import Question
from sourcebook.model.names import ClaimKey, Key, page_url
from sourcebook.model.standing import TELLING, StandingName, Verdict
from sourcebook.views.common import LinkView, PublishedView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.indexes import fold

GROUPS = ("several", "one", "none")
GRAVEST: tuple[StandingName, ...] = (*TELLING, "agreed", "repeated", "listed", "single")
ALSO = "also"
LONGEST = 48

Relations = Mapping[ClaimKey, Sequence[StandingName]]


class AnswerMark(Struct, frozen=True):
    """Mark of one claim in a cell of the matrix.

    `mark`: how this answer compares with the others, or "also" for claims that are no answers.
    """

    href: str
    mark: str
    value: str


class MatrixRow(Struct, frozen=True):
    """Row of the matrix: a question within one scope.

    `cells`: one for each document, empty where it is silent.
    """

    question: LinkView
    scope: str | None
    cells: tuple[tuple[AnswerMark, ...], ...]


class MatrixView(Struct, frozen=True):
    """Matrix page.

    `documents`: the columns; `groups`: rows by how many documents answer; `marks`: those in use.
    """

    documents: tuple[tuple[LinkView, PublishedView], ...]
    groups: tuple[tuple[str, tuple[MatrixRow, ...]], ...]
    marks: tuple[str, ...]


def matrix_view(context: PageContext) -> MatrixView:
    """Make the template data of the matrix page.

    Rows are in three groups, sorted by the title of their question.
    """
    rows: dict[str, list[MatrixRow]] = {name: [] for name in GROUPS}
    sources = context.dossier.sources()
    titles = dict(context.dossier.titles("questions"))
    for key in sorted(titles, key=lambda key: fold(titles[key])):
        relations = context.dossier.relations(key)
        for verdict in context.dossier.verdicts(key):
            rows[_group(verdict)].append(_row(context, key, verdict, relations, sources))
    groups = tuple((name, tuple(matrix_rows)) for name, matrix_rows in rows.items() if matrix_rows)
    used = {mark.mark for _, matrix_rows in groups for row in matrix_rows for cell in row.cells for mark in cell}
    return MatrixView(
        documents=tuple(
            (context.document(key), context.published(context.dossier.head(key).published)) for key in sources
        ),
        groups=groups,
        marks=tuple(mark for mark in (*GRAVEST, ALSO) if mark in used),
    )


def _group(verdict: Verdict) -> str:
    count = len({claim.key.source for claim in verdict.claims})
    return "several" if count > 1 else "one" if count else "none"


def _row(
    context: PageContext, question: Key, verdict: Verdict, relations: Relations, sources: Sequence[Key]
) -> MatrixRow:
    marks = {claim.key: ALSO for claim in verdict.others}
    marks |= {claim.key: _mark(context, question, relations[claim.key]) for claim in verdict.claims}
    cells = tuple(tuple(_cell(context, verdict, marks, source)) for source in sources)
    return MatrixRow(context.link(question), verdict.scope, cells)


def _cell(context: PageContext, verdict: Verdict, marks: Mapping[ClaimKey, str], source: Key) -> Iterator[AnswerMark]:
    for claim in (*verdict.claims, *verdict.others):
        if claim.key.page == source:
            value = context.value(claim) or context.t("value.unspecified")
            yield AnswerMark(context.href(page_url(source), claim.key.id), marks[claim.key], _short(value))


def _mark(context: PageContext, question: Key, standings: Sequence[StandingName]) -> StandingName:
    """The most serious standing of a claim against any other answer."""
    alone: StandingName = "listed" if context.matter(question, Question).record.expects == "several" else "single"
    return next((name for name in GRAVEST if name in standings), alone)


def _short(text: str) -> str:
    """Cuts a long text after a word; closes a quotation that it cuts."""
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST].rpartition(" ")[0].rstrip(",;:") + "…"
    return cut + "”" if cut.count("“") > cut.count("”") else cut
