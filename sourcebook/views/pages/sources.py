"""Views of the pages of documents."""

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from sourcebook.model.dossier import Page, Source
from sourcebook.model.names import ClaimKey, Key, ParagraphKey, Target
from sourcebook.model.places import NAMED_BY_NUMBER
from sourcebook.views.attribution import voices_of
from sourcebook.views.citing.take import texts_to_take
from sourcebook.views.common import LinkView, WithdrawnView
from sourcebook.views.context import PageContext
from sourcebook.views.documents import DocumentView, NameRow, ParagraphView, document_view, ledger, name_row
from sourcebook.views.formatting import withdrawn_view
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.language import forms_pattern
from sourcebook.views.pictures.marks import MarksRow, marks_row


class VoiceView(Struct, frozen=True):
    """Speaker in a document, or the document itself.

    `voice`: article, unnamed or named; `speaker`: if named; `claims`: how many are theirs.
    """

    voice: str
    speaker: LinkView | None
    claims: int


class SourceView(Struct, frozen=True):
    """Page of a document.

    `card`: its metadata; `marks`: a mark for each claim; `names`: as it spells them; `ledger`: its paragraphs with
    their claims; `voices`: who speaks in it; `loaded`: quotations with a loaded term, each with its paragraph;
    `withdrawn`: claims that are gone; `takes`: claims as text with their references, by id.
    """

    body: BodyView
    card: DocumentView
    marks: MarksRow
    names: tuple[NameRow, ...]
    ledger: tuple[ParagraphView, ...]
    takes: Mapping[str, str]
    voices: tuple[VoiceView, ...]
    loaded: tuple[tuple[str, LinkView], ...]
    withdrawn: tuple[WithdrawnView, ...] = ()


def source_view(context: PageContext, page: Page) -> SourceView:
    """Make the template data of a document's page."""
    source = page.matter
    assert isinstance(source, Source)
    context = context.numbering(claim.key for claim in source.claims)
    return SourceView(
        body=body_view(context, page, tuple(_parts_of(page, source)), brief=True),
        card=document_view(context, source),
        marks=marks_row(context, page.key),
        names=tuple(name_row(context, page.key, named) for named in source.names),
        ledger=ledger(context, source),
        takes=texts_to_take(context, page, source),
        voices=_voices(context, source),
        loaded=_loaded(context, source),
        withdrawn=tuple(
            withdrawn_view(row, context.t)
            for row, gone in context.dossier.withdrawn()
            if isinstance(gone, ClaimKey) and gone.page == page.key
        ),
    )


def _parts_of(page: Page, source: Source) -> Iterator[Target]:
    """Paragraphs or pages, and claims of a document, which puzzles and notes may be about."""
    if source.record.unit in NAMED_BY_NUMBER:
        yield from (ParagraphKey(page.key.slug, number) for number in range(1, source.record.extent + 1))
    yield from (claim.key for claim in source.claims)


def _voices(context: PageContext, source: Source) -> tuple[VoiceView, ...]:
    """Voices by number of claims; a claim of two speakers counts for both."""
    counts = Counter(voice for claim in source.claims for voice in voices_of(claim))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return tuple(
        VoiceView("named", context.link(who), n) if isinstance(who, Key) else VoiceView(who, None, n)
        for who, n in ranked
    )


def _loaded(context: PageContext, source: Source) -> tuple[tuple[str, LinkView], ...]:
    """Quotations with loaded terms, each with the paragraph where it stands."""
    forms = forms_pattern([form for term in context.dossier.terms() for form in term.forms])
    quoted = ((words, claim) for claim in source.claims for words in claim.record.words)
    return tuple(
        {
            words: (words, LinkView(context.at(claim.record.at), f"#{claim.key.id}"))
            for words, claim in quoted
            if forms.search(words.casefold())
        }.values()
    )
