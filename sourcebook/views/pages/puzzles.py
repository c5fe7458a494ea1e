"""A puzzle: what the documents themselves do not settle."""

from msgspec import Struct

from sourcebook.model.dossier import Page, Puzzle
from sourcebook.model.names import ClaimKey
from sourcebook.views.common import ClaimView, LinkView
from sourcebook.views.here import Here
from sourcebook.views.pages.bodies import BodyView, body_view


class PuzzleView(Struct, frozen=True):
    """`kind`, `weight`: keys. `readings` in words. `reckons`: our arithmetic, an equation that holds."""

    body: BodyView
    kind: str
    weight: str
    readings: tuple[str, ...]
    reckons: str | None
    claims: tuple[ClaimView, ...]
    about: tuple[LinkView, ...]


def puzzle_view(here: Here, page: Page) -> PuzzleView:
    """The view of a puzzle."""
    assert isinstance(page.matter, Puzzle)
    record = page.matter.record
    claims = here.lookup.dossier.claims
    return PuzzleView(
        body=body_view(here, page),
        kind=record.kind,
        weight=record.weight,
        readings=record.readings,
        reckons=record.reckons,
        claims=tuple(here.claim(claims[target]) for target in page.matter.about if isinstance(target, ClaimKey)),
        about=tuple(here.target(target) for target in page.matter.about if not isinstance(target, ClaimKey)),
    )
