"""Promises: everything announced, by whom, when, for when, and what the documents say came of it; hopes apart."""

from msgspec import Struct

from sourcebook.model.dossier import Claim, Page
from sourcebook.views.common import ClaimView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view

GROUPS = ("done", "changed", "unclear", "silent", "hope")


class PromisesView(Struct, frozen=True):
    """`groups`: promises under the key of their outcome, then hopes, each in the order of the documents' dates."""

    body: BodyView
    groups: tuple[tuple[str, tuple[ClaimView, ...]], ...]


def promises_view(context: PageContext, page: Page) -> PromisesView:
    """The view of the page on promises."""
    claims = context.by_date(context.dossier.claims())
    groups = {name: context.claims(claim.key for claim in claims if _group(claim) == name) for name in GROUPS}
    return PromisesView(body_view(context, page), tuple((name, found) for name, found in groups.items() if found))


def _group(claim: Claim) -> str | None:
    """The outcome of a promise. What is hoped for nobody promised, so that its coming about keeps no promise."""
    return "hope" if claim.record.form == "hope" else claim.record.outcome
