"""All pages of the site: which there are, at which address, with which template and view."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dossier import Page
from sourcebook.model.names import HOME, MADE, Key, page_url
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import FrameView, Shell
from sourcebook.views.here import Here
from sourcebook.views.kinds import INDEXED, index, made, written
from sourcebook.views.lookup import Lookup
from sourcebook.views.words import Words

NOT_FOUND = "/404.html"


class StubView(Struct, frozen=True):
    """An address that has moved."""

    title: str
    href: str


class NotFoundView(Struct, frozen=True):
    """The page for what is not found."""

    title: str


class Screen(Struct, frozen=True):
    """A page ready for its template: `url` below the root, `origin` the file or part of the program that made it.

    `frame` is None for what is no page: feeds, the sitemap.
    """

    url: str
    template: str
    frame: FrameView | None
    view: object
    origin: str


class Plan(Struct, frozen=True):
    """A page that is to be made: its address, the day on which what it shows was changed (ISO 8601), and how.

    `listed`: whether it is a page to be found.
    """

    url: str
    changed: str
    make: Callable[[], Screen]
    listed: bool = True


class Site(Struct, frozen=True):
    """A dossier about to be shown: makes the screens, each from the dossier alone."""

    lookup: Lookup
    words: Words
    addresses: Addresses
    shell: Shell

    def screens(self) -> Iterator[Screen]:
        """Every page of the site."""
        return (plan.make() for plan in self.plans())

    def plans(self, urls: Collection[str] | None = None) -> Iterator[Plan]:
        """Every page of the site, in the dossier's order, then indexes, stubs, and the page for what is not found.

        With `urls`, those at these addresses, and nothing is read for others.
        """
        if urls is None:
            yield from map(self._plan, self.lookup.dossier.pages.values())
            yield from self._others()
            return
        pages = {url: page for url in urls if (page := self.lookup.at(url)) is not None}
        yield from map(self._plan, pages.values())
        if any(url.startswith("/") and url not in pages for url in urls):
            yield from (plan for plan in self._others() if plan.url in urls)

    def _plan(self, page: Page) -> Plan:
        return Plan(page.url, self.changed([page]), partial(self._page, page))

    def _others(self) -> Iterator[Plan]:
        """Those that are not written in a file of their own."""
        every = self.changed(self.lookup.dossier.pages.values())
        for name in (*(folder for folder in INDEXED if folder in self.lookup.made), "a-z"):
            changed = every if name == "a-z" else self.changed(self.lookup.dossier.of(name))
            yield Plan(f"/{name}/", changed, partial(self._index, name, changed))
        first = self.changed(())
        for name in (name for name in MADE if name != "a-z" and name in self.lookup.made):
            changed = first if name == "search" else every
            yield Plan(f"/{name}/", changed, partial(self._made, name, changed))
        yield Plan(NOT_FOUND, first, self._not_found, listed=False)
        yield from self._stubs()

    def changed(self, pages: Iterable[Page]) -> str:
        """The newest day on which one of these pages changed; that of the first publication where none says so."""
        published = self.lookup.dossier.tables.settings.published
        return max((page.entry.head.changed or published for page in pages), default=published).isoformat()

    def _page(self, page: Page) -> Screen:
        here = self._here(page.url)
        report = self.shell.report or self.lookup.dossier.tables.settings.report
        kind, view = written(here, page, report)
        title = "" if page.key == HOME else page.title
        summary = self.lookup.summary(page)
        frame = self.shell.frame(here, kind, title, summary, self.changed([page]), page.key.folder)
        return Screen(page.url, f"{kind}.html", frame, view, page.entry.path)

    def _here(self, url: str) -> Here:
        return Here(self.lookup, self.words, self.addresses, url)

    def _index(self, name: str, changed: str) -> Screen:
        here = self._here(f"/{name}/")
        view = index(here, name)
        frame = self.shell.frame(here, "index", view.title, view.intro, changed, name)
        return Screen(here.url, "index.html", frame, view, "views/pages/indexes.py")

    def _made(self, name: str, changed: str) -> Screen:
        here = self._here(f"/{name}/")
        view, origin = made(here, name, full_text=self.shell.full_text)
        frame = self.shell.frame(here, name, view.title, view.intro, changed, name)
        return Screen(here.url, f"{name}.html", frame, view, origin)

    def _stubs(self) -> Iterator[Plan]:
        for page in self.lookup.dossier.pages.values():
            for slug in page.entry.head.formerly:
                url = page_url(Key(page.key.folder, slug))
                yield Plan(url, self.changed([page]), partial(self._stub, page, url), listed=False)

    def _stub(self, page: Page, url: str) -> Screen:
        here = self._here(url)
        frame = self.shell.frame(here, "stub", page.title, "", self.changed([page]), page.key.folder)
        canonical = self.addresses.absolute(page.url)
        view = StubView(page.title, here.href(page.url))
        return Screen(url, "stub.html", replace(frame, canonical=canonical), view, page.entry.path)

    def _not_found(self) -> Screen:
        here = Here(self.lookup, self.words, Rooted(self.addresses.base), NOT_FOUND)
        view = NotFoundView(self.words("missing.title"))
        frame = self.shell.frame(here, "not-found", view.title, "", self.changed(()), "")
        return Screen(NOT_FOUND, "not-found.html", frame, view, "views/site.py")


class Rooted(Addresses, frozen=True):
    """Addresses from the root of the host, for the page that is served at any depth."""

    def relative(self, origin: str, url: str, anchor: str = "") -> str:
        return self.rooted(url)
