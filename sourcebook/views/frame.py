"""The shell that every page shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sourcebook.model.names import FOLDERS, Key
from sourcebook.views.citing.cite import CiteView, cite_view
from sourcebook.views.citing.graph import graph_text
from sourcebook.views.citing.scholar import scholar_tags
from sourcebook.views.citing.share import PictureView, share_tags
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.here import Here, day_view
from sourcebook.views.pages.search import ON_FIRST_USE, SearchBoxView, search_box

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
FULL_TEXT_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
FAVICON, TOUCH_ICON = "/favicon.ico", "/apple-touch-icon.png"
FOOTER = ("promises", "voices", "language", "limits", "method", "about", "corrections")
LICENCES = "/licences.txt"
LISTS = ("matrix", "notes", "references", "data", "record")
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


@dataclass(frozen=True)
class NavView:
    """An entry of the navigation; `current` where the page shown is in it."""

    title: str
    href: str
    current: bool


@dataclass(frozen=True)
class FrameView:
    """All that `base.html` needs. `policy` is None in the preview; `canonical` is absolute; the others page-relative.

    `kind` is the template's name and a class of `<body>`; `crumbs` lead from home to the section of this page.
    `fonts` are fetched early; empty in the copy for disks, where a browser refuses that. `meta`: name and content;
    names of Open Graph become properties. `graph`: JSON-LD. `scripts`: what the page fetches, deferred.
    """

    kind: str
    title: str
    site: str
    tagline: str
    description: str
    lang: str
    canonical: str | None
    home: str
    style: str
    icon: str
    feed: str
    navigation: tuple[NavView, ...]
    footer: tuple[LinkView, ...]
    crumbs: tuple[LinkView, ...]
    changed: DateView
    report: str
    licence: LinkView
    policy: str | None
    noindex: bool
    reload: bool
    fonts: tuple[str, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    graph: str | None = None
    scripts: tuple[str, ...] = ()
    favicon: str | None = None
    touch_icon: str | None = None
    cite: CiteView | None = None
    search: SearchBoxView | None = None


@dataclass(frozen=True)
class Shell:
    """What frames are made of: this build's assets by their plain name, and how it publishes.

    `report`: where an error is reported, or None for the corrections page. `cards`: pictures by the address of the
    page they stand for; `icons`: whether there are icons as bitmaps.
    """

    assets: dict[str, str]
    report: str | None
    noindex: bool
    preview: bool
    cards: Mapping[str, PictureView] = field(default_factory=dict)
    icons: bool = False
    full_text: bool = False

    def frame(self, here: Here, kind: str, title: str, description: str, changed: str, section: str) -> FrameView:
        """The frame of the page at `here`. `changed`: when what it shows was; `section`: its folder, or ""."""
        settings = here.lookup.dossier.tables.settings
        cited = None if kind in UNCITED else (here, title or settings.title, changed)
        shared = share_tags(here, kind, title, description, section, self.cards.get(here.url) or self.cards.get("/"))
        return FrameView(
            kind=kind,
            title=title or settings.title,
            site=settings.title,
            tagline=settings.tagline,
            description=description or settings.tagline,
            lang=settings.language,
            canonical=None if kind in ("not-found", "stub") else here.addresses.absolute(here.url),
            home=here.href("/"),
            style=here.href(self.assets["style.css"]),
            icon=here.href(self.assets["icon.svg"]),
            feed=here.href("/feed.xml"),
            navigation=tuple(_nav(here, name, section) for name in settings.navigation),
            footer=_footer(here),
            crumbs=_crumbs(here, section),
            changed=day_view(changed, here.words),
            report=self.report or settings.report or here.href("/corrections/"),
            licence=LinkView(settings.licence.name, settings.licence.url),
            policy=None if self.preview else self.policy if kind == "search" else POLICY,
            search=search_box(here, self.assets),
            noindex=self.noindex or kind in ("not-found", "stub"),
            reload=self.preview,
            fonts=self._fonts(here),
            scripts=self._scripts(here, kind),
            meta=(*(scholar_tags(*cited) if cited else ()), *shared),
            graph=graph_text(*cited, description or settings.tagline) if cited else None,
            cite=cite_view(*cited, kind) if cited else None,
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


def _nav(here: Here, name: str, section: str) -> NavView:
    page = here.lookup.dossier.pages.get(Key("pages", name))
    title = page.title if page else here.words(f"nav.{name}")
    return NavView(title, here.href(f"/{name}/"), name == section or here.url == f"/{name}/")


def _footer(here: Here) -> tuple[LinkView, ...]:
    pages = tuple(key for slug in FOOTER if (key := Key("pages", slug)) in here.lookup.dossier.pages)
    lists = tuple(LinkView(here.words(f"nav.{name}"), here.href(f"/{name}/")) for name in LISTS)
    return (*here.links(pages), *lists, LinkView(here.words("nav.licences"), here.href(LICENCES)))


def _crumbs(here: Here, section: str) -> tuple[LinkView, ...]:
    if here.url == "/":
        return ()
    home = LinkView(here.words("nav.home"), here.href("/"))
    if section in FOLDERS and section != "pages" and here.url != f"/{section}/":
        return home, LinkView(here.words(f"nav.{section}"), here.href(f"/{section}/"))
    return (home,)
