"""Which view each kind of page has. A view is imported when a page needs it: a build may make one page alone."""

from typing import Protocol

from sourcebook.model.dossier import Page
from sourcebook.model.names import FOLDERS
from sourcebook.views.here import Here

INDEXED = tuple(folder for folder in FOLDERS if folder != "pages")
"""Folders with a list of their pages."""


class Titled(Protocol):
    """The view of a page that the program makes by itself."""

    @property
    def title(self) -> str: ...
    @property
    def intro(self) -> str: ...


def written(here: Here, page: Page, report: str | None) -> tuple[str, object]:
    """Template and view of a page that has a file. `report`: where readers report an error."""
    match page.key.kind:
        case "topic":
            from sourcebook.views.pages.topics import topic_view

            return "topic", topic_view(here, page)
        case "question":
            from sourcebook.views.pages.questions import question_view

            return "question", question_view(here, page)
        case "source":
            from sourcebook.views.pages.sources import source_view

            return "source", source_view(here, page)
        case "puzzle":
            from sourcebook.views.pages.puzzles import puzzle_view

            return "puzzle", puzzle_view(here, page)
        case "note":
            from sourcebook.views.pages.articles import note_view

            return "note", note_view(here, page)
        case "event":
            from sourcebook.views.pages.entities import event_view

            return "event", event_view(here, page)
        case "page":
            return _plain(here, page, report)
    from sourcebook.views.pages.entities import entity_view

    return "entity", entity_view(here, page)


def _plain(here: Here, page: Page, report: str | None) -> tuple[str, object]:
    """Plain pages, to some of which the program adds what the whole record shows."""
    match page.key.slug:
        case "home":
            from sourcebook.views.pages.home import home_view

            return "home", home_view(here, page)
        case "where-answers-differ":
            from sourcebook.views.pages.differ import differ_view

            return "differ", differ_view(here, page)
        case "promises":
            from sourcebook.views.pages.promises import promises_view

            return "promises", promises_view(here, page)
        case "voices":
            from sourcebook.views.pages.voices import voices_view

            return "voices", voices_view(here, page)
        case "language":
            from sourcebook.views.pages.language import language_view

            return "language", language_view(here, page)
    from sourcebook.views.pages.articles import article_view

    return "article", article_view(here, page, report)


def index(here: Here, name: str) -> Titled:
    """The list of all pages of a folder, or of all pages by name."""
    from sourcebook.views.pages.indexes import az_view, index_view

    return az_view(here) if name == "a-z" else index_view(here, name)


def made(here: Here, name: str, *, full_text: bool) -> tuple[Titled, str]:
    """The view of one of the pages MADE but the list by name, and the file that made it."""
    match name:
        case "references":
            from sourcebook.views.pages.indexes import references_view

            return references_view(here), "views/pages/indexes.py"
        case "timeline":
            from sourcebook.views.pictures.timeline import timeline_view

            return timeline_view(here), "views/pictures/timeline.py"
        case "record":
            from sourcebook.views.pages.record import record_view

            return record_view(here), "views/pages/record.py"
        case "data":
            from sourcebook.views.pages.data import data_view

            return data_view(here), "views/pages/data.py"
        case "map":
            from sourcebook.views.pictures.map import map_view

            return map_view(here), "views/pictures/map.py"
        case "matrix":
            from sourcebook.views.pictures.matrix import matrix_view

            return matrix_view(here), "views/pictures/matrix.py"
    from sourcebook.views.pages.search import search_view

    return search_view(here, full_text=full_text), "views/pages/search.py"
