"""Questions by document: which document answers what, how its answer stands to the others', where it is silent."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sourcebook.model.dossier import Claim, Page
from sourcebook.model.names import Key
from sourcebook.model.standing import TELLING, StandingName, Verdict, between
from sourcebook.views.common import LinkView, PublishedView
from sourcebook.views.here import Here
from sourcebook.views.pages.indexes import fold

GROUPS = ("several", "one", "none")
GRAVEST: tuple[StandingName, ...] = (*TELLING, "agreed", "repeated", "listed", "single")
ALSO = "also"
LONGEST = 48


class MarkView(Struct, frozen=True):
    """One claim in a cell. `mark`: a standing as of this claim alone, or "also" for views and promises."""

    href: str
    mark: str
    value: str


class RowView(Struct, frozen=True):
    """A question within one scope; one cell for each document, empty where it is silent."""

    question: LinkView
    scope: str | None
    cells: tuple[tuple[MarkView, ...], ...]


class MatrixView(Struct, frozen=True):
    """The page. `groups`: rows by how many documents answer, under a key of GROUPS; `marks`: those in use."""

    title: str
    intro: str
    documents: tuple[tuple[LinkView, PublishedView], ...]
    groups: tuple[tuple[str, tuple[RowView, ...]], ...]
    marks: tuple[str, ...]


def matrix_view(here: Here) -> MatrixView:
    """The view of the page: every question, by title within its group."""
    rows: dict[str, list[RowView]] = {name: [] for name in GROUPS}
    for page in sorted(_questions(here), key=lambda page: fold(page.title)):
        for verdict in here.lookup.verdicts[page.key]:
            rows[_group(verdict)].append(_row(here, page, verdict))
    groups = tuple((name, tuple(found)) for name, found in rows.items() if found)
    used = {mark.mark for _, found in groups for row in found for cell in row.cells for mark in cell}
    return MatrixView(
        title=here.words("nav.matrix"),
        intro=here.words("matrix.intro"),
        documents=tuple((here.link(page.key), here.published(source)) for page, source in here.lookup.sources),
        groups=groups,
        marks=tuple(mark for mark in (*GRAVEST, ALSO) if mark in used),
    )


def _questions(here: Here) -> Iterator[Page]:
    return (here.page(key) for key in here.lookup.verdicts)


def _group(verdict: Verdict) -> str:
    count = len({claim.key.source for claim in verdict.claims})
    return "several" if count > 1 else "one" if count else "none"


def _row(here: Here, page: Page, verdict: Verdict) -> RowView:
    cells = tuple(tuple(_cell(here, verdict, document.key)) for document, _ in here.lookup.sources)
    return RowView(here.link(page.key), verdict.scope, cells)


def _cell(here: Here, verdict: Verdict, document: Key) -> Iterator[MarkView]:
    for claim in (*verdict.claims, *verdict.others):
        if claim.key.page == document:
            mark = ALSO if claim in verdict.others else _mark(here, claim, verdict.claims)
            value = here.value(claim) or here.words("value.unspecified")
            yield MarkView(here.href(here.page(document).url, claim.key.id), mark, _short(value))


def _mark(here: Here, claim: Claim, answers: Sequence[Claim]) -> StandingName:
    """The gravest of how a claim stands to each of the other answers."""
    found = {between(here.lookup.dossier, claim, other) for other in answers if other != claim}
    alone: StandingName = "listed" if here.question(_asked(claim)).record.expects == "several" else "single"
    return next((name for name in GRAVEST if name in found), alone)


def _asked(claim: Claim) -> Key:
    assert claim.answers is not None
    return claim.answers


def _short(text: str) -> str:
    """A text cut after a whole word, where it is long; a quotation that is cut is closed."""
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST].rpartition(" ")[0].rstrip(",;:") + "…"
    return cut + "”" if cut.count("“") > cut.count("”") else cut
