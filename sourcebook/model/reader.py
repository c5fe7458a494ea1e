"""Reader: access to the dossier that records dependencies.

Each method returns one item and records that it was read, so that the dependencies of every task are known. No return
value gives access to more than its item.
"""

from collections.abc import Callable, Iterable

from sourcebook.model.dossier import Claim, Entity, Matter, Page, Source, spoken
from sourcebook.model.items import DOSSIER, Item
from sourcebook.model.lookup import Lookup, SourceHead, head_of
from sourcebook.model.names import ClaimKey, Key, Target, key_of
from sourcebook.model.problem import Place
from sourcebook.model.prose import Prose
from sourcebook.model.rows import RowReader
from sourcebook.model.tables import Correction, Outline, Reference, Settings, Term


class Reader(RowReader):
    """Recording access to one dossier; `bodies` fetches the body of a page."""

    def __init__(self, lookup: Lookup, bodies: Callable[[Key], Prose]) -> None:
        super().__init__(lookup)
        self._pages = lookup.dossier.pages
        self._bodies = bodies

    def page(self, key: Key) -> Page:
        """A page without its body."""
        self.note(Item("page", key))
        return self._pages[key]

    def title(self, key: Key) -> str:
        """Title of a page."""
        self.note(Item("title", key))
        return self._pages[key].title

    def second_name(self, key: Key) -> str | None:
        """Second name of a person, place or organisation, if it has one.

        Part of the item `title`.
        """
        self.note(Item("title", key))
        matter = self._pages[key].matter
        return matter.record.also if isinstance(matter, Entity) else None

    def titles(self, folder: str) -> tuple[tuple[Key, str], ...]:
        """Keys and titles of all pages of a folder."""
        self.note(Item("titles", folder))
        return tuple((page.key, page.title) for page in self._lookup.dossier.pages_in(folder))

    def matter(self, key: Key) -> Matter:
        """Linked data of a page.

        Its fields other than title and summary, with names resolved.
        """
        self.note(Item("matter", key))
        return self._pages[key].matter

    def body(self, key: Key) -> Prose:
        """Body of a page."""
        self.note(Item("body", key))
        return self._bodies(key)

    def digits(self, key: Key) -> bool:
        """True if the body of a page has a digit."""
        self.note(Item("digits", key))
        return self._pages[key].entry.outline.digits

    def summary(self, key: Key) -> str:
        """Summary of a page, or the first sentence of its body."""
        self.note(Item("summary", key))
        page = self._pages[key]
        return page.entry.head.summary or spoken(self._bodies(key).opening, page, self._pages)

    def place(self, key: Key, *field: str | int) -> Place:
        """Place of a field in the front matter of a page."""
        self.note(Item("places", key))
        return self._pages[key].entry.place(*field)

    def head(self, key: Key) -> SourceHead:
        """Metadata of a document, without its claims."""
        self.note(Item("head", key))
        source = self._pages[key].matter
        assert isinstance(source, Source)
        return head_of(key, source)

    def sources(self) -> tuple[Key, ...]:
        """Keys of all documents, sorted by date."""
        self.note(Item("sources"))
        return tuple(page.key for page, _ in self._lookup.sources)

    def claim(self, key: ClaimKey) -> Claim:
        """One claim."""
        self.note(Item("claim", key))
        return self._lookup.dossier.claims[key]

    def claims(self) -> tuple[Claim, ...]:
        """All claims, sorted by document and place in its file."""
        self.note(Item("claims"))
        return tuple(self._lookup.dossier.claims.values())

    def exists(self, key: Key) -> bool:
        """True if there is such a page."""
        self.note(Item("exists", key))
        return key in self._pages

    def at(self, url: str) -> Key | None:
        """Page at an address below the root; None if there is none or it is generated."""
        key = key_of(url)
        return key if key is not None and self.exists(key) else None

    def keys(self, folder: str = "") -> tuple[Key, ...]:
        """Keys of the pages of a folder, sorted; of all pages if it is ""."""
        self.note(Item("keys", folder))
        return tuple(key for key in self._pages if folder in ("", key.folder))

    def made(self) -> frozenset[str]:
        """Names of the generated pages."""
        self.note(Item("made"))
        return self._lookup.made

    def newest(self, folder: str = "") -> str:
        """Day (ISO 8601) of the last change in a folder, or in all folders if it is ""."""
        self.note(Item("newest", folder))
        pages = self._lookup.dossier.pages_in(folder) if folder else self._pages.values()
        return newest_of(pages, self._lookup.dossier.tables.settings)

    def settings(self) -> Settings:
        """Settings of the dossier."""
        self.note(Item("settings"))
        return self._lookup.dossier.tables.settings

    def reference(self, name: str) -> Reference:
        """A reference by its id."""
        self.note(Item("reference", name))
        return self._lookup.references[name]

    def terms(self) -> tuple[Term, ...]:
        """The loaded terms."""
        self.note(Item("terms"))
        return self._lookup.dossier.tables.terms

    def is_loaded(self, text: str) -> bool:
        """True if a text has a loaded term."""
        self.note(Item("terms"))
        return self._lookup.loaded.search(text.casefold()) is not None

    def corrections(self) -> tuple[tuple[Correction, Target], ...]:
        """Corrections, each with the page or claim it is about."""
        self.note(Item("corrections"))
        return self._lookup.dossier.corrections

    def outline(self) -> Outline | None:
        """Outline of land for the map, if there is one."""
        self.note(Item("outline"))
        return self._lookup.dossier.tables.outline

    def whole(self) -> Lookup:
        """The whole dossier without bodies, for tasks that read all of it anyway."""
        self.note(DOSSIER)
        return self._lookup


def newest_of(pages: Iterable[Page], settings: Settings) -> str:
    """Day (ISO 8601) of the last change of these pages.

    A page without `changed` counts as of first publication.
    """
    days = (page.entry.head.changed or settings.published for page in pages)
    return max(days, default=settings.published).isoformat()
