"""Views of the pages of puzzles: what the documents leave unsettled."""

from msgspec import Struct

from sourcebook.model.dossier import Page, Puzzle
from sourcebook.model.names import ClaimKey
from sourcebook.views.common import ClaimView, LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view


class PuzzleView(Struct, frozen=True):
    """Page of a puzzle: something that the documents leave unsettled.

    `kind`, `weight`: keys of words; `readings`: possible explanations; `reckons`: our arithmetic, an equation; `about`:
    pages and paragraphs that it concerns.
    """

    body: BodyView
    kind: str
    weight: str
    readings: tuple[str, ...]
    reckons: str | None
    claims: tuple[ClaimView, ...]
    about: tuple[LinkView, ...]


def puzzle_view(context: PageContext, page: Page) -> PuzzleView:
    """Make the template data of a puzzle's page."""
    assert isinstance(page.matter, Puzzle)
    record = page.matter.record
    claims = [target for target in page.matter.about if isinstance(target, ClaimKey)]
    context = context.numbering(claims)
    return PuzzleView(
        body=body_view(context, page),
        kind=record.kind,
        weight=record.weight,
        readings=record.readings,
        reckons=record.reckons,
        claims=context.claims(claims),
        about=tuple(context.target(target) for target in page.matter.about if not isinstance(target, ClaimKey)),
    )
