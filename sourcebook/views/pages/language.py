"""The language of the documents: loaded terms, where each stands, what stands here instead and why."""

import re
from collections.abc import Sequence

from msgspec import Struct

from sourcebook.model.dossier import Claim, Page
from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view


class UseOfTermView(Struct, frozen=True):
    """The document's words that hold a term, the claim that gives them, its document and paragraph."""

    words: str
    claim: LinkView
    source: LinkView
    at: str


class TermView(Struct, frozen=True):
    """A loaded term: what stands here instead, why, and where the documents use it."""

    id: str
    term: str
    instead: str
    why: str
    uses: tuple[UseOfTermView, ...]


class LanguageView(Struct, frozen=True):
    """The loaded terms of the record."""

    body: BodyView
    terms: tuple[TermView, ...]


def language_view(context: PageContext, page: Page) -> LanguageView:
    """Terms, those that the documents use most first."""
    claims = context.by_date(context.dossier.claims())
    terms = [
        TermView(f"t-{term.id}", term.term, term.instead, term.why, tuple(_uses(context, claims, term.forms)))
        for term in context.dossier.terms()
    ]
    return LanguageView(body_view(context, page), tuple(sorted(terms, key=lambda term: -len(term.uses))))


def any_of(forms: Sequence[str]) -> re.Pattern[str]:
    """Matches any of some forms as whole words in case-folded text."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")


def _uses(context: PageContext, claims: Sequence[Claim], forms: Sequence[str]) -> list[UseOfTermView]:
    pattern = any_of(forms)
    return [
        UseOfTermView(words, context.target(claim.key), context.link(claim.key.page), context.at(claim.record.at))
        for claim in claims
        for words in claim.record.words
        if pattern.search(words.casefold())
    ]
