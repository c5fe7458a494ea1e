"""All pages of the site: which there are, at which address, with which template and view."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct, msgpack
from msgspec.structs import replace

from sourcebook.model.digests import digest
from sourcebook.model.dossier import Page, Question
from sourcebook.model.names import FOLDERS, HOME, MADE, Key, page_url
from sourcebook.model.reader import Reader, newest_of
from sourcebook.views.addresses import Addresses
from sourcebook.views.context import PageContext
from sourcebook.views.frame import FrameView, Shell
from sourcebook.views.kinds import INDEXED, made, written
from sourcebook.views.translations import Translations

NOT_FOUND = "/404.html"

_encode = msgpack.Encoder().encode


class StubView(Struct, frozen=True):
    """An address that has moved to `href`."""

    href: str


class RenderInput(Struct, frozen=True):
    """A page ready for its template: `url` below the root, `origin` the file or part of the program that made it.

    `frame` is None for what is no page: feeds, the sitemap.
    """

    url: str
    template: str
    frame: FrameView | None
    view: object
    origin: str


class Plan(Struct, frozen=True):
    """A page that is to be made: its address, how, and the day on which what it shows was changed (ISO 8601).

    `listed`: whether it is a page to be found.
    """

    url: str
    make: Callable[[], RenderInput]
    changed: Callable[[], str]
    listed: bool = True


class Site(Struct, frozen=True):
    """A dossier about to be shown: makes the inputs, each from the dossier alone."""

    dossier: Reader
    t: Translations
    addresses: Addresses
    shell: Shell

    def inputs(self) -> Iterator[RenderInput]:
        """Every page of the site."""
        return (plan.make() for plan in self.plans())

    def plans(self, urls: Collection[str] | None = None) -> Iterator[Plan]:
        """Every page of the site, in the dossier's order, then indexes, stubs, and the page for what is not found.

        With `urls`, those at these addresses, and nothing is read for others.
        """
        if urls is None:
            yield from map(self._plan, self.dossier.keys(""))
            yield from self._others()
            return
        keys = {url: key for url in urls if (key := self.dossier.at(url)) is not None}
        yield from map(self._plan, keys.values())
        if any(url.startswith("/") and url not in keys for url in urls):
            yield from (plan for plan in self._others() if plan.url in urls)

    def context(self, url: str) -> PageContext:
        """The dossier as the page at an address sees it."""
        addresses = Rooted(self.addresses.base) if url == NOT_FOUND else self.addresses
        return PageContext(self.dossier, self.t, addresses, url)

    def changed(self, key: Key) -> str:
        """The day on which a written page changed, or that of the first publication."""
        return newest_of([self.dossier.page(key)], self.dossier.settings())

    def digests(self) -> Mapping[str, Callable[[Any], bytes]]:
        """Digests of the items that are no part of the dossier: what surrounds pages, and pictures of them."""
        return {"layout": self._digest_of_layout, "card": lambda url: digest(_encode(self.shell.cards.get(url)))}

    def _digest_of_layout(self, name: tuple[str, str, str]) -> bytes:
        url, kind, section = name
        return digest(_encode(self.shell.shared_layout(self.context(url), kind, section)))

    def _plan(self, key: Key) -> Plan:
        return Plan(page_url(key), partial(self._page, key), partial(self.changed, key))

    def _others(self) -> Iterator[Plan]:
        """Those that are not written in a file of their own."""
        names = self.dossier.made()
        for name in (*(folder for folder in INDEXED if folder in names), "a-z"):
            yield Plan(f"/{name}/", partial(self._made, name), partial(self._changed, name))
        for name in (name for name in MADE if name != "a-z" and name in names):
            yield Plan(f"/{name}/", partial(self._made, name), partial(self._changed, name))
        yield Plan(NOT_FOUND, self._not_found, self._first, listed=False)
        yield from self._stubs()

    def _changed(self, name: str) -> str:
        """The day on which what a page shows that no file is written for was changed."""
        if name == "search":
            return self._first()
        return self.dossier.newest(name if name in FOLDERS else "")

    def _first(self) -> str:
        return self.dossier.settings().published.isoformat()

    def _page(self, key: Key) -> RenderInput:
        context, page = self.context(page_url(key)), self.dossier.page(key)
        report = self.shell.report or self.dossier.settings().report
        kind, view = written(context, page, report)
        summary, described = self._summary(page), self.dossier.summary(key)
        frame = self.shell.frame(context, kind, key.folder, self.changed(key), page.title, summary, described)
        return RenderInput(context.url, f"{kind}.html", frame, view, page.entry.path)

    def _summary(self, page: Page) -> str | None:
        """What stands below the heading of a written page."""
        if page.key == HOME:
            return self.dossier.settings().tagline
        return page.matter.record.asks if isinstance(page.matter, Question) else page.entry.head.summary

    def _made(self, name: str) -> RenderInput:
        context = self.context(f"/{name}/")
        kind, view, origin = made(context, name, full_text=self.shell.full_text)
        heading, summary = self.t(f"nav.{name}"), self.t(f"index.intro.{name}")
        frame = self.shell.frame(context, kind, name, self._changed(name), heading, summary)
        return RenderInput(context.url, f"{kind}.html", frame, view, origin)

    def _stubs(self) -> Iterator[Plan]:
        for page in self.dossier.whole().dossier.pages.values():
            for slug in page.entry.head.formerly:
                url = page_url(Key(page.key.folder, slug))
                yield Plan(url, partial(self._stub, page.key, url), partial(self.changed, page.key), listed=False)

    def _stub(self, key: Key, url: str) -> RenderInput:
        context, page = self.context(url), self.dossier.page(key)
        frame = self.shell.frame(context, "stub", key.folder, self.changed(key), page.title, None)
        canonical = self.addresses.absolute(page.url)
        view = StubView(context.href(page.url))
        return RenderInput(url, "stub.html", replace(frame, canonical=canonical), view, page.entry.path)

    def _not_found(self) -> RenderInput:
        context = self.context(NOT_FOUND)
        heading, summary = self.t("nav.not-found"), self.t("index.intro.not-found")
        frame = self.shell.frame(context, "not-found", "", self._first(), heading, summary, "")
        return RenderInput(NOT_FOUND, "not-found.html", frame, None, "views/site.py")


class Rooted(Addresses, frozen=True):
    """Addresses from the root of the host, for the page that is served at any depth."""

    def relative(self, origin: str, url: str, anchor: str = "") -> str:
        return self.rooted(url)
