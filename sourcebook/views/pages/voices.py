"""Who is heard: claims by voice and document, by outlet and country, and why documents are fewer origins."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from msgspec import Struct

from sourcebook.model.dossier import Claim, Page
from sourcebook.model.names import Key
from sourcebook.model.origins import nearest, reporters
from sourcebook.model.record import UNNAMED
from sourcebook.model.standing import most_disjoint
from sourcebook.views.common import LinkView, PublishedView
from sourcebook.views.here import Here
from sourcebook.views.pages.behind import country
from sourcebook.views.pages.bodies import BodyView, body_view


class HeardView(Struct, frozen=True):
    """A voice (`voice`: article, unnamed or named) and its claims in each document, in the order of the columns."""

    voice: str
    speaker: LinkView | None
    counts: tuple[int, ...]
    total: int


class ShareView(Struct, frozen=True):
    """Documents and claims that come by one outlet or from one country; None where it is not known."""

    name: LinkView | None
    documents: int
    claims: int


class KinView(Struct, frozen=True):
    """Two documents that are not two origins, and what they share."""

    first: LinkView
    second: LinkView
    shared: tuple[LinkView, ...]


class VoicesView(Struct, frozen=True):
    """`documents` are the columns of `voices`, by date. A claim of two speakers counts for each."""

    body: BodyView
    documents: tuple[tuple[LinkView, PublishedView], ...]
    voices: tuple[HeardView, ...]
    outlets: tuple[ShareView, ...]
    countries: tuple[ShareView, ...]
    origins: int
    kin: tuple[KinView, ...]


def voices_view(here: Here, page: Page) -> VoicesView:
    """The view of the page on who speaks."""
    lookup = here.lookup
    slugs = [source.key.slug for source, _ in lookup.sources]
    return VoicesView(
        body=body_view(here, page),
        documents=tuple((here.link(source.key), here.published(matter)) for source, matter in lookup.sources),
        voices=_voices(here),
        outlets=_shares(here, [(slug, lookup.dossier.source(slug).outlet) for slug in slugs]),
        countries=_shares(here, [(slug, country(here, slug)) for slug in slugs]),
        origins=most_disjoint(reporters(lookup.dossier, slug) for slug in slugs),
        kin=tuple(_kin(here, slugs)),
    )


def _voices(here: Here) -> tuple[HeardView, ...]:
    """The most heard first; of equals, by name."""
    counts: dict[Key | str, Counter[str]] = {}
    for claim in here.lookup.dossier.claims.values():
        for voice in _voices_of(claim):
            counts.setdefault(voice, Counter())[claim.key.source] += 1
    rows = [_heard(here, voice, found) for voice, found in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-row.total, row.speaker.title if row.speaker else "")))


def _voices_of(claim: Claim) -> Iterable[Key | str]:
    return claim.by or ("unnamed" if UNNAMED in claim.record.by else "article",)


def _heard(here: Here, voice: Key | str, counts: Counter[str]) -> HeardView:
    columns = tuple(counts[source.key.slug] for source, _ in here.lookup.sources)
    if isinstance(voice, Key):
        return HeardView("named", here.link(voice), columns, counts.total())
    return HeardView(voice, None, columns, counts.total())


def _shares(here: Here, found: list[tuple[str, Key | None]]) -> tuple[ShareView, ...]:
    shares: dict[Key | None, list[str]] = {}
    for slug, key in found:
        shares.setdefault(key, []).append(slug)
    rows = [
        ShareView(here.maybe(key), len(slugs), sum(len(here.lookup.dossier.source(slug).claims) for slug in slugs))
        for key, slugs in shares.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.name is None, -row.claims)))


def _kin(here: Here, slugs: list[str]) -> Iterable[KinView]:
    dossier = here.lookup.dossier
    for first, second in combinations(slugs, 2):
        shared = nearest(dossier, reporters(dossier, first) & reporters(dossier, second))
        if shared:
            yield KinView(
                here.link(Key("sources", first)),
                here.link(Key("sources", second)),
                here.links(tuple(sorted(shared))),
            )
