"""Views of plain pages and of editorial notes."""

from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.dossier import Note, Page
from sourcebook.model.edges import target_page
from sourcebook.model.names import CORRECTIONS, ClaimKey, Key, Target, page_url
from sourcebook.model.tables import Correction
from sourcebook.rules import RULES
from sourcebook.views.common import DateView, LinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import day_view, language_name
from sourcebook.views.pages.bodies import BodyView, body_view

ABOUT = Key("pages", "about")
METHOD = Key("pages", "method")
RULE_CODES = tuple(rule.code for rule in RULES)
WAYS = ("data", "record")
UNREVIEWED = "nobody yet"
"""What a file of texts has as `reviewed` until somebody has reviewed it."""


class NotePageView(Struct, frozen=True):
    """Page of an editorial note.

    `about`: pages, claims and paragraphs that it concerns; `none_found`: sides of which no reference was found.
    """

    body: BodyView
    about: tuple[LinkView, ...]
    references: tuple[ReferenceView, ...]
    none_found: tuple[str, ...]


class RuleView(Struct, frozen=True):
    """Editorial rule that each build checks, for the page on method.

    `text`: its docstring, or the translation of that; `level`: error or warning; `lang`: of an untranslated text.
    """

    code: str
    text: str
    level: str
    lang: str | None


class CorrectionView(Struct, frozen=True):
    """Correction of an error that was published.

    `id`: its anchor; `about`: the corrected page; `was`, `now`: text before and after, "" of what was withdrawn; `why`:
    the reason.
    """

    id: str
    date: DateView
    about: LinkView
    was: str
    now: str
    why: str


class ArticleView(Struct, frozen=True):
    """Plain page: prose, with lists that some pages have.

    `rules`: filled on the page on method; `corrections`: on the page on corrections; `ways`: on the page about the
    site, links to the record in other forms, as is `words`: who translated the interface and who reviewed that.
    """

    body: BodyView
    rules: tuple[RuleView, ...]
    corrections: tuple[CorrectionView, ...]
    ways: tuple[LinkView, ...] = ()
    words: str | None = None


def article_view(context: PageContext, page: Page) -> ArticleView:
    """Make the template data of a plain page."""
    return ArticleView(
        body=body_view(context, page),
        rules=tuple(rule_views(context)) if page.key == METHOD else (),
        corrections=_corrections(context) if page.key == CORRECTIONS else (),
        ways=context.made(*WAYS) if page.key == ABOUT else (),
        words=_words(context) if page.key == ABOUT else None,
    )


def rule_views(context: PageContext) -> Iterator[RuleView]:
    """Template data of all editorial rules, in the order of RULES.

    The text of each is the first paragraph of its docstring, in English where the interface has no translation of it.
    """
    english = None if context.dossier.settings().language.startswith("en") else "en"
    for rule in RULES:
        text = context.t.known(f"rule.text.{rule.code}")
        docstring = " ".join((rule.check.__doc__ or "").split("\n\n")[0].split())
        yield RuleView(rule.code, text or docstring, rule.level, None if text else english)


def _words(context: PageContext) -> str | None:
    """Who translated the interface and who reviewed it; None if its texts are no translation."""
    t = context.t
    by, reviewed = (t.known(f"translation.{name}") for name in ("by", "reviewed"))
    if by is None:
        return None
    language = language_name(context.dossier.settings().language, t)
    who = t("site.nobody") if reviewed in (None, UNREVIEWED) else reviewed
    return t("site.words", language=language, by=by, reviewed=who)


def _corrections(context: PageContext) -> tuple[CorrectionView, ...]:
    return tuple(
        CorrectionView(
            anchor,
            day_view(row.date.isoformat(), context.t),
            _corrected(context, row, about),
            row.was,
            row.now,
            row.why,
        )
        for row, about, anchor in context.dossier.corrections()
    )


def _corrected(context: PageContext, row: Correction, about: Target) -> LinkView:
    """Link to what a correction is about, which if withdrawn has no title."""
    if not row.withdrawn:
        return context.target(about)
    return LinkView(
        row.about, context.href(page_url(target_page(about)), about.id if isinstance(about, ClaimKey) else "")
    )


def note_view(context: PageContext, page: Page) -> NotePageView:
    """Make the template data of an editorial note's page."""
    assert isinstance(page.matter, Note)
    return NotePageView(
        body=body_view(context, page),
        about=tuple({place.title: place for place in map(context.where, page.matter.about)}.values()),
        references=tuple(context.reference(reference) for reference in page.matter.references),
        none_found=page.matter.record.none_found,
    )
