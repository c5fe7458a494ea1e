"""Plain pages and notes; the program adds its rules to method and the list to corrections."""

from sourcebook.model.dossier import Note, Page
from sourcebook.model.names import Key
from sourcebook.rules import RULES
from sourcebook.views.bodies import body_view
from sourcebook.views.here import Here, day_view
from sourcebook.views.pages import ArticleView, CorrectionView, NotePageView, RuleView

METHOD = Key("pages", "method")
CORRECTIONS = Key("pages", "corrections")


def article_view(here: Here, page: Page, report: str) -> ArticleView:
    """`report`: where an error is reported."""
    return ArticleView(
        body=body_view(here, page),
        rules=rule_views() if page.key == METHOD else (),
        corrections=_corrections(here) if page.key == CORRECTIONS else (),
        report=report,
    )


def rule_views() -> tuple[RuleView, ...]:
    """The rules of the check stage, each with the first paragraph of its own docstring."""
    return tuple(
        RuleView(rule.code, " ".join((rule.check.__doc__ or "").split("\n\n")[0].split()), rule.level) for rule in RULES
    )


def _corrections(here: Here) -> tuple[CorrectionView, ...]:
    return tuple(
        CorrectionView(day_view(each.date.isoformat(), here.words), here.target(about), each.was, each.now, each.why)
        for each, about in here.lookup.dossier.corrections
    )


def note_view(here: Here, page: Page) -> NotePageView:
    """An editorial note on a page of its own."""
    assert isinstance(page.matter, Note)
    return NotePageView(
        body=body_view(here, page),
        about=tuple(here.target(target) for target in page.matter.about),
        references=tuple(here.reference(reference) for reference in page.matter.references),
    )
