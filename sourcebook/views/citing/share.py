"""Meta tags for sharing: Open Graph (ogp.me) and cards of X."""

from collections.abc import Iterator

from msgspec import Struct

from sourcebook.views.context import PageContext

ARTICLES = ("topics", "questions", "sources", "puzzles", "notes")
NOT_SHARED = ("not-found", "stub")
TERRITORY = 2
"""Length of a territory in a language tag (BCP 47); scripts have four letters, numbered areas three digits."""


class PictureView(Struct, frozen=True):
    """Picture that stands for a page.

    `url`: from the root; `width`, `height`: in pixels; `alt`: its content in words.
    """

    url: str
    width: int
    height: int
    alt: str


def share_tags(
    context: PageContext, kind: str, title: str, description: str, section: str, picture: PictureView | None
) -> tuple[tuple[str, str], ...]:
    """Name and content of each tag, addresses absolute; none for pages that are not shared."""
    return () if kind in NOT_SHARED else tuple(_tags(context, title, description, section, picture))


def _tags(
    context: PageContext, title: str, description: str, section: str, picture: PictureView | None
) -> Iterator[tuple[str, str]]:
    written = section in ARTICLES and context.url != f"/{section}/"
    settings = context.dossier.settings()
    yield "og:title", title
    yield "og:description", description
    yield "og:type", "article" if written else "website"
    yield "og:url", context.addresses.absolute(context.url)
    yield "og:site_name", settings.title
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
