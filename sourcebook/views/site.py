"""All pages of the site: which there are, at which address, with which template and view."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from sourcebook.model.dossier import Page
from sourcebook.model.names import Key, page_url
from sourcebook.views.addresses import Addresses
from sourcebook.views.articles import article_view, note_view
from sourcebook.views.data import DATA, data_view
from sourcebook.views.differ import differ_view
from sourcebook.views.entities import entity_view, event_view
from sourcebook.views.frame import FrameView, Shell
from sourcebook.views.here import Here
from sourcebook.views.home import home_view
from sourcebook.views.indexes import INDEXED, az_view, index_view, references_view
from sourcebook.views.language import language_view
from sourcebook.views.lookup import Lookup
from sourcebook.views.map import MapView, map_view
from sourcebook.views.matrix import MatrixView, matrix_view
from sourcebook.views.promises import promises_view
from sourcebook.views.puzzles import puzzle_view
from sourcebook.views.questions import question_view
from sourcebook.views.record import RECORD, record_view
from sourcebook.views.search import SEARCH, search_view
from sourcebook.views.sources import source_view
from sourcebook.views.timeline import timeline_view
from sourcebook.views.topics import topic_view
from sourcebook.views.voices import voices_view
from sourcebook.views.words import Words

HOME = Key("pages", "home")
ACROSS: Mapping[str, tuple[str, Callable[[Here, Page], object]]] = {
    "where-answers-differ": ("differ", differ_view),
    "promises": ("promises", promises_view),
    "voices": ("voices", voices_view),
    "language": ("language", language_view),
}
"""Plain pages to which the program adds what the whole record shows."""

PICTURES: Mapping[str, Callable[[Here], MapView | MatrixView]] = {"map": map_view, "matrix": matrix_view}
"""Pages that draw what the whole record shows."""

NOT_FOUND = "/404.html"


@dataclass(frozen=True)
class StubView:
    """An address that has moved."""

    title: str
    href: str


@dataclass(frozen=True)
class NotFoundView:
    """The page for what is not found."""

    title: str


@dataclass(frozen=True)
class Screen:
    """A page ready for its template: `url` below the root, `origin` the file or part of the program that made it.

    `frame` is None for what is no page: feeds, the sitemap.
    """

    url: str
    template: str
    frame: FrameView | None
    view: object
    origin: str


@dataclass(frozen=True)
class Site:
    """A dossier about to be shown: makes the screens, each from the dossier alone."""

    lookup: Lookup
    words: Words
    addresses: Addresses
    shell: Shell

    def screens(self) -> Iterator[Screen]:
        """Every page of the site, in the dossier's order, then indexes, stubs, and the page for what is not found."""
        for page in self.lookup.dossier.pages.values():
            yield self.page(page)
        yield from self._indexes()
        yield self._timeline()
        yield self._search()
        yield self._record()
        yield from self._pictures()
        yield self._data()
        yield from self._stubs()
        yield self._not_found()

    def page(self, page: Page) -> Screen:
        """The screen of one written page."""
        here = self._here(page.url)
        kind, view = self._view(here, page)
        title = "" if page.key == HOME else page.title
        frame = self.shell.frame(here, kind, title, self.lookup.summary(page), self.days(page), page.key.folder)
        return Screen(page.url, f"{kind}.html", frame, view, page.entry.path)

    def days(self, page: Page) -> list[str]:
        """The day on which the page last changed; that of the first publication where its file has none."""
        changed = page.entry.head.changed or self.lookup.dossier.tables.settings.published
        return [changed.isoformat()]

    def _view(self, here: Here, page: Page) -> tuple[str, object]:
        if page.key == HOME:
            return "home", home_view(here, page)
        match page.key.kind:
            case "topic":
                return "topic", topic_view(here, page)
            case "question":
                return "question", question_view(here, page)
            case "source":
                return "source", source_view(here, page)
            case "puzzle":
                return "puzzle", puzzle_view(here, page)
            case "note":
                return "note", note_view(here, page)
            case "event":
                return "event", event_view(here, page)
            case "page" if page.key.slug in ACROSS:
                kind, view = ACROSS[page.key.slug]
                return kind, view(here, page)
            case "page":
                report = self.shell.report or self.lookup.dossier.tables.settings.report
                return "article", article_view(here, page, report)
        return "entity", entity_view(here, page)

    def _here(self, url: str) -> Here:
        return Here(self.lookup, self.words, self.addresses, url)

    def _indexes(self) -> Iterator[Screen]:
        pages = self.lookup.dossier.pages.values()
        days = [day for page in pages for day in self.days(page)]
        for name in (*INDEXED, "a-z"):
            here = self._here(f"/{name}/")
            index = az_view(here) if name == "a-z" else index_view(here, name)
            shown = [day for page in pages if page.key.folder == name for day in self.days(page)]
            frame = self.shell.frame(here, "index", index.title, index.intro, shown or days, name)
            yield Screen(here.url, "index.html", frame, index, "views/indexes.py")
        here = self._here("/references/")
        references = references_view(here)
        frame = self.shell.frame(here, "references", references.title, references.intro, days, "references")
        yield Screen(here.url, "references.html", frame, references, "views/indexes.py")

    def _timeline(self) -> Screen:
        here = self._here("/timeline/")
        view = timeline_view(here)
        days = [day for page in self.lookup.dossier.pages.values() for day in self.days(page)]
        frame = self.shell.frame(here, "timeline", view.title, view.intro, days, "timeline")
        return Screen(here.url, "timeline.html", frame, view, "views/timeline.py")

    def _search(self) -> Screen:
        here = self._here(SEARCH)
        view = search_view(here, full_text=self.shell.full_text)
        frame = self.shell.frame(here, "search", view.title, view.intro, (), "search")
        return Screen(SEARCH, "search.html", frame, view, "views/search.py")

    def _pictures(self) -> Iterator[Screen]:
        for name, picture in PICTURES.items():
            here = self._here(f"/{name}/")
            view = picture(here)
            frame = self.shell.frame(here, name, view.title, view.intro, (), name)
            yield Screen(here.url, f"{name}.html", frame, view, f"views/{name}.py")

    def _record(self) -> Screen:
        here = self._here(RECORD)
        view = record_view(here)
        days = [day for page in self.lookup.dossier.pages.values() for day in self.days(page)]
        frame = self.shell.frame(here, "record", view.title, view.intro, days, "record")
        return Screen(RECORD, "record.html", frame, view, "views/record.py")

    def _data(self) -> Screen:
        here = self._here(DATA)
        days = [day for page in self.lookup.dossier.pages.values() for day in self.days(page)]
        view = data_view(here)
        frame = self.shell.frame(here, "data", view.title, view.intro, days, "data")
        return Screen(DATA, "data.html", frame, view, "views/data.py")

    def _stubs(self) -> Iterator[Screen]:
        for page in self.lookup.dossier.pages.values():
            for slug in page.entry.head.formerly:
                here = self._here(page_url(Key(page.key.folder, slug)))
                frame = self.shell.frame(here, "stub", page.title, "", self.days(page), page.key.folder)
                canonical = self.addresses.absolute(page.url)
                view = StubView(page.title, here.href(page.url))
                yield Screen(here.url, "stub.html", replace(frame, canonical=canonical), view, page.entry.path)

    def _not_found(self) -> Screen:
        here = Here(self.lookup, self.words, Rooted(self.addresses.base), NOT_FOUND)
        view = NotFoundView(self.words("missing.title"))
        frame = self.shell.frame(here, "not-found", view.title, "", (), "")
        return Screen(NOT_FOUND, "not-found.html", frame, view, "views/site.py")


class Rooted(Addresses):
    """Addresses from the root of the host, for the page that is served at any depth."""

    def relative(self, origin: str, url: str, anchor: str = "") -> str:
        return self.rooted(url)
