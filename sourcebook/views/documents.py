"""Views of documents for several pages: metadata, ledger of claims, names."""

from msgspec import Struct

from sourcebook.model.dossier import Claim, Named, Source
from sourcebook.model.names import Key
from sourcebook.model.places import number_text
from sourcebook.views.common import ClaimView, DateView, LinkView, PublishedView, ReferenceView
from sourcebook.views.context import PageContext, paragraph_anchor
from sourcebook.views.formatting import day_view, language_name


class DocumentView(Struct, frozen=True):
    """Metadata of a document (its index card).

    `relies_on`: on whose word it rests; `obtained`: how it came into the record; `sha256`: digest of its text;
    `size`: its extent, in words; `copies`: where else it is published; `genre`: kind of document, a key of words;
    `container`: what it is part of; `lang`, `language`: tag and name of its language, None for that of the site;
    `address`: where its text was published; `gone`: since when it is there no more; `archived`, `captured`: address and
    day of a copy in an archive.
    """

    headline: str | None
    authors: tuple[LinkView, ...]
    outlet: LinkView | None
    relies_on: LinkView | None
    published: PublishedView
    obtained: str
    sha256: str
    size: str
    copies: tuple[ReferenceView, ...]
    genre: str
    container: str | None
    lang: str | None
    language: str | None
    address: str | None
    gone: DateView | None
    archived: str | None
    captured: DateView | None


class ParagraphView(Struct, frozen=True):
    """Paragraph, page or other place in the ledger of a document, with its claims.

    `title`: its number, in words; `id`: its anchor; `claims`: those that begin in it; `skipped`: why none does;
    `again`: those that continue in it.
    """

    title: str
    id: str
    claims: tuple[ClaimView, ...]
    skipped: str | None
    again: tuple[ClaimView, ...]


def document_view(context: PageContext, source: Source) -> DocumentView:
    """Make the template data of a document: its metadata, but not its claims."""
    record, timed = source.record, source.record.unit == "second"
    return DocumentView(
        headline=record.headline,
        authors=context.links(source.authors),
        outlet=context.maybe(source.outlet),
        relies_on=context.maybe(source.relies_on),
        published=context.published(record.published),
        obtained=record.obtained,
        sha256=record.sha256,
        size=number_text("second", record.extent) if timed else context.t.count(f"{record.unit}s", record.extent),
        copies=tuple(map(context.reference, source.copies)),
        genre=record.kind,
        container=record.container,
        lang=record.language,
        language=record.language and language_name(record.language, context.t),
        address=record.address,
        gone=day_view(record.gone.isoformat(), context.t) if record.gone else None,
        archived=record.archived.address if record.archived else None,
        captured=day_view(record.archived.on.isoformat(), context.t) if record.archived else None,
    )


def ledger(context: PageContext, source: Source) -> tuple[ParagraphView, ...]:
    """Make the ledger of a document, in order: all its paragraphs, or other places with claims, with their claims."""
    record = source.record
    skipped = {number: skip.why for skip in record.skip for number in skip.at.numbers}
    begin: dict[int, list[Claim]] = {}
    again: dict[int, list[Claim]] = {}
    for claim in source.claims:
        begin.setdefault(claim.record.at.first, []).append(claim)
        for number in claim.record.at.numbers[1:]:
            again.setdefault(number, []).append(claim)
    places = range(1, record.extent + 1) if record.unit == "paragraph" else sorted({*begin, *again, *skipped})
    return tuple(
        ParagraphView(
            context.t(f"place.{record.unit}.title", n=number_text(record.unit, number)),
            paragraph_anchor(number),
            context.claims(claim.key for claim in begin.get(number, ())),
            skipped.get(number),
            context.claims(claim.key for claim in again.get(number, ())),
        )
        for number in places
    )


class NameRow(Struct, frozen=True):
    """Name that a document gives to somebody.

    `who`: whose it is; `spelling`: as in the document, if it has one; `title`: form of address or office in the
    document; `at`: paragraphs in words; `loaded`: whether the spelling takes a side; `lang`: of
    the document.
    """

    who: LinkView
    spelling: str | None
    title: str | None
    source: LinkView
    published: DateView
    at: str
    loaded: bool
    lang: str | None


def name_row(context: PageContext, source: Key, named: Named) -> NameRow:
    """Make a row of a table of names. `source`: the document that gives the name."""
    return NameRow(
        who=context.link(named.who),
        spelling=named.record.spelling,
        title=named.record.title,
        source=context.document(source),
        published=context.date(context.dossier.head(source).published.date),
        at=context.at(named.record.at),
        loaded=context.dossier.is_loaded(named.record.spelling or ""),
        lang=context.dossier.head(source).lang,
    )
