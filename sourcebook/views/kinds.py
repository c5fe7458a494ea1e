"""Which view each kind of page has. A view is imported when a page needs it: a build may make one page alone."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol

from sourcebook.model.dossier import Page
from sourcebook.model.names import FOLDERS
from sourcebook.views.context import PageContext

INDEXED = tuple(folder for folder in FOLDERS if folder != "pages")
"""Folders with a list of their pages."""


class Titled(Protocol):
    """The view of a page that the program makes by itself."""

    @property
    def title(self) -> str: ...
    @property
    def intro(self) -> str: ...


PAGES = "sourcebook.views.pages"
PICTURES = "sourcebook.views.pictures"

_WRITTEN = {
    "topic": ("topic", f"{PAGES}.topics", "topic_view"),
    "question": ("question", f"{PAGES}.questions", "question_view"),
    "source": ("source", f"{PAGES}.sources", "source_view"),
    "puzzle": ("puzzle", f"{PAGES}.puzzles", "puzzle_view"),
    "note": ("note", f"{PAGES}.articles", "note_view"),
    "event": ("event", f"{PAGES}.entities", "event_view"),
    **dict.fromkeys(("person", "place", "organisation"), ("entity", f"{PAGES}.entities", "entity_view")),
}
"""By kind of page: its template, and the module and name of what makes its view."""

_PLAIN = {
    "home": ("home", f"{PAGES}.home", "home_view"),
    "where-answers-differ": ("differ", f"{PAGES}.differ", "differ_view"),
    "promises": ("promises", f"{PAGES}.promises", "promises_view"),
    "voices": ("voices", f"{PAGES}.voices", "voices_view"),
    "language": ("language", f"{PAGES}.language", "language_view"),
}
"""The same by slug, for plain pages to which the program adds what the whole record shows."""

_MADE = {
    "references": (f"{PAGES}.indexes", "references_view"),
    "timeline": (f"{PICTURES}.timeline", "timeline_view"),
    "record": (f"{PAGES}.record", "record_view"),
    "data": (f"{PAGES}.data", "data_view"),
    "map": (f"{PICTURES}.map", "map_view"),
    "matrix": (f"{PICTURES}.matrix", "matrix_view"),
}
"""By name of a page of MADE: module and name of what makes its view."""


def written(context: PageContext, page: Page, report: str | None) -> tuple[str, object]:
    """Template and view of a page that has a file. `report`: where readers report an error."""
    known = _PLAIN.get(page.key.slug) if page.key.kind == "page" else _WRITTEN[page.key.kind]
    if known is None:
        return "article", _function(f"{PAGES}.articles", "article_view")(context, page, report)
    template, module, name = known
    return template, _function(module, name)(context, page)


def index(context: PageContext, name: str) -> Titled:
    """The list of all pages of a folder, or of all pages by name."""
    module = f"{PAGES}.indexes"
    view: Titled = (
        _function(module, "az_view")(context) if name == "a-z" else _function(module, "index_view")(context, name)
    )
    return view


def made(context: PageContext, name: str, *, full_text: bool) -> tuple[Titled, str]:
    """The view of one of the pages MADE but the list by name, and the file that made it."""
    if name == "search":
        module, view = f"{PAGES}.search", _function(f"{PAGES}.search", "search_view")(context, full_text=full_text)
    else:
        module, function = _MADE[name]
        view = _function(module, function)(context)
    return view, f"{module.removeprefix('sourcebook.').replace('.', '/')}.py"


def _function(module: str, name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function
