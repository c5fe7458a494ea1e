"""Plain pages and notes; the program adds its rules to method and the list to corrections."""

from msgspec import Struct

from sourcebook.model.dossier import Note, Page
from sourcebook.model.names import CORRECTIONS, Key
from sourcebook.rules import RULES
from sourcebook.views.common import DateView, LinkView, ReferenceView
from sourcebook.views.context import PageContext, day_view
from sourcebook.views.pages.bodies import BodyView, body_view

ABOUT = Key("pages", "about")
METHOD = Key("pages", "method")
WAYS = ("data", "record")


class NotePageView(Struct, frozen=True):
    """An editorial note on a page of its own: what it is about, its references."""

    body: BodyView
    about: tuple[LinkView, ...]
    references: tuple[ReferenceView, ...]


class RuleView(Struct, frozen=True):
    """A rule that the build checks: its code, its sentence from the check's own docstring, error or warning."""

    code: str
    text: str
    level: str


class CorrectionView(Struct, frozen=True):
    """A correction: the day, the page, what stood and what stands."""

    date: DateView
    about: LinkView
    was: str
    now: str
    why: str


class ArticleView(Struct, frozen=True):
    """A plain page (about, limits). `rules` are filled on method, `corrections` and `takes_reports` on corrections.

    `ways` lead from about to all of the record in other forms.
    `report` is None where this build names no address for reports.
    """

    body: BodyView
    rules: tuple[RuleView, ...]
    corrections: tuple[CorrectionView, ...]
    takes_reports: bool
    report: str | None
    ways: tuple[LinkView, ...] = ()


def article_view(context: PageContext, page: Page, report: str | None) -> ArticleView:
    """`report`: where outside the site an error is reported, if anywhere."""
    return ArticleView(
        body=body_view(context, page),
        rules=rule_views() if page.key == METHOD else (),
        corrections=_corrections(context) if page.key == CORRECTIONS else (),
        takes_reports=page.key == CORRECTIONS,
        report=report,
        ways=context.made(*WAYS) if page.key == ABOUT else (),
    )


def rule_views() -> tuple[RuleView, ...]:
    """The rules of the check stage, each with the first paragraph of its own docstring."""
    return tuple(
        RuleView(rule.code, " ".join((rule.check.__doc__ or "").split("\n\n")[0].split()), rule.level) for rule in RULES
    )


def _corrections(context: PageContext) -> tuple[CorrectionView, ...]:
    return tuple(
        CorrectionView(day_view(each.date.isoformat(), context.t), context.target(about), each.was, each.now, each.why)
        for each, about in context.dossier.corrections()
    )


def note_view(context: PageContext, page: Page) -> NotePageView:
    """An editorial note on a page of its own."""
    assert isinstance(page.matter, Note)
    return NotePageView(
        body=body_view(context, page),
        about=tuple(context.target(target) for target in page.matter.about),
        references=tuple(context.reference(reference) for reference in page.matter.references),
    )
