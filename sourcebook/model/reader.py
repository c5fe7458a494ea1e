"""The dossier as whoever makes a part of the output reads it: each thing by a method, which notes what was asked for.

So it is known of each part what it was made from. Nothing is handed out through which more can be read than the item
says.
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
    """One dossier; `bodies` gives the body of a page."""

    def __init__(self, lookup: Lookup, bodies: Callable[[Key], Prose]) -> None:
        super().__init__(lookup)
        self._pages = lookup.dossier.pages
        self._bodies = bodies

    def page(self, key: Key) -> Page:
        """A page with all that it says of itself but its text."""
        self.note(Item("page", key))
        return self._pages[key]

    def title(self, key: Key) -> str:
        """The title of a page."""
        self.note(Item("title", key))
        return self._pages[key].title

    def second_name(self, key: Key) -> str | None:
        """The name beside its title that somebody or some place has."""
        self.note(Item("title", key))
        matter = self._pages[key].matter
        return matter.record.also if isinstance(matter, Entity) else None

    def titles(self, folder: str) -> tuple[tuple[Key, str], ...]:
        """The titles of all pages of a folder."""
        self.note(Item("titles", folder))
        return tuple((page.key, page.title) for page in self._lookup.dossier.of(folder))

    def matter(self, key: Key) -> Matter:
        """What a page holds beside its title, summary and text."""
        self.note(Item("matter", key))
        return self._pages[key].matter

    def body(self, key: Key) -> Prose:
        """The text of a page."""
        self.note(Item("body", key))
        return self._bodies(key)

    def digits(self, key: Key) -> bool:
        """Whether a digit stands in the text of a page."""
        self.note(Item("digits", key))
        return self._pages[key].entry.outline.digits

    def summary(self, key: Key) -> str:
        """A page's summary, or the first sentence of its prose."""
        self.note(Item("summary", key))
        page = self._pages[key]
        return page.entry.head.summary or spoken(self._bodies(key).opening, page, self._pages)

    def place(self, key: Key, *field: str | int) -> Place:
        """Where a field of a page's front matter stands."""
        self.note(Item("places", key))
        return self._pages[key].entry.place(*field)

    def head(self, key: Key) -> SourceHead:
        """A document without its claims."""
        self.note(Item("head", key))
        source = self._pages[key].matter
        assert isinstance(source, Source)
        return head_of(key, source)

    def sources(self) -> tuple[Key, ...]:
        """Documents by date."""
        self.note(Item("sources"))
        return tuple(page.key for page, _ in self._lookup.sources)

    def claim(self, key: ClaimKey) -> Claim:
        """One claim."""
        self.note(Item("claim", key))
        return self._lookup.dossier.claims[key]

    def claims(self) -> tuple[Claim, ...]:
        """All claims, by document and place in it."""
        self.note(Item("claims"))
        return tuple(self._lookup.dossier.claims.values())

    def exists(self, key: Key) -> bool:
        """Whether there is such a page."""
        self.note(Item("exists", key))
        return key in self._pages

    def at(self, url: str) -> Key | None:
        """The written page at an address below the root."""
        key = key_of(url)
        return key if key is not None and self.exists(key) else None

    def keys(self, folder: str = "") -> tuple[Key, ...]:
        """The pages of a folder, or with "" all, by name."""
        self.note(Item("keys", folder))
        return tuple(key for key in self._pages if folder in ("", key.folder))

    def made(self) -> frozenset[str]:
        """The pages without a file of their own, by their names at the top."""
        self.note(Item("made"))
        return self._lookup.made

    def newest(self, folder: str = "") -> str:
        """The newest day (ISO 8601) on which a page of a folder, or any, changed, or that of the first publication."""
        self.note(Item("newest", folder))
        pages = self._lookup.dossier.of(folder) if folder else self._pages.values()
        return newest_of(pages, self._lookup.dossier.tables.settings)

    def settings(self) -> Settings:
        """The dossier's settings."""
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
        """Whether a document's words hold a loaded term."""
        self.note(Item("terms"))
        return self._lookup.loaded.search(text.casefold()) is not None

    def corrections(self) -> tuple[tuple[Correction, Target], ...]:
        """The corrections, each with what it is about."""
        self.note(Item("corrections"))
        return self._lookup.dossier.corrections

    def outline(self) -> Outline | None:
        """The outline of land for the map."""
        self.note(Item("outline"))
        return self._lookup.dossier.tables.outline

    def whole(self) -> Lookup:
        """All but the bodies, for what is whole by nature."""
        self.note(DOSSIER)
        return self._lookup


def newest_of(pages: Iterable[Page], settings: Settings) -> str:
    """The newest day (ISO 8601) on which one of these pages changed; that of the first publication where none says."""
    days = (page.entry.head.changed or settings.published for page in pages)
    return max(days, default=settings.published).isoformat()
