"""Atom feed (RFC 4287) of substantive changes, and sitemap (sitemaps.org 0.9)."""

from msgspec import Struct

from sourcebook.model.edges import target_page
from sourcebook.model.names import page_url
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
    for correction, about, anchor in site.dossier.corrections():
        key, day = target_page(about), correction.date.isoformat()
        name = dossier.pages[key].title if key in dossier.pages else correction.about
        title, id_ = site.t("correction.feed", title=name), absolute("/corrections/", anchor)
        entries.append(FeedEntry(id_, title, absolute(page_url(key)), day, correction.why))
    return entries


def sitemap_input(site: Site) -> RenderInput:
    """Input for rendering the sitemap.

    It has all pages except the one for unknown addresses and those at former addresses.
    """
    pages = tuple((site.addresses.absolute(plan.url), plan.changed()) for plan in site.plans() if plan.listed)
    return RenderInput("/sitemap.xml", "sitemap.xml", None, SitemapView(pages), "exports/feeds.py")
