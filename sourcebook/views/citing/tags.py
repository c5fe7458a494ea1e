"""Meta tags of pages, for reference managers and for sharing.

Formats are Highwire Press, PRISM, Dublin Core, Zotero and Open Graph.
"""

from collections.abc import Iterator

from msgspec import Struct

from sourcebook.views.citing.cite import when_published
from sourcebook.views.citing.works import Work
from sourcebook.views.context import PageContext

TYPES = {
    "article": "newspaperArticle", "web page": "webpage", "report": "report", "book": "book", "law": "statute",
    "letter": "letter", "dataset": "dataset", "image": "artwork", "recording": "audioRecording", "film": "film",
    "interview": "interview", "post": "forumPost", "page": "webpage",
}  # fmt: skip
"""Item types of Zotero, by the kind of document."""
ARTICLES = ("topics", "questions", "sources", "puzzles", "notes")
NOT_SHARED = ("not-found", "stub")
TERRITORY = 2
"""Length of a territory in a language tag (BCP 47); scripts have four letters, numbered areas three digits."""


def scholar_tags(context: PageContext, work: Work) -> tuple[tuple[str, str], ...]:
    """Meta tags for reference managers, as name and content, for a page about a work.

    There is always a date, in words if need be: without one, Zotero takes the first `<time>` of the text. Only persons
    are authors, since Zotero splits every author into first and last name.
    """
    return tuple(_scholar_tags(context, work))


def _scholar_tags(context: PageContext, work: Work) -> Iterator[tuple[str, str]]:
    yield "z:itemType", TYPES[work.genre]
    yield "citation_title", work.title
    yield from (("citation_author", author.inverted) for author in work.authors if author.family)
    yield from _dates(context, work)
    yield "citation_public_url", work.url
    yield "citation_language", work.language
    if work.kind == "document":
        if work.container:
            yield "prism.publicationName", work.container
        if work.archived:
            yield "DC.coverage", work.archived
        return
    settings = context.dossier.settings()
    yield "DC.publisher", settings.title
    yield "DC.rights", settings.licence.url


def _dates(context: PageContext, work: Work) -> Iterator[tuple[str, str]]:
    """The date in ISO 8601 if the work states it, else in words, which say how it is known."""
    if not work.is_dated:
        yield "DC.date", when_published(work, "plain", context.t)
        return
    if work.date.precision != "month":
        yield "citation_publication_date", work.date.text
    yield "DC.date", work.date.text


class PictureView(Struct, frozen=True):
    """Picture that stands for a page where it is shared.

    `url`: from the root; `width`, `height`: in pixels; `alt`: its content in words.
    """

    url: str
    width: int
    height: int
    alt: str


def share_tags(
    context: PageContext, kind: str, title: str, description: str, section: str, picture: PictureView | None
) -> tuple[tuple[str, str], ...]:
    """Meta tags for sharing (Open Graph, cards of X), with absolute addresses.

    Returns () for pages that are not shared.
    """
    return () if kind in NOT_SHARED else tuple(_sharing_tags(context, title, description, section, picture))


def _sharing_tags(
    context: PageContext, title: str, description: str, section: str, picture: PictureView | None
) -> Iterator[tuple[str, str]]:
    written = section in ARTICLES and context.url != f"/{section}/"
    settings = context.dossier.settings()
    yield "og:title", title
    if written and section == "sources":  # Zotero would take these for abstract and outlet of the document
        yield "twitter:description", description
    else:
        yield "og:description", description
        yield "og:site_name", settings.title
    yield "og:type", "article" if written else "website"
    yield "og:url", context.addresses.absolute(context.url)
    yield "og:locale", _locale(context)
    if picture is None:
        yield "twitter:card", "summary"
        return
    yield "og:image", context.addresses.absolute(picture.url)
    yield "og:image:type", "image/png"
    yield "og:image:width", str(picture.width)
    yield "og:image:height", str(picture.height)
    yield "og:image:alt", picture.alt
    yield "twitter:card", "summary_large_image"
    yield "twitter:image:alt", picture.alt


def _locale(context: PageContext) -> str:
    """Language and territory; the territory is the dossier's, else that of the interface words."""
    language, *others = context.dossier.settings().language.split("-")
    territory = next((part.upper() for part in others if len(part) == TERRITORY), None)
    return f"{language}_{territory}" if territory else context.t("share.locale")
