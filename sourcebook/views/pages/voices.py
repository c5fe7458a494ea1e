"""Page on who is heard: claims by speaker, outlet and country.

It also lists documents that share an origin.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from msgspec import Struct

from sourcebook.model.dossier import Page
from sourcebook.model.lookup import SourceHead
from sourcebook.model.names import Key
from sourcebook.model.standing import most_disjoint
from sourcebook.views.attribution import voices_of
from sourcebook.views.common import LinkView, PublishedView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.evidence import country
from sourcebook.views.pictures.marks import ClaimsPicture, claims_picture


class HeardView(Struct, frozen=True):
    """Speaker, with the number of claims in each document.

    `voice`: article, unnamed or named; `speaker`: if named; `counts`: its claims in each document, by column.
    """

    voice: str
    speaker: LinkView | None
    counts: tuple[int, ...]
    total: int


class ShareView(Struct, frozen=True):
    """Number of documents and claims of one outlet or country.

    `name`: None if unknown.
    """

    name: LinkView | None
    documents: int
    claims: int


class KinView(Struct, frozen=True):
    """Two documents that are not independent. `shared`: origins that they share."""

    first: LinkView
    second: LinkView
    shared: tuple[LinkView, ...]


class VoicesView(Struct, frozen=True):
    """Page on who is heard.

    `picture`: a mark for each claim; `documents`: by date, one for each column of `voices`; `origins`: most
    documents of which no two share an origin; `kin`: pairs of documents that share one.
    """

    body: BodyView
    picture: ClaimsPicture
    documents: tuple[tuple[LinkView, PublishedView], ...]
    voices: tuple[HeardView, ...]
    outlets: tuple[ShareView, ...]
    countries: tuple[ShareView, ...]
    origins: int
    kin: tuple[KinView, ...]


def voices_view(context: PageContext, page: Page) -> VoicesView:
    """Make the template data of the page on who is heard."""
    heads = [context.dossier.head(key) for key in context.dossier.sources()]
    sources = [head.key for head in heads]
    return VoicesView(
        body=body_view(context, page),
        picture=claims_picture(context),
        documents=tuple((context.document(head.key), context.published(head.published)) for head in heads),
        voices=_voices(context, sources),
        outlets=_shares(context, [(head, head.outlet) for head in heads]),
        countries=_shares(context, [(head, country(context, head)) for head in heads]),
        origins=most_disjoint(map(context.dossier.origins, sources)),
        kin=tuple(_kin(context, sources)),
    )


def _voices(context: PageContext, sources: Sequence[Key]) -> tuple[HeardView, ...]:
    """Voices by number of claims, then by name."""
    counts: dict[Key | str, Counter[Key]] = {}
    for claim in context.dossier.claims():
        for voice in voices_of(claim):
            counts.setdefault(voice, Counter())[claim.key.page] += 1
    rows = [_heard(context, voice, [by_document[key] for key in sources]) for voice, by_document in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-row.total, row.speaker.title if row.speaker else "")))


def _heard(context: PageContext, voice: Key | str, counts: Sequence[int]) -> HeardView:
    named = context.link(voice) if isinstance(voice, Key) else None
    return HeardView("named" if named else str(voice), named, tuple(counts), sum(counts))


def _shares(context: PageContext, pairs: list[tuple[SourceHead, Key | None]]) -> tuple[ShareView, ...]:
    shares: dict[Key | None, list[SourceHead]] = {}
    for head, key in pairs:
        shares.setdefault(key, []).append(head)
    rows = [
        ShareView(context.maybe(key), len(heads), sum(head.claims for head in heads)) for key, heads in shares.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.name is None, -row.claims)))


def _kin(context: PageContext, sources: Sequence[Key]) -> Iterable[KinView]:
    dossier = context.dossier
    for first, second in combinations(sources, 2):
        shared = dossier.nearest(dossier.origins(first) & dossier.origins(second))
        if shared:
            yield KinView(context.document(first), context.document(second), context.links(tuple(sorted(shared))))
