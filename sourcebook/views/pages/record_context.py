"""Contexts of the record page and of the book, which contain many other pages."""

from collections.abc import Collection, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from sourcebook.model.dossier import Page
from sourcebook.model.names import ClaimKey, Key, Target, page_url
from sourcebook.views.addresses import Addresses
from sourcebook.views.context import REFERENCES, PageContext
from sourcebook.views.pages.prose_view import ProseView
from sourcebook.views.pages.running import ProseRenderer, lower_headings

WHOLE = ("topics", "sources", "questions", "puzzles", "notes")
DEEPER = 2


class RecordAddresses(Addresses, frozen=True):
    """Formats addresses on the record page: links to what it contains stay on it."""

    places: Mapping[str, str] = field(default_factory=dict)

    def relative(self, origin: str, url: str, anchor: str = "") -> str:
        place = self.places.get(f"{url}#{anchor}") or self.places.get(f"{url}#")
        return f"#{place}" if place else self.away(origin, url, anchor)

    def away(self, origin: str, url: str, anchor: str) -> str:
        """Address of what the page does not contain."""
        return super().relative(origin, url, anchor)


class BookAddresses(RecordAddresses, frozen=True):
    """Formats addresses in a book: what it does not contain is on the site."""

    def away(self, origin: str, url: str, anchor: str) -> str:
        return self.absolute(url, anchor)


class RecordContext(Struct, frozen=True):
    """Context of the record page or a book, and the renderer of its texts.

    `shown`: pages and claims that it contains, None for all.
    """

    context: PageContext
    renderer: ProseRenderer
    shown: Collection[Target] | None = None

    @classmethod
    def at(
        cls,
        context: PageContext,
        addresses: type[RecordAddresses] = RecordAddresses,
        shown: Collection[Target] | None = None,
    ) -> "RecordContext":
        """Make the context of the record page from that of its address.

        Claims are numbered by document, in the order of the documents' dates, those that are not `shown` too.
        """
        claims = (claim.key for _, source in context.dossier.whole().sources for claim in source.claims)
        numbered = context.numbering(claims)
        places = _places(context, numbered.numbers, shown)
        within = addresses(context.addresses.base, context.addresses.for_disk, places)
        whole = replace(numbered, addresses=within, _links={})
        return cls(whole, ProseRenderer(whole, None), shown)

    def shows(self, target: Target) -> bool:
        """True if the page contains this page or claim."""
        return self.shown is None or target in self.shown

    def prose(self, page: Page) -> ProseView:
        """Render the text of a page, with headings two levels lower than on its own page."""
        return lower_headings(self.renderer.prose(page), DEEPER)


def anchor_of(key: Key) -> str:
    """Anchor of a page on the record page, such as `topics-tides`."""
    return f"{key.folder}-{key.slug}"


def _places(context: PageContext, numbers: Mapping[ClaimKey, int], shown: Collection[Target] | None) -> dict[str, str]:
    dossier = context.dossier.whole().dossier
    kept = [key for key in dossier.pages if key.folder in WHOLE and (shown is None or key in shown)]
    pages = {"#".join(context.place_of(key)): anchor_of(key) for key in kept}
    claims = {
        f"{page_url(key.page)}#{key.id}": f"n-{number}"
        for key, number in numbers.items()
        if shown is None or key in shown
    }
    references = {f"{REFERENCES}#r-{reference.id}": f"r-{reference.id}" for reference in dossier.tables.references}
    return {**pages, **claims, **references}
