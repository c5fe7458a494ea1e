"""Layout around pages: navigation, footer, assets; most pages share one."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from sourcebook.model.names import FOLDERS, MADE, Key
from sourcebook.model.tables import MenuEntry
from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.search import SearchBoxView

FOOTER = ("promises", "voices", "language", "limits", "method", "about", "corrections")
LICENCES = "/licences.txt"
LISTS = (
    "questions", "puzzles", "people", "places", "organisations", "events", "timeline", "map", "matrix", "notes",
    "references", "data", "record", "releases",
)  # fmt: skip
"""Lists and views of the whole record that the footer links unless the menu does."""
TOPS = frozenset((*FOOTER, *FOLDERS, *MADE, "assets"))
"""Top folders that layouts link to, besides those of the navigation."""

ELSEWHERE = "-"
"""Placeholder in an address for a name that no layout links to; no page has it."""


class NavView(Struct, frozen=True):
    """Entry of the navigation. `current`: whether the page is in its section."""

    title: str
    href: str
    current: bool


class LayoutView(Struct, frozen=True, eq=False):
    """Layout around a page, shared by all pages of the same depth and section.

    Addresses are relative to the page. `kind`: name of the template, and class of `<body>`; `assets`: addresses of the
    files in `assets/`; `crumbs`: links from home to the section of the page; `report`: where errors are reported, None
    without such a place; `policy`: content policy, None in the preview; `fonts`: those to preload, none in copies for
    disks; `scripts`: those to load, deferred; `reload`: whether the preview reloads the page;
    `logo`: picture beside the site's name.
    """

    kind: str
    site: str
    tagline: str
    lang: str
    home: str
    assets: Mapping[str, str]
    feed: str
    navigation: tuple[NavView, ...]
    footer: tuple[LinkView, ...]
    crumbs: tuple[LinkView, ...]
    report: str | None
    licence: LinkView
    policy: str | None
    noindex: bool
    reload: bool
    search: SearchBoxView
    fonts: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    favicon: str | None = None
    logo: str | None = None
    touch_icon: str | None = None


def layout_address(context: PageContext) -> str:
    """Address that stands for all pages with the layout of the page at `context`.

    A layout links only to the root and folders there, so only the depth and the top folder of a page matter.
    """
    if context.url == "/" or not context.url.endswith("/"):
        return context.url
    top, *below = context.url.strip("/").split("/")
    settings = context.dossier.settings()
    led_to = {*TOPS, *(entry.page for entry in (*settings.navigation, *(settings.footer or ())))}
    return "/".join(["", top if top in led_to else ELSEWHERE, *(ELSEWHERE for _ in below), ""])


def navigation(context: PageContext, section: str) -> Iterator[NavView]:
    """Entries of the menu in `site.toml`, without those of pages that the dossier lacks."""
    for name, link in _links(context, context.dossier.settings().navigation):
        yield NavView(link.title, link.href, name is not None and (name == section or context.url == f"/{name}/"))


def _links(context: PageContext, entries: Iterable[MenuEntry]) -> Iterator[tuple[str | None, LinkView]]:
    """Links of entries, each with the name of its page; those of pages that the dossier lacks are left out."""
    for entry in entries:
        if entry.page is None:
            yield None, LinkView(entry.label or "", entry.address or "")
            continue
        key = Key("pages", entry.page)
        for link in [context.link(key)] if context.dossier.exists(key) else context.made(entry.page):
            yield entry.page, LinkView(entry.label or link.title, link.href)


def footer(context: PageContext) -> tuple[LinkView, ...]:
    """Links in the footer, to pages that the dossier has; by default those that the menu lacks."""
    settings = context.dossier.settings()
    led_to = {entry.page for entry in settings.navigation}
    names = (name for name in (*FOOTER, *LISTS) if name not in led_to)
    entries = map(MenuEntry, names) if settings.footer is None else settings.footer
    return (
        *(link for _, link in _links(context, entries)),
        LinkView(context.t("nav.licences"), context.href(LICENCES)),
    )


def crumbs(context: PageContext, section: str) -> tuple[LinkView, ...]:
    """Breadcrumbs: links from home to the section of the page."""
    if context.url == "/":
        return ()
    home = LinkView(context.t("nav.home"), context.href("/"))
    if section in FOLDERS and section != "pages" and context.url != f"/{section}/":
        return home, LinkView(context.t(f"nav.{section}"), context.href(f"/{section}/"))
    return (home,)
