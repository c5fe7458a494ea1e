"""Pages of the site: plans each page, and makes its template's input."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct, msgpack
from msgspec.structs import replace

from sourcebook.model.digests import digest
from sourcebook.model.dossier import Page, Question, Source
from sourcebook.model.names import FOLDERS, HOME, MADE, Key, former_key, page_url
from sourcebook.model.reader import Reader, newest_of
from sourcebook.model.tables import Correction
from sourcebook.views.addresses import Addresses
from sourcebook.views.common import WithdrawnView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import withdrawn_view
from sourcebook.views.frame import FrameView, Shell
from sourcebook.views.kinds import INDEXED, made, written
from sourcebook.views.page_data import page_data
from sourcebook.views.translations import Translations

NOT_FOUND = "/404.html"

_encode = msgpack.Encoder().encode


class StubView(Struct, frozen=True):
    """Page at a former address that leads to the present one, or at that of a page that was withdrawn.

    `href`: the present one, or home; `claims`: of a document, its claims by present and former
    ids, with their addresses; `withdrawn`: day and reason.
    """

    href: str
    claims: tuple[tuple[str, str], ...] = ()
    withdrawn: WithdrawnView | None = None


class RenderInput(Struct, frozen=True):
    """Input for rendering one file of the site through a template.

    `url`: from the root; `frame`: None for feeds and other files that are no pages; `origin`: the file of the dossier
    or of the program that it comes from; `data`: JSON beside the page.
    """

    url: str
    template: str
    frame: FrameView | None
    view: object
    origin: str
    data: bytes | None = None


class Plan(Struct, frozen=True):
    """A page that can be made: its address, and functions that make and date it.

    `changed`: returns the day of the last change of what it shows, ISO 8601; `listed`: whether the sitemap has it.
    """

    url: str
    make: Callable[[], RenderInput]
    changed: Callable[[], str]
    listed: bool = True


class Site(Struct, frozen=True):
    """Plans the pages of a dossier, and makes the input of their templates; renders nothing."""

    dossier: Reader
    t: Translations
    addresses: Addresses
    shell: Shell

    def inputs(self) -> Iterator[RenderInput]:
        """Inputs for rendering all pages."""
        return (plan.make() for plan in self.plans())

    def plans(self) -> Iterator[Plan]:
        """Plan all pages: those with a file, in the dossier's order, then generated ones."""
        yield from map(self._plan, self.dossier.keys(""))
        yield from self._others()

    def context(self, url: str) -> PageContext:
        """Context for making the page at an address."""
        addresses = Rooted(self.addresses.base) if url == NOT_FOUND else self.addresses
        return PageContext(self.dossier, self.t, addresses, url)

    def changed(self, key: Key) -> str:
        """Day (ISO 8601) of the last change of a page that has a file.

        It is the day of first publication if the page has not changed since.
        """
        return newest_of([self.dossier.page(key)], self.dossier.settings())

    def digests(self) -> Mapping[str, Callable[[Any], bytes]]:
        """Functions that compute digests of dependencies outside the dossier, by kind.

        These are layouts and cards.
        """
        return {"layout": self._digest_of_layout, "card": lambda url: digest(_encode(self.shell.cards.get(url)))}

    def _digest_of_layout(self, name: tuple[str, str, str]) -> bytes:
        url, kind, section = name
        return digest(_encode(self.shell.shared_layout(self.context(url), kind, section)))

    def _plan(self, key: Key) -> Plan:
        url, changed = page_url(key), partial(self.changed, key)
        if self.dossier.shown_on(key) is not None:
            return Plan(url, partial(self._stub, key, url), changed, listed=False)
        return Plan(url, partial(self._page, key), changed, key not in self.dossier.unlisted())

    def _others(self) -> Iterator[Plan]:
        """Plans of pages without a file."""
        names = self.dossier.made()
        for name in (*(folder for folder in INDEXED if folder in names), "a-z"):
            yield Plan(f"/{name}/", partial(self._made, name), partial(self._changed, name))
        for name in (name for name in MADE if name != "a-z" and name in names):
            yield Plan(f"/{name}/", partial(self._made, name), partial(self._changed, name))
        yield Plan(NOT_FOUND, self._not_found, self._first, listed=False)
        yield from self._stubs()

    def _changed(self, name: str) -> str:
        """Day of the last change of what a page without a file shows."""
        if name == "search":
            return self._first()
        return self.dossier.newest(name if name in FOLDERS else "")

    def _first(self) -> str:
        return self.dossier.settings().published.isoformat()

    def _page(self, key: Key) -> RenderInput:
        context, page = self.context(page_url(key)), self.dossier.page(key)
        kind, view = written(context, page)
        summary, described = self._summary(page), self.dossier.summary(key)
        frame = self.shell.frame(context, kind, key.folder, self.changed(key), page.title, summary, described)
        data = page_data(context, page, self.changed(key))
        return RenderInput(context.url, f"{kind}.html", frame, view, page.entry.path, data)

    def _summary(self, page: Page) -> str | None:
        """Summary below the heading of a page that has a file."""
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
                url = page_url(former_key(page.key, slug))
                yield Plan(url, partial(self._stub, page.key, url), partial(self.changed, page.key), listed=False)
        for correction, gone in self.dossier.withdrawn():
            if isinstance(gone, Key):
                make = partial(self._withdrawn, gone, correction)
                yield Plan(page_url(gone), make, correction.date.isoformat, listed=False)

    def _stub(self, key: Key, url: str) -> RenderInput:
        context, page = self.context(url), self.dossier.page(key)
        frame = self.shell.frame(context, "stub", key.folder, self.changed(key), page.title, None)
        place = context.place_of(key)
        canonical = self.addresses.absolute(*place)
        claims = page.matter.claims if isinstance(page.matter, Source) else ()
        anchors = [(name, claim.key.id) for claim in claims for name in (claim.key.id, *claim.record.formerly)]
        gone = (gone for _, gone in self.dossier.withdrawn() if not isinstance(gone, Key) and gone.page == key)
        anchors += ((claim.id, claim.id) for claim in gone)
        view = StubView(context.href(*place), tuple((name, context.href(page.url, anchor)) for name, anchor in anchors))
        data = page_data(context, page, self.changed(key)) if url == page.url else None
        return RenderInput(url, "stub.html", replace(frame, canonical=canonical), view, page.entry.path, data)

    def _withdrawn(self, key: Key, correction: Correction) -> RenderInput:
        context = self.context(page_url(key))
        day, heading = correction.date.isoformat(), self.t("stub.withdrawn")
        frame = self.shell.frame(context, "stub", key.folder, day, heading, None)
        view = StubView(context.href("/"), withdrawn=withdrawn_view(correction, self.t))
        return RenderInput(context.url, "stub.html", frame, view, "corrections.toml")

    def _not_found(self) -> RenderInput:
        context = self.context(NOT_FOUND)
        heading, summary = self.t("nav.not-found"), self.t("index.intro.not-found")
        frame = self.shell.frame(context, "not-found", "", self._first(), heading, summary, "")
        return RenderInput(NOT_FOUND, "not-found.html", frame, None, "views/site.py")


class Rooted(Addresses, frozen=True):
    """Formats addresses from the root of the host, for a page served at any depth."""

    def relative(self, origin: str, url: str, anchor: str = "") -> str:
        return self.rooted(url)
