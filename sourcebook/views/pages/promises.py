"""Page on promises and their outcomes."""

from msgspec import Struct

from sourcebook.model.dossier import Claim, Page
from sourcebook.views.common import ClaimView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view

GROUPS = ("done", "partly", "changed", "unclear", "silent", "hope")


class PromisesView(Struct, frozen=True):
    """Page on promises.

    `groups`: key of an outcome, or "hope", with its claims by date.
    """

    body: BodyView
    groups: tuple[tuple[str, tuple[ClaimView, ...]], ...]


def promises_view(context: PageContext, page: Page) -> PromisesView:
    """Make the template data of the page on promises."""
    claims = context.by_date(context.dossier.claims())
    groups = {name: context.claims(claim.key for claim in claims if _group(claim) == name) for name in GROUPS}
    return PromisesView(body_view(context, page), tuple((name, group) for name, group in groups.items() if group))


def _group(claim: Claim) -> str | None:
    """Outcome of a promise, or "hope": nobody promised what is only hoped for. None for one that was listed before."""
    if claim.same_as is not None:
        return None
    return "hope" if claim.record.form == "hope" else claim.record.outcome
