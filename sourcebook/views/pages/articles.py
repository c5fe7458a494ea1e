"""Views of plain pages and of editorial notes."""

from msgspec import Struct

from sourcebook.model.dossier import Note, Page
from sourcebook.model.edges import target_page
from sourcebook.model.names import CORRECTIONS, ClaimKey, Key, Target, page_url
from sourcebook.model.tables import Correction
from sourcebook.rules import RULES
from sourcebook.views.common import DateView, LinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import day_view
from sourcebook.views.pages.bodies import BodyView, body_view

ABOUT = Key("pages", "about")
METHOD = Key("pages", "method")
WAYS = ("data", "record")


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

    `text`: its docstring; `level`: error or warning.
    """

    code: str
    text: str
    level: str


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
    site, links to the record in other forms.
    """

    body: BodyView
    rules: tuple[RuleView, ...]
    corrections: tuple[CorrectionView, ...]
    ways: tuple[LinkView, ...] = ()


def article_view(context: PageContext, page: Page) -> ArticleView:
    """Make the template data of a plain page."""
    return ArticleView(
        body=body_view(context, page),
        rules=rule_views() if page.key == METHOD else (),
        corrections=_corrections(context) if page.key == CORRECTIONS else (),
        ways=context.made(*WAYS) if page.key == ABOUT else (),
    )


def rule_views() -> tuple[RuleView, ...]:
    """Template data of all editorial rules, in the order of RULES.

    The text of each is the first paragraph of its docstring.
    """
    return tuple(
        RuleView(rule.code, " ".join((rule.check.__doc__ or "").split("\n\n")[0].split()), rule.level) for rule in RULES
    )


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
