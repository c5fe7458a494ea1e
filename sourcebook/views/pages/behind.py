"""Behind a page: how many documents and origins its claims come from, whose voices, what is missing."""

from collections.abc import Sequence

from msgspec import Struct

from sourcebook.model.dossier import Claim, Entity
from sourcebook.model.names import Key
from sourcebook.model.record import UNNAMED
from sourcebook.model.standing import Verdict, origin_count
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.here import Here
from sourcebook.views.spoken import span_view


class BehindView(Struct, frozen=True):
    """What stands behind a page: how many claims it cites or is answered by, whose, from when, what is missing.

    `unanswered` questions, claims with an `unnamed` speaker, promises on which the documents are `silent` later.
    """

    documents: tuple[LinkView, ...]
    origins: int
    claims: int
    voices: tuple[LinkView, ...]
    countries: tuple[LinkView, ...]
    unplaced: int
    dates: DateView | None
    unanswered: int
    unnamed: int
    silent: int = 0


def behind_view(here: Here, claims: Sequence[Claim], verdicts: Sequence[Verdict]) -> BehindView:
    """`claims` that a page stands on, and the verdicts of the questions it asks."""
    lookup = here.lookup
    slugs = sorted({claim.key.source for claim in claims}, key=lambda slug: lookup.order[slug])
    sources = [lookup.dossier.source(slug) for slug in slugs]
    voices = sorted({who for claim in claims for who in claim.by}, key=lambda who: here.page(who).title)
    countries = [country(here, slug) for slug in slugs]
    return BehindView(
        documents=here.links(tuple(Key("sources", slug) for slug in slugs)),
        origins=origin_count(lookup.dossier, claims),
        claims=len(claims),
        voices=here.links(tuple(voices)),
        countries=here.links(tuple(sorted({key for key in countries if key}))),
        unplaced=countries.count(None),
        dates=span_view([source.record.published.date for source in sources], here.words),
        unanswered=sum(verdict.standing == "unanswered" for verdict in verdicts),
        unnamed=sum(UNNAMED in claim.record.by for claim in claims),
        silent=sum(claim.record.outcome == "silent" and claim.record.form != "hope" for claim in claims),
    )


def country(here: Here, slug: str) -> Key | None:
    """The country of a document's outlet, where the dossier knows it."""
    outlet = here.lookup.dossier.source(slug).outlet
    matter = here.page(outlet).matter if outlet else None
    return matter.country if isinstance(matter, Entity) else None
