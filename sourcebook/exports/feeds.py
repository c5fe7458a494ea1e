"""Atom feed (RFC 4287) of substantive changes, and sitemap (sitemaps.org 0.9)."""

from collections import Counter

from msgspec import Struct

from sourcebook.model.edges import target_page
from sourcebook.views.site import RenderInput, Site


class FeedEntry(Struct, frozen=True):
    """Entry of the feed.

    `id`: absolute address with the day as its fragment; `updated`: day, ISO 8601.
    """

    id: str
    title: str
    href: str
    updated: str
    summary: str


class FeedView(Struct, frozen=True):
    """Atom feed; all addresses are absolute.

    `updated`: day, ISO 8601; `rights`: name of the licence.
    """

    id: str
    title: str
    subtitle: str
    home: str
    self: str
    updated: str
    author: str
    rights: str
    entries: tuple[FeedEntry, ...]


class SitemapView(Struct, frozen=True):
    """Sitemap. `pages`: absolute address and day of the last change."""

    pages: tuple[tuple[str, str], ...]


def feed_input(site: Site) -> RenderInput:
    """Input for rendering the feed, newest entries first.

    Entries are corrections, changed pages and the first publication.
    """
    settings = site.dossier.settings()
    entries = sorted(_entries(site), key=lambda entry: (entry.updated, entry.id), reverse=True)
    view = FeedView(
        id=site.addresses.absolute("/"),
        title=settings.title,
        subtitle=settings.tagline,
        home=site.addresses.absolute("/"),
        self=site.addresses.absolute("/feed.xml"),
        updated=entries[0].updated,
        author=settings.title,
        rights=settings.licence.name,
        entries=tuple(entries),
    )
    return RenderInput("/feed.xml", "feed.xml", None, view, "exports/feeds.py")


def _entries(site: Site) -> list[FeedEntry]:
    dossier, settings = site.dossier.whole().dossier, site.dossier.settings()
    absolute = site.addresses.absolute
    day = settings.published.isoformat()
    entries = [FeedEntry(absolute("/", day), settings.title, absolute("/"), day, settings.tagline)]
    for page in (page for page in dossier.pages.values() if page.shown_on is None):
        changed = page.entry.head.changed
        if changed and changed > settings.published:
            day = changed.isoformat()
            entries.append(
                FeedEntry(absolute(page.url, day), page.title, absolute(page.url), day, site.dossier.summary(page.key))
            )
    anchors = Counter[str]()
    for correction, about in site.dossier.corrections():
        page = dossier.pages[target_page(about)]
        day = correction.date.isoformat()
        anchors[anchor := f"{day}-{page.key.slug}"] += 1
        title = site.t("correction.feed", title=page.title)
        entries.append(
            FeedEntry(
                absolute("/corrections/", _numbered(anchor, anchors[anchor])),
                title,
                absolute(page.url),
                day,
                correction.why,
            )
        )
    return entries


def _numbered(anchor: str, count: int) -> str:
    """Unique anchor where a page has several corrections of one day; the first has no number."""
    return f"{anchor}-{count}" if count > 1 else anchor


def sitemap_input(site: Site) -> RenderInput:
    """Input for rendering the sitemap.

    It has all pages except the one for unknown addresses and those at former addresses.
    """
    pages = tuple((site.addresses.absolute(plan.url), plan.changed()) for plan in site.plans() if plan.listed)
    return RenderInput("/sitemap.xml", "sitemap.xml", None, SitemapView(pages), "exports/feeds.py")
