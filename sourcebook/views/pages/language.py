"""Page on loaded terms (words that take sides) in the documents."""

import re
from collections.abc import Sequence

from msgspec import Struct

from sourcebook.model.dossier import Claim, Page
from sourcebook.views.attribution import attribution
from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view


class UseOfTermView(Struct, frozen=True):
    """Use of a loaded term in a document.

    `words`: the quotation; `claim`: link to it, titled by who says it where; `genre`, `lang`: of the document.
    """

    words: str
    claim: LinkView
    genre: str
    lang: str | None


class TermView(Struct, frozen=True):
    """Loaded term: a word that takes sides.

    `id`: its anchor; `instead`: what the record says instead; `why`: the reason.
    """

    id: str
    term: str
    instead: str
    why: str
    uses: tuple[UseOfTermView, ...]


class LanguageView(Struct, frozen=True):
    """Page on loaded terms. `terms`: the most used first."""

    body: BodyView
    terms: tuple[TermView, ...]


def language_view(context: PageContext, page: Page) -> LanguageView:
    """Make the template data of the page on loaded terms."""
    claims = context.by_date(context.dossier.claims())
    terms = [
        TermView(f"t-{term.id}", term.term, term.instead, term.why, tuple(_uses(context, claims, term.forms)))
        for term in context.dossier.terms()
    ]
    return LanguageView(body_view(context, page), tuple(sorted(terms, key=lambda term: -len(term.uses))))


def forms_pattern(forms: Sequence[str]) -> re.Pattern[str]:
    """Pattern that matches any of these forms, as whole words of case-folded text."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")


def _uses(context: PageContext, claims: Sequence[Claim], forms: Sequence[str]) -> list[UseOfTermView]:
    pattern = forms_pattern(forms)
    return [
        UseOfTermView(words, _place(context, claim), source.kind, source.lang)
        for claim in claims
        for source in (context.dossier.head(claim.key.page),)
        for words in claim.record.words
        if pattern.search(words.casefold())
    ]


def _place(context: PageContext, claim: Claim) -> LinkView:
    by = attribution(context.dossier, claim, context.t)
    comma = context.t("list.comma")
    return LinkView(f"{by}{comma}{context.at(claim.record.at)}", context.target(claim.key).href)
