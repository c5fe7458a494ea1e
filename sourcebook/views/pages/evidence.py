"""Evidence behind a page: documents, origins, speakers, and what is missing."""

from collections.abc import Sequence

from msgspec import Struct

from sourcebook.model.dossier import Claim, Entity, Puzzle
from sourcebook.model.lookup import SourceHead
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.source_record import UNNAMED
from sourcebook.model.standing import most_disjoint
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import span_view


class EvidenceView(Struct, frozen=True):
    """Evidence behind a page: the documents it rests on, and what they lack.

    `origins`: how many independent origins (people and bodies) the documents come from; `claims`: how many the page
    cites or is answered by; `unplaced`: documents of unknown country; `dates`: span of their dates; `no_answer`:
    whether the page is a question without an answer; `unanswered`: such questions of a topic; `puzzles`: what
    the documents leave unsettled; `unnamed`: claims of unnamed speakers; `silent`: promises of unknown outcome.
    """

    documents: tuple[LinkView, ...]
    origins: int
    claims: int
    voices: tuple[LinkView, ...]
    countries: tuple[LinkView, ...]
    unplaced: int
    dates: DateView | None
    no_answer: bool
    unanswered: tuple[LinkView, ...]
    puzzles: tuple[LinkView, ...]
    unnamed: int
    silent: int

    @property
    def missing(self) -> bool:
        """True if there is an open question, a puzzle, an unnamed speaker or the like."""
        return bool(self.no_answer or self.unanswered or self.puzzles or self.unnamed or self.silent)


def evidence_view(context: PageContext, key: Key, claims: Sequence[Claim], topics: Sequence[Key]) -> EvidenceView:
    """Make the template data of the evidence behind a page.

    `claims`: those it rests on; `topics`: those it belongs to, or itself.
    """
    dossier = context.dossier
    heads = sorted(map(dossier.head, {claim.key.page for claim in claims}), key=lambda head: head.rank)
    sources = tuple(head.key for head in heads)
    voices = sorted({who for claim in claims for who in claim.by}, key=dossier.title)
    countries = [country(context, head) for head in heads]
    return EvidenceView(
        documents=tuple(map(context.document, sources)),
        origins=most_disjoint(frozenset(chain) for claim in claims for chain in dossier.chains(claim.key)),
        claims=len(claims),
        voices=context.links(tuple(voices)),
        countries=context.links(tuple(sorted({key for key in countries if key}))),
        unplaced=countries.count(None),
        dates=span_view([head.published.date for head in heads], context.t),
        no_answer=_open(context, key),
        unanswered=context.links(tuple(question for question in dossier.questions_of(key) if _open(context, question))),
        puzzles=context.links(_puzzles(context, key, claims, topics)),
        unnamed=sum(UNNAMED in claim.record.by for claim in claims),
        silent=sum(claim.record.outcome == "silent" and claim.record.form != "hope" for claim in claims),
    )


def _open(context: PageContext, key: Key) -> bool:
    """True if a page is a question that no document answers."""
    return any(verdict.standing == "unanswered" for verdict in context.dossier.standings(key))


def _puzzles(context: PageContext, key: Key, claims: Sequence[Claim], topics: Sequence[Key]) -> tuple[Key, ...]:
    """Puzzles about a page or its claims, and gaps of its topics, by name."""
    targets: list[Key | ClaimKey] = [key, *(claim.key for claim in claims)]
    puzzles = {puzzle for target in targets for puzzle in context.dossier.puzzles(target)}
    gaps = (puzzle for topic in topics for puzzle in context.dossier.puzzles(topic))
    puzzles |= {puzzle for puzzle in gaps if context.matter(puzzle, Puzzle).record.kind == "gap"}
    return tuple(sorted(puzzles))


def country(context: PageContext, head: SourceHead) -> Key | None:
    """Country of a document's outlet; None if unknown."""
    matter = context.dossier.matter(head.outlet) if head.outlet else None
    return matter.country if isinstance(matter, Entity) else None
