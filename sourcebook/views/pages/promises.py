"""Promises: everything announced, by whom, when, for when, and what the documents say came of it."""

from msgspec import Struct

from sourcebook.model.dossier import Page
from sourcebook.views.common import ClaimView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view

OUTCOMES = ("done", "changed", "unclear", "silent")


class PromisesView(Struct, frozen=True):
    """`groups`: promises under the key of their outcome, in the order of the documents' dates."""

    body: BodyView
    groups: tuple[tuple[str, tuple[ClaimView, ...]], ...]


def promises_view(context: PageContext, page: Page) -> PromisesView:
    """The view of the page on promises."""
    promised = context.by_date(claim for claim in context.dossier.claims() if claim.record.outcome)
    groups = {
        outcome: context.claims(claim.key for claim in promised if claim.record.outcome == outcome)
        for outcome in OUTCOMES
    }
    return PromisesView(body_view(context, page), tuple((outcome, found) for outcome, found in groups.items() if found))
