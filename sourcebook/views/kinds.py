"""Views by kind of page; modules of views are imported when a page needs them.

A build may make a single page.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from sourcebook.model.dossier import Page
from sourcebook.model.names import FOLDERS, Key
from sourcebook.views.context import PageContext

INDEXED = tuple(folder for folder in FOLDERS if folder != "pages")
"""Folders with a list of their pages."""


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
"""Template, module and function of a view, by kind of page."""

_PLAIN = {
    "home": ("home", f"{PAGES}.home", "home_view"),
    "where-answers-differ": ("differ", f"{PAGES}.differ", "differ_view"),
    "promises": ("promises", f"{PAGES}.promises", "promises_view"),
    "voices": ("voices", f"{PAGES}.voices", "voices_view"),
    "language": ("language", f"{PAGES}.language", "language_view"),
}
"""The same by slug, for plain pages to which the program adds something of the whole record."""

_MADE = {
    "a-z": ("index", f"{PAGES}.indexes", "az_view"),
    "references": ("references", f"{PAGES}.references", "references_view"),
    "timeline": ("timeline", f"{PICTURES}.timeline", "timeline_view"),
    "releases": ("releases", f"{PAGES}.releases", "releases_view"),
    "record": ("record", f"{PAGES}.record", "record_view"),
    "data": ("data", f"{PAGES}.data", "data_view"),
    "map": ("map", f"{PICTURES}.map", "map_view"),
    "matrix": ("matrix", f"{PICTURES}.matrix", "matrix_view"),
}
"""The same by name, for pages without a file."""


def written(context: PageContext, page: Page) -> tuple[str, object]:
    """Template name and template data of a page that has a file."""
    known = _PLAIN.get(page.key.slug) if page.key.kind == "page" else _WRITTEN[page.key.kind]
    if known is None:
        return "article", _function(f"{PAGES}.articles", "article_view")(context, page)
    template, module, name = known
    return template, _function(module, name)(context, page)


def made(context: PageContext, name: str, *, full_text: bool) -> tuple[str, object, str]:
    """Template name and template data of a generated page, and path of its module."""
    if name in _MADE:
        template, module, function = _MADE[name]
        view = _function(module, function)(context)
    elif name == "search":
        template, module = "search", f"{PAGES}.search"
        view = _function(module, "search_view")(context, full_text=full_text)
    else:
        template, module = "index", f"{PAGES}.indexes"
        view = _function(module, "index_view")(context, name)
    return template, view, f"{module.removeprefix('sourcebook.').replace('.', '/')}.py"


def _function(module: str, name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def listed(context: PageContext, keys: Iterable[Key]) -> list[Key]:
    """These pages without those that lists leave out."""
    unlisted = context.dossier.unlisted()
    return [key for key in keys if key not in unlisted]
