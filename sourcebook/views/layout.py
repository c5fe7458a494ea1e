"""What surrounds the pages: the navigation, the foot, what a browser fetches. It is the same for most of them."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sourcebook.model.names import FOLDERS, MADE, Key
from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.search import SearchBoxView

FOOTER = ("promises", "voices", "language", "limits", "method", "about", "corrections")
LICENCES = "/licences.txt"
LISTS = ("matrix", "notes", "references", "data", "record")
TOPS = frozenset((*FOOTER, *FOLDERS, *MADE, "assets"))
"""Folders at the top that pages lead to from around their text, beside those of the navigation."""

ELSEWHERE = "-"
"""Stands for a name in an address that nothing around a page leads to; no page has it."""


class NavView(Struct, frozen=True):
    """An entry of the navigation; `current` where the page shown is in it."""

    title: str
    href: str
    current: bool


class LayoutView(Struct, frozen=True, eq=False):
    """What surrounds many pages alike: one value for all that it is the same for, so that it is filled in once.

    `policy` is None in the preview; addresses are relative to the page. `kind` is the template's name and a class of
    `<body>`; `crumbs` lead from home to the section of the page. `fonts` are fetched early; empty in the copy for
    disks, where a browser refuses that. `scripts`: what the page fetches, deferred. `report`: where an error is
    reported, None where the dossier has no place for that.
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
    touch_icon: str | None = None


def seen_from(context: PageContext) -> str:
    """An address from which what surrounds the page at `context` has the same relative addresses as from that page.

    It all lies at the top or in folders at the top: so it matters how deep a page lies, and in which of them.
    """
    if context.url == "/" or not context.url.endswith("/"):
        return context.url
    top, *below = context.url.strip("/").split("/")
    led_to = {*TOPS, *context.dossier.settings().navigation}
    return "/".join(["", top if top in led_to else ELSEWHERE, *(ELSEWHERE for _ in below), ""])


def navigation(context: PageContext, section: str) -> Iterator[NavView]:
    """Its entries: pages that somebody wrote, and those that the program makes for this record."""
    for name in context.dossier.settings().navigation:
        key = Key("pages", name)
        for link in [context.link(key)] if context.dossier.exists(key) else context.made(name):
            yield NavView(link.title, link.href, name == section or context.url == f"/{name}/")


def footer(context: PageContext) -> tuple[LinkView, ...]:
    """What every page leads to at its foot."""
    pages = tuple(key for slug in FOOTER if context.dossier.exists(key := Key("pages", slug)))
    return (
        *context.links(pages),
        *context.made(*LISTS),
        LinkView(context.t("nav.licences"), context.href(LICENCES)),
    )


def crumbs(context: PageContext, section: str) -> tuple[LinkView, ...]:
    """From home to the section of the page."""
    if context.url == "/":
        return ()
    home = LinkView(context.t("nav.home"), context.href("/"))
    if section in FOLDERS and section != "pages" and context.url != f"/{section}/":
        return home, LinkView(context.t(f"nav.{section}"), context.href(f"/{section}/"))
    return (home,)
