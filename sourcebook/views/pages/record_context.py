"""Context of the record, which shows many pages on one."""

from collections.abc import Mapping
from dataclasses import replace

from msgspec import Struct, field

from sourcebook.model.dossier import Page
from sourcebook.model.names import ClaimKey, Key, page_url
from sourcebook.views.addresses import Addresses
from sourcebook.views.context import REFERENCES, PageContext
from sourcebook.views.pages.running import ProseView, Running, deeper

WHOLE = ("topics", "sources", "questions", "puzzles", "notes")
DEEPER = 2


class RecordAddresses(Addresses, frozen=True):
    """Writes addresses on the record: links to what it shows stay on it."""

    places: Mapping[str, str] = field(default_factory=dict)

    def relative(self, origin: str, url: str, anchor: str = "") -> str:
        place = self.places.get(f"{url}#{anchor}") or self.places.get(f"{url}#")
        return f"#{place}" if place else super().relative(origin, url, anchor)


class RecordContext(Struct, frozen=True):
    """Context and running text of the record."""

    context: PageContext
    running: Running

    @classmethod
    def at(cls, context: PageContext) -> "RecordContext":
        """RecordContext at the address of `context`; claims are numbered by document, in the order of their dates."""
        claims = (claim.key for _, source in context.dossier.whole().sources for claim in source.claims)
        numbers = {key: number for number, key in enumerate(claims, 1)}
        addresses = RecordAddresses(context.addresses.base, context.addresses.for_disk, _places(context, numbers))
        whole = replace(context, addresses=addresses, numbers=numbers, _links={}, _claims={})
        return cls(whole, Running(whole, None, dict(numbers)))

    def prose(self, page: Page) -> ProseView:
        """Text of a page with its headings two levels deeper, below those of its part and title."""
        return deeper(self.running.prose(page), DEEPER)


def anchor_of(key: Key) -> str:
    """Anchor of a page on the record."""
    return f"{key.folder}-{key.slug}"


def _places(context: PageContext, numbers: Mapping[ClaimKey, int]) -> dict[str, str]:
    dossier = context.dossier.whole().dossier
    pages = {f"{page_url(key)}#": anchor_of(key) for key in dossier.pages if key.folder in WHOLE}
    claims = {f"{page_url(key.page)}#{key.id}": f"n-{number}" for key, number in numbers.items()}
    references = {f"{REFERENCES}#r-{each.id}": f"r-{each.id}" for each in dossier.tables.references}
    return {**pages, **claims, **references}
