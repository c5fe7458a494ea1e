"""Promises: everything announced, by whom, when, for when, and what the documents say came of it."""

from msgspec import Struct

from sourcebook.model.dossier import Page
from sourcebook.views.common import ClaimView
from sourcebook.views.here import Here
from sourcebook.views.pages.bodies import BodyView, body_view

OUTCOMES = ("done", "changed", "unclear", "silent")


class PromisesView(Struct, frozen=True):
    """`groups`: promises under the key of their outcome, in the order of the documents' dates."""

    body: BodyView
    groups: tuple[tuple[str, tuple[ClaimView, ...]], ...]


def promises_view(here: Here, page: Page) -> PromisesView:
    """The view of the page on promises."""
    claims = sorted(here.lookup.dossier.claims.values(), key=lambda claim: here.lookup.order[claim.key.source])
    groups = {
        outcome: tuple(here.claim(claim) for claim in claims if claim.record.outcome == outcome) for outcome in OUTCOMES
    }
    return PromisesView(body_view(here, page), tuple((outcome, found) for outcome, found in groups.items() if found))
