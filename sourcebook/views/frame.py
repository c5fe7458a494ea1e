"""The shell that every page shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from sourcebook.model.names import CORRECTIONS, page_url
from sourcebook.views.around import AroundView, crumbs, footer, navigation, seen_from
from sourcebook.views.citing.cite import CiteView, cite_view, works_of
from sourcebook.views.citing.graph import graph_text
from sourcebook.views.citing.scholar import scholar_tags
from sourcebook.views.citing.share import PictureView, share_tags
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.here import Here, day_view
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
"""Kinds of page whose text may cite."""

SCRIPTS_OF: Mapping[str, tuple[str, ...]] = {
    "search-page.js": ("search",),
    "timeline.js": ("timeline",),
    "cite.js": WITH_NOTES,
    **dict.fromkeys(ON_FIRST_USE, ()),
}
"""Scripts for some pages only, and the kinds of page that fetch them; every other script is for every page."""


class FrameView(Struct, frozen=True):
    """All that `base.html` needs: what surrounds the page, and what is told of this page alone.

    `canonical` is absolute. `meta`: name and content; names of Open Graph become properties. `graph`: JSON-LD.
    """

    around: AroundView
    title: str
    description: str
    canonical: str | None
    changed: DateView
    meta: tuple[tuple[str, str], ...] = ()
    graph: str | None = None
    cite: CiteView | None = None


@dataclass(frozen=True)
class Shell:
    """What frames are made of: this build's assets by their plain name, and how it publishes.

    `report`: where an error is reported, instead of where the settings say. `cards`: pictures by the address of the
    page they stand for; `icons`: whether there are icons as bitmaps.
    """

    assets: dict[str, str]
    report: str | None
    noindex: bool
    preview: bool
    cards: Mapping[str, PictureView] = field(default_factory=dict)
    icons: bool = False
    full_text: bool = False
    _known: dict[tuple[str, str, str], AroundView] = field(default_factory=dict, repr=False, compare=False)

    def frame(self, here: Here, kind: str, title: str, description: str, changed: str, section: str) -> FrameView:
        """The frame of the page at `here`. `changed`: when what it shows was; `section`: its folder, or ""."""
        settings = here.lookup.dossier.tables.settings
        works = () if kind in UNCITED else works_of(here, title or settings.title, changed)
        told = description or settings.tagline
        shared = share_tags(here, kind, title, description, section, self.cards.get(here.url) or self.cards.get("/"))
        return FrameView(
            around=self._around(here, kind, section),
            title=title or settings.title,
            description=told,
            canonical=None if kind in ("not-found", "stub") else here.addresses.absolute(here.url),
            changed=day_view(changed, here.words),
            meta=(*(scholar_tags(here, works[0]) if works else ()), *shared),
            graph=graph_text(here, title or settings.title, changed, told) if works else None,
            cite=cite_view(here, works, kind) if works else None,
        )

    def _around(self, here: Here, kind: str, section: str) -> AroundView:
        """What surrounds a page; the same value for all pages that see the same around them."""
        alike = (seen_from(here), kind, section)
        if alike not in self._known:
            there = Here(here.lookup, here.words, here.addresses, alike[0])
            self._known[alike] = self.surrounding(there, kind, section)
        return self._known[alike]

    def surrounding(self, here: Here, kind: str, section: str) -> AroundView:
        """What surrounds the page at `here`, made for it alone."""
        settings = here.lookup.dossier.tables.settings
        corrected = CORRECTIONS in here.lookup.dossier.pages
        return AroundView(
            kind=kind,
            site=settings.title,
            tagline=settings.tagline,
            lang=settings.language,
            home=here.href("/"),
            style=here.href(self.assets["style.css"]),
            icon=here.href(self.assets["icon.svg"]),
            feed=here.href("/feed.xml"),
            navigation=tuple(navigation(here, section)),
            footer=footer(here),
            crumbs=crumbs(here, section),
            report=self.report or settings.report or (here.href(page_url(CORRECTIONS)) if corrected else None),
            licence=LinkView(settings.licence.name, settings.licence.url),
            policy=None if self.preview else self.policy if kind == "search" else POLICY,
            search=search_box(here, self.assets),
            noindex=self.noindex or kind in ("not-found", "stub"),
            reload=self.preview,
            fonts=self._fonts(here),
            scripts=self._scripts(here, kind),
            favicon=here.href(FAVICON) if self.icons else None,
            touch_icon=here.href(TOUCH_ICON) if self.icons else None,
        )

    @property
    def policy(self) -> str:
        """What the pages may do at most: full text search is compiled in the browser."""
        return FULL_TEXT_POLICY if self.full_text else POLICY

    def _fonts(self, here: Here) -> tuple[str, ...]:
        if here.addresses.for_disk:
            return ()
        return tuple(here.href(url) for name, url in sorted(self.assets.items()) if name.endswith(".woff2"))

    def _scripts(self, here: Here, kind: str) -> tuple[str, ...]:
        names = (name for name in sorted(self.assets) if name.endswith(".js"))
        return tuple(here.href(self.assets[name]) for name in names if kind in SCRIPTS_OF.get(name, (kind,)))
