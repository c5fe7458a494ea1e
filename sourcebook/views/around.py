"""What surrounds the pages: the navigation, the foot, what a browser fetches. It is the same for most of them."""

from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.names import FOLDERS, MADE, Key
from sourcebook.views.common import LinkView
from sourcebook.views.here import Here
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


class AroundView(Struct, frozen=True, eq=False):
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
    style: str
    icon: str
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


def seen_from(here: Here) -> str:
    """An address from which what surrounds the page at `here` has the same relative addresses as from that page.

    It all lies at the top or in folders at the top: so it matters how deep a page lies, and in which of them.
    """
    if here.url == "/" or not here.url.endswith("/"):
        return here.url
    top, *below = here.url.strip("/").split("/")
    led_to = {*TOPS, *here.lookup.dossier.tables.settings.navigation}
    return "/".join(["", top if top in led_to else ELSEWHERE, *(ELSEWHERE for _ in below), ""])


def navigation(here: Here, section: str) -> Iterator[NavView]:
    """Its entries: pages that somebody wrote, and those that the program makes for this record."""
    for name in here.lookup.dossier.tables.settings.navigation:
        key = Key("pages", name)
        for link in [here.link(key)] if key in here.lookup.dossier.pages else here.made(name):
            yield NavView(link.title, link.href, name == section or here.url == f"/{name}/")


def footer(here: Here) -> tuple[LinkView, ...]:
    """What every page leads to at its foot."""
    pages = tuple(key for slug in FOOTER if (key := Key("pages", slug)) in here.lookup.dossier.pages)
    return (*here.links(pages), *here.made(*LISTS), LinkView(here.words("nav.licences"), here.href(LICENCES)))


def crumbs(here: Here, section: str) -> tuple[LinkView, ...]:
    """From home to the section of the page."""
    if here.url == "/":
        return ()
    home = LinkView(here.words("nav.home"), here.href("/"))
    if section in FOLDERS and section != "pages" and here.url != f"/{section}/":
        return home, LinkView(here.words(f"nav.{section}"), here.href(f"/{section}/"))
    return (home,)
