"""Context of the record page, which contains many other pages."""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from sourcebook.model.dossier import Page
from sourcebook.model.names import ClaimKey, Key, page_url
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
        return f"#{place}" if place else super().relative(origin, url, anchor)


class RecordContext(Struct, frozen=True):
    """Context of the record page, and the renderer of its texts."""

    context: PageContext
    renderer: ProseRenderer

    @classmethod
    def at(cls, context: PageContext) -> "RecordContext":
        """Make the context of the record page from that of its address.

        Claims are numbered by document, in the order of the documents' dates.
        """
        claims = (claim.key for _, source in context.dossier.whole().sources for claim in source.claims)
        numbered = context.numbering(claims)
        places = _places(context, numbered.numbers)
        addresses = RecordAddresses(context.addresses.base, context.addresses.for_disk, places)
        whole = replace(numbered, addresses=addresses, _links={})
        return cls(whole, ProseRenderer(whole, None))

    def prose(self, page: Page) -> ProseView:
        """Render the text of a page, with headings two levels lower than on its own page."""
        return lower_headings(self.renderer.prose(page), DEEPER)


def anchor_of(key: Key) -> str:
    """Anchor of a page on the record page, such as `topics-tides`."""
    return f"{key.folder}-{key.slug}"


def _places(context: PageContext, numbers: Mapping[ClaimKey, int]) -> dict[str, str]:
    dossier = context.dossier.whole().dossier
    pages = {"#".join(context.place_of(key)): anchor_of(key) for key in dossier.pages if key.folder in WHOLE}
    claims = {f"{page_url(key.page)}#{key.id}": f"n-{number}" for key, number in numbers.items()}
    references = {f"{REFERENCES}#r-{reference.id}": f"r-{reference.id}" for reference in dossier.tables.references}
    return {**pages, **claims, **references}
