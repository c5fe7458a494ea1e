"""Frame of every page: layout, heading, metadata in its head."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.items import Item
from sourcebook.views.citing.cite import CiteView, cite_view, works_of
from sourcebook.views.citing.graph import graph_text
from sourcebook.views.citing.tags import PictureView, scholar_tags, share_tags
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import day_view
from sourcebook.views.history import history, version_link
from sourcebook.views.layout import LayoutView, crumbs, footer, layout_address, navigation
from sourcebook.views.page_data import data_address
from sourcebook.views.pages.search import ON_FIRST_USE, search_box

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
FULL_TEXT_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
FAVICON, TOUCH_ICON = "/favicon.ico", "/apple-touch-icon.png"
UNCITED = ("not-found", "stub", "search")
WITH_NOTES = (
    "home", "topic", "question", "source", "puzzle", "note", "event", "entity", "article",
    "differ", "promises", "voices", "language", "record",
)  # fmt: skip
"""Kinds of page with citations in their text."""

SCRIPTS_OF: Mapping[str, tuple[str, ...]] = {
    "search-page.js": ("search",),
    "timeline.js": ("timeline",),
    "stub.js": ("stub",),
    "cite.js": WITH_NOTES,
    "copy.js": ("source",),
    **dict.fromkeys(ON_FIRST_USE, ()),
}
"""Kinds of page that load a script; a script that is not listed is loaded by all."""


class FrameView(Struct, frozen=True):
    """Frame of a page: its layout, heading and metadata.

    `title`: for browsers; `heading`, `summary`: shown on top of the page; `description`: for search engines, None of
    documents, as Zotero takes it for their abstract;
    `canonical`: absolute address; `changed`: day of the last change; `corrected`: corrections of the page, by their
    days; `meta`: name and content of meta tags; `graph`: JSON-LD; `cite`: how to cite the page; `data`: what it shows,
    as JSON; `version`: the newest release, and whether it has the page as it is; `history`: releases that changed it.
    """

    layout: LayoutView
    title: str
    heading: str
    summary: str | None
    description: str | None
    canonical: str | None
    changed: DateView
    corrected: tuple[LinkView, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    graph: str | None = None
    cite: CiteView | None = None
    data: str | None = None
    version: LinkView | None = None
    history: tuple[LinkView, ...] = ()


class Shell(Struct, frozen=True):
    """Makes the frames of pages, from the assets and options of a build.

    `assets`: addresses by plain name; `report`: where errors are reported, instead of the dossier's address for that;
    `cards`: pictures by the address of their page; `icons`: whether there are bitmap icons.
    """

    assets: dict[str, str]
    report: str | None
    noindex: bool
    preview: bool
    cards: Mapping[str, PictureView] = {}
    icons: bool = False
    full_text: bool = False
    _known: dict[tuple[str, str, str], LayoutView] = {}

    def frame(
        self,
        context: PageContext,
        kind: str,
        section: str,
        changed: str,
        heading: str,
        summary: str | None,
        description: str | None = None,
    ) -> FrameView:
        """Make the frame of the page at `context`.

        `kind`: name of its template; `section`: its folder, or ""; `changed`: day of its last change, ISO 8601;
        `description`: by default the summary.
        """
        settings = context.dossier.settings()
        title = settings.title if context.url == "/" else heading
        told = (summary if description is None else description) or settings.tagline
        key = context.dossier.at(context.url)
        works = () if kind in UNCITED else works_of(context, title, changed)
        shared = share_tags(context, kind, title, told, section, self._picture(context, section))
        return FrameView(
            layout=self._layout(context, kind, section),
            title=title,
            heading=heading,
            summary=summary,
            description=None if works and works[0].kind == "document" else told,
            canonical=None if kind in ("not-found", "stub") else context.addresses.absolute(context.url),
            changed=day_view(changed, context.t),
            corrected=context.corrected(key) if key else (),
            meta=(*(scholar_tags(context, works[0]) if works else ()), *shared),
            graph=graph_text(context, title, changed, told) if works else None,
            cite=cite_view(context, works, kind) if works else None,
            data=data_address(context, kind) if works else None,
            version=version_link(context, changed) if works else None,
            history=history(context, key) if key else (),
        )

    def _picture(self, context: PageContext, section: str) -> PictureView | None:
        """Picture of a page, else of the list of its folder, else home's. Each is an item, noted as read."""
        for url in (context.url, f"/{section}/", "/"):
            context.dossier.note(Item("card", url))
            if url in self.cards:
                return self.cards[url]
        return None

    def _layout(self, context: PageContext, kind: str, section: str) -> LayoutView:
        """Layout of a page, shared by all pages with the same surroundings.

        It is an item of its own: what it is made from is not noted for the page that happens to need it first.
        """
        there = replace(context, url=layout_address(context), _links={}, _claims={})
        context.dossier.note(Item("layout", (there.url, kind, section)))
        return self.shared_layout(there, kind, section)

    def shared_layout(self, context: PageContext, kind: str, section: str) -> LayoutView:
        """Layout of all pages that share the layout of `context`; cached.

        What it reads is not recorded as a dependency.
        """
        name = (context.url, kind, section)
        if name not in self._known:
            with context.dossier.recording():
                self._known[name] = self.layout(context, kind, section)
        return self._known[name]

    def layout(self, context: PageContext, kind: str, section: str) -> LayoutView:
        """Make the layout of the page at `context`, without the cache."""
        settings = context.dossier.settings()
        look = settings.theme
        return LayoutView(
            kind=kind,
            site=settings.title,
            tagline=settings.tagline,
            lang=settings.language,
            home=context.href("/"),
            assets={name: context.href(url) for name, url in sorted(self.assets.items())},
            feed=context.href("/feed.xml"),
            navigation=tuple(navigation(context, section)),
            footer=footer(context),
            crumbs=crumbs(context, section),
            report=self.report or settings.report,
            licence=LinkView(settings.licence.name, settings.licence.url),
            policy=None if self.preview else self.policy if kind == "search" else POLICY,
            search=search_box(context, self.assets),
            noindex=self.noindex or kind in ("not-found", "stub"),
            reload=self.preview,
            fonts=self._fonts(context),
            scripts=self._scripts(context, kind),
            favicon=context.href(FAVICON) if self.icons else None,
            touch_icon=context.href(TOUCH_ICON) if self.icons else None,
            logo=context.href(self.assets[look.logo]) if look and look.logo else None,
        )

    @property
    def policy(self) -> str:
        """Widest Content-Security-Policy of any page: full-text search uses WebAssembly."""
        return FULL_TEXT_POLICY if self.full_text else POLICY

    def _fonts(self, context: PageContext) -> tuple[str, ...]:
        if context.addresses.for_disk:
            return ()
        look = context.dossier.settings().theme
        own = [font for font in (look.text_font, look.interface_font) if font] if look else []
        names = own if look and look.text_font else [*self.assets, *own]
        fonts = sorted({name for name in names if name.endswith(".woff2") and name in self.assets})
        return tuple(context.href(self.assets[name]) for name in fonts)

    def _scripts(self, context: PageContext, kind: str) -> tuple[str, ...]:
        names = (name for name in sorted(self.assets) if name.endswith(".js"))
        return tuple(context.href(self.assets[name]) for name in names if kind in SCRIPTS_OF.get(name, (kind,)))
