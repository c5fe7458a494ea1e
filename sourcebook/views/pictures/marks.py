"""Picture of all claims: a row for each document, a mark for each claim in text order, filled by who speaks."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from sourcebook.model.dossier import Claim, Source
from sourcebook.model.names import Key, page_url
from sourcebook.views.attribution import claim_voice
from sourcebook.views.common import LinkView, PublishedView
from sourcebook.views.context import PageContext

VOICES = ("named", "article", "unnamed")


class ClaimMark(Struct, frozen=True):
    """Mark of one claim. `voice`: named, article or unnamed; `title`: speaker and paragraph, in words."""

    href: str
    voice: str
    title: str


class MarksRow(Struct, frozen=True):
    """Marks of one document.

    `paragraphs`: marks of each paragraph with claims, in text order; `counts`: number of claims by voice, in the order
    of VOICES; `speakers`: those who are named, by number of claims.
    """

    document: LinkView
    published: PublishedView
    paragraphs: tuple[tuple[ClaimMark, ...], ...]
    counts: tuple[int, ...]
    speakers: tuple[LinkView, ...]


class ClaimsPicture(Struct, frozen=True):
    """Picture of all claims. `rows`: documents by date; `not_heard`: whom none of them lets speak."""

    rows: tuple[MarksRow, ...]
    not_heard: tuple[str, ...]


def marks_row(context: PageContext, source: Key) -> MarksRow:
    """Make the marks of a document."""
    matter = context.matter(source, Source)
    counts = Counter(map(claim_voice, matter.claims))
    ranked = Counter(who for claim in matter.claims for who in claim.by).most_common()
    return MarksRow(
        document=context.document(source),
        published=context.published(matter.record.published),
        paragraphs=tuple(_paragraphs(context, matter)),
        counts=tuple(counts[voice] for voice in VOICES),
        speakers=tuple(context.link(who) for who, _ in ranked),
    )


def claims_picture(context: PageContext) -> ClaimsPicture:
    """Make the picture of all claims."""
    rows = tuple(marks_row(context, key) for key in context.dossier.sources())
    return ClaimsPicture(rows, context.dossier.settings().not_heard)


def _paragraphs(context: PageContext, source: Source) -> Iterator[tuple[ClaimMark, ...]]:
    for _, claims in groupby(source.claims, key=lambda claim: claim.record.at.first):
        yield tuple(_mark(context, claim) for claim in claims)


def _mark(context: PageContext, claim: Claim) -> ClaimMark:
    voice = claim_voice(claim)
    named = context.t("list.comma").join(map(context.dossier.title, claim.by))
    title = context.t("list.comma").join((named or context.t(f"voice.{voice}"), context.at(claim.record.at)))
    return ClaimMark(context.href(page_url(claim.key.page), claim.key.id), voice, title)
