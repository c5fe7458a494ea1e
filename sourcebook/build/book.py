"""The book: the record, or a topic of it, as EPUB 3 and PDF/UA-1 of one text.

Its parts are templates that make HTML of one view; a part that makes nothing is left out. They are written as XML, of
which both editions are made.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.build.checks import check_all
from sourcebook.build.inputs import read_inputs
from sourcebook.build.load import load
from sourcebook.build.look import with_look
from sourcebook.build.options import BuildOptions
from sourcebook.build.release import slug_of, version_of
from sourcebook.build.theme import Theme
from sourcebook.cache.cache import Caches
from sourcebook.exports.xhtml import Xml, as_xml
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.model.reader import Reader
from sourcebook.stages.render import Templates
from sourcebook.views.addresses import Addresses
from sourcebook.views.context import PageContext
from sourcebook.views.pages.book import BookView, book_view

CONTENTS, COLOPHON = "contents", "colophon"
PARTS = (
    "title", "reading", "topics", "sources", "questions", "puzzles", "notes", "timeline", "map", "references", "names",
)  # fmt: skip
DAY = len("2024-05-20")
FRONT = 2
"""Number of parts before the contents."""


class Book(Struct, frozen=True):
    """A book, its parts by name in their order, and its drawings by the names of their files.

    `name`: of its files, without suffix; `version`: its day, ISO 8601; `fill`: renders a template of the book.
    """

    name: str
    language: str
    version: str
    view: BookView
    parts: Mapping[str, Xml]
    drawings: Mapping[str, str]
    theme: Theme
    templates: Templates

    def fill(self, template: str, view: object) -> str:
        """Render a template of the book."""
        return _fill(self.templates, template, view)


def books(
    options: BuildOptions, caches: Caches, *, topics: bool = False, version: str | None = None
) -> tuple[Iterator[Book], tuple[Problem, ...]]:
    """The book of a dossier, then, with `topics`, one of each topic; none on errors. Returns all problems, too.

    `version`: of the release that it is part of; by default the day of the last change.
    """
    read = read_inputs(options)
    loaded = load(read, options, caches)
    problems = check_all(loaded, options.workers)
    if any(problem.level == "error" for problem in problems):
        return iter(()), problems
    settings = loaded.dossier.tables.settings
    files = with_look(read.theme, settings.theme)
    theme = Theme(options.root, files, settings.language, options.preview, caches.templates, options.own_theme)
    address = (options.address or settings.address).rstrip("/")
    reader = Reader(Lookup(loaded.dossier), loaded.bodies)
    context = PageContext(reader, theme.translations, Addresses(address), "/record/")
    wanted: list[Key | None] = [None, *(reader.keys("topics") if topics else ())]
    version = version or version_of(loaded.dossier)
    return (_book(context, theme, version, topic) for topic in wanted), problems


def _book(context: PageContext, theme: Theme, version: str, topic: Key | None) -> Book:
    settings = context.dossier.settings()
    templates = Templates(theme.templates, theme.translations, theme.cache)
    view = book_view(context, version[:DAY], topic)
    made = {name: as_xml(_fill(templates, f"{name}.html", view)) for name in PARTS}
    parts = {name: part for name, part in made.items() if part.text}
    digest = sha256("".join(part.text for part in parts.values()).encode()).hexdigest()
    parts[COLOPHON] = as_xml(_fill(templates, f"{COLOPHON}.html", replace(view, digest=digest)))
    drawn = {name: as_xml(_fill(templates, template, of)).text for name, template, of in _drawings(view)}
    name = "-".join((slug_of(settings.title), *([topic.slug] if topic else ()), version))
    return Book(name, settings.language, version[:DAY], view, parts, drawn, theme, templates)


def _drawings(view: BookView) -> Iterator[tuple[str, str, Any]]:
    """Names of the files of drawings, with their templates and views."""
    if view.timeline and view.timeline.bands:
        yield "timeline.svg", "timeline.svg", view.timeline.bands[-1]
    for chart in view.map.charts if view.map else ():
        yield f"map-{chart.number}.svg", "map.svg", chart


def _fill(templates: Templates, name: str, view: object) -> str:
    return templates.environment.get_template(f"book/{name}").render(frame=None, view=view)


def with_contents(book: Book) -> Iterable[str]:
    """Names of all parts, with the table of contents in its place."""
    names = list(book.parts)
    return (*names[:FRONT], CONTENTS, *names[FRONT:])
