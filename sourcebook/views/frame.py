"""The shell that every page shares."""

from collections.abc import Iterable
from dataclasses import dataclass

from sourcebook.model.names import FOLDERS, Key
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.here import Here, day_view

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
FOOTER = ("promises", "voices", "language", "limits", "method", "about", "corrections")


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
    `fonts` are fetched early; empty in the copy for disks, where a browser refuses that.
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


@dataclass(frozen=True)
class Shell:
    """What frames are made of: this build's assets by their plain name, and how it publishes.

    `report`: where an error is reported, or None for the corrections page.
    """

    assets: dict[str, str]
    report: str | None
    noindex: bool
    preview: bool

    def frame(
        self, here: Here, kind: str, title: str, description: str, days: Iterable[str], section: str
    ) -> FrameView:
        """The frame of the page at `here`. `days`: when what it shows was changed; `section`: its folder, or ""."""
        settings = here.lookup.dossier.tables.settings
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
            changed=day_view(max(days, default=settings.published.isoformat()), here.words),
            report=self.report or settings.report or here.href("/corrections/"),
            licence=LinkView(settings.licence.name, settings.licence.url),
            policy=None if self.preview else POLICY,
            noindex=self.noindex or kind in ("not-found", "stub"),
            reload=self.preview,
            fonts=self._fonts(here),
        )

    def _fonts(self, here: Here) -> tuple[str, ...]:
        if here.addresses.for_disk:
            return ()
        return tuple(here.href(url) for name, url in sorted(self.assets.items()) if name.endswith(".woff2"))


def _nav(here: Here, name: str, section: str) -> NavView:
    page = here.lookup.dossier.pages.get(Key("pages", name))
    title = page.title if page else here.words(f"nav.{name}")
    return NavView(title, here.href(f"/{name}/"), name == section or here.url == f"/{name}/")


def _footer(here: Here) -> tuple[LinkView, ...]:
    pages = tuple(key for slug in FOOTER if (key := Key("pages", slug)) in here.lookup.dossier.pages)
    lists = tuple(LinkView(here.words(f"nav.{name}"), here.href(f"/{name}/")) for name in ("notes", "references"))
    return here.links(pages) + lists


def _crumbs(here: Here, section: str) -> tuple[LinkView, ...]:
    if here.url == "/":
        return ()
    home = LinkView(here.words("nav.home"), here.href("/"))
    if section in FOLDERS and section != "pages" and here.url != f"/{section}/":
        return home, LinkView(here.words(f"nav.{section}"), here.href(f"/{section}/"))
    return (home,)
