"""A document: its index card, our account of it, its ledger of claims by paragraph, its words and voices."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.dossier import Page, Source
from sourcebook.model.names import ClaimKey, Key, ParagraphKey, Target
from sourcebook.model.record import UNNAMED
from sourcebook.views.common import ClaimView, LinkView, PublishedView, ReferenceView
from sourcebook.views.context import PageContext, paragraph_anchor
from sourcebook.views.names import NameRow, name_row
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.language import any_of


class ParagraphView(Struct, frozen=True):
    """A paragraph of a document: its number, the claims that begin on it, or why it is skipped.

    `id` is its anchor, for citations of a paragraph; `again` links claims that begin before it and go on context.
    """

    number: int
    claims: tuple[ClaimView, ...]
    skipped: str | None
    id: str
    again: tuple[LinkView, ...]


class VoiceView(Struct, frozen=True):
    """Who is speaking in a document, and how many of its claims are theirs. `voice`: article, unnamed or named."""

    voice: str
    speaker: LinkView | None
    claims: int


class UseView(Struct, frozen=True):
    """Where else in the site claims of this document are cited."""

    page: LinkView
    kind: str
    claims: int


class SourceView(Struct, frozen=True):
    """A document as an index card, our account, its claims by paragraph, its words, its voices, its use."""

    body: BodyView
    headline: str | None
    author: LinkView | None
    outlet: LinkView | None
    relies_on: LinkView | None
    published: PublishedView
    obtained: str
    sha256: str
    paragraphs: int
    copies: tuple[ReferenceView, ...]
    names: tuple[NameRow, ...]
    ledger: tuple[ParagraphView, ...]
    voices: tuple[VoiceView, ...]
    loaded: tuple[tuple[str, str, LinkView], ...]  # the article's words, the term, the claim
    uses: tuple[UseView, ...]


def source_view(context: PageContext, page: Page) -> SourceView:
    """The view of a source, with its claims paragraph by paragraph."""
    source = page.matter
    assert isinstance(source, Source)
    record = source.record
    return SourceView(
        body=body_view(context, page, tuple(_parts_of(page, source))),
        headline=record.headline,
        author=context.maybe(source.author),
        outlet=context.maybe(source.outlet),
        relies_on=context.maybe(source.relies_on),
        published=context.published(record.published),
        obtained=record.obtained,
        sha256=record.sha256,
        paragraphs=record.paragraphs,
        copies=tuple(context.reference(reference) for reference in source.copies),
        names=tuple(name_row(context, page.key, named) for named in source.names),
        ledger=_ledger(context, source),
        voices=_voices(context, source),
        loaded=_loaded(context, source),
        uses=_uses(context, page),
    )


def _parts_of(page: Page, source: Source) -> Iterator[Target]:
    """What of a document a puzzle or note can be about: its paragraphs and claims."""
    yield from (ParagraphKey(page.key.slug, number) for number in range(1, source.record.paragraphs + 1))
    yield from (claim.key for claim in source.claims)


def _ledger(context: PageContext, source: Source) -> tuple[ParagraphView, ...]:
    """Every paragraph with the claims that begin on it; one that only continues others says which it is part of."""
    skipped = {number: skip.why for skip in source.record.skip for number in skip.at}
    return tuple(
        ParagraphView(
            number,
            context.claims(claim.key for claim in source.claims if claim.record.at[0] == number),
            skipped.get(number),
            paragraph_anchor(number),
            tuple(
                LinkView(claim.record.says, f"#{claim.key.id}")
                for claim in source.claims
                if number in claim.record.at[1:]
            ),
        )
        for number in range(1, source.record.paragraphs + 1)
    )


def _voices(context: PageContext, source: Source) -> tuple[VoiceView, ...]:
    """Who speaks and in how many claims, the most heard first; a claim of two speakers counts for both."""
    counts: Counter[Key | str] = Counter()
    for claim in source.claims:
        counts.update(claim.by or ("unnamed" if UNNAMED in claim.record.by else "article",))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return tuple(
        VoiceView("named", context.link(who), n) if isinstance(who, Key) else VoiceView(who, None, n)
        for who, n in ranked
    )


def _loaded(context: PageContext, source: Source) -> tuple[tuple[str, str, LinkView], ...]:
    """The document's words that hold a loaded term: the words, the term, the claim."""
    terms = [(term.term, any_of(term.forms)) for term in context.dossier.terms()]
    return tuple(
        (words, term, LinkView(claim.record.says, f"#{claim.key.id}"))
        for claim in source.claims
        for words in claim.record.words
        for term, pattern in terms
        if pattern.search(words.casefold())
    )


def _uses(context: PageContext, page: Page) -> tuple[UseView, ...]:
    counts: dict[Key, set[ClaimKey]] = {}
    for edge in context.dossier.backlinks(page.key):
        if edge.origin != page.key and isinstance(edge.target, ClaimKey):
            counts.setdefault(edge.origin, set()).add(edge.target)
    return tuple(UseView(context.link(key), key.kind, len(claims)) for key, claims in counts.items())
