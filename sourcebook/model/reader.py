"""Reader: access to the dossier that records each read as a dependency.

Each method returns one item, one thing that a task can depend on, and records it for the running task. No return value
gives access to more than its item. Methods that take a key raise KeyError where there is no such page or claim.
"""

from collections.abc import Callable, Iterable

from sourcebook.model.corrections import Corrected, anchored
from sourcebook.model.dossier import Claim, Entity, Matter, Page, Source
from sourcebook.model.items import DOSSIER, Item
from sourcebook.model.lookup import Lookup, SourceHead, head_of
from sourcebook.model.names import ClaimKey, Key, key_of
from sourcebook.model.problem import Place
from sourcebook.model.prose import Prose
from sourcebook.model.releases import Release
from sourcebook.model.rows import RowReader
from sourcebook.model.spoken import spoken
from sourcebook.model.tables import Correction, Outline, Reference, Settings, Term


class Reader(RowReader):
    """Access to one dossier that records what is read; `bodies` fetches a page's body.

    `gaps`: files with errors; no dependency, since there are none in a dossier that is built.
    """

    def __init__(self, lookup: Lookup, bodies: Callable[[Key], Prose]) -> None:
        super().__init__(lookup)
        self._pages = lookup.dossier.pages
        self._bodies = bodies
        self.gaps = lookup.dossier.gaps

    def page(self, key: Key) -> Page:
        """Page without its body: entry, linked data and targets of marks."""
        self.note(Item("page", key))
        return self._pages[key]

    def title(self, key: Key) -> str:
        """Title of a page."""
        self.note(Item("title", key))
        return self._pages[key].title

    def second_name(self, key: Key) -> str | None:
        """Second name of a person, place or organisation; None if it has none.

        Part of the item `title`.
        """
        self.note(Item("title", key))
        matter = self._pages[key].matter
        return matter.record.also if isinstance(matter, Entity) else None

    def shown_on(self, key: Key) -> Key | None:
        """Page that shows a question or puzzle in place of a page of its own; None if it has one.

        Part of the item `title`.
        """
        self.note(Item("title", key))
        return self._pages[key].shown_on

    def titles(self, folder: str) -> tuple[tuple[Key, str], ...]:
        """Keys and titles of all pages of a folder, sorted by slug."""
        self.note(Item("titles", folder))
        return tuple((page.key, page.title) for page in self._lookup.dossier.pages_in(folder))

    def matter(self, key: Key) -> Matter:
        """Linked data of a page: the fields of its kind, with names resolved to keys."""
        self.note(Item("matter", key))
        return self._pages[key].matter

    def body(self, key: Key) -> Prose:
        """Body of a page as HTML in pieces, with unresolved marks."""
        self.note(Item("body", key))
        return self._bodies(key)

    def digits(self, key: Key) -> bool:
        """True if the body of a page has a digit."""
        self.note(Item("digits", key))
        return self._pages[key].entry.outline.digits

    def summary(self, key: Key) -> str:
        """Summary of a page as plain text: as written, or the first sentence of its body."""
        self.note(Item("summary", key))
        page = self._pages[key]
        return page.entry.head.summary or spoken(self._bodies(key).opening, page, lambda of: self._pages[of].title)

    def place(self, key: Key, *field: str | int) -> Place:
        """Line and column of a field in the front matter of a page."""
        self.note(Item("places", key))
        return self._pages[key].entry.place(*field)

    def head(self, key: Key) -> SourceHead:
        """Metadata of a document (source page), without its claims."""
        self.note(Item("head", key))
        source = self._pages[key].matter
        assert isinstance(source, Source)
        return head_of(key, source)

    def sources(self) -> tuple[Key, ...]:
        """Keys of all documents, sorted by date."""
        self.note(Item("sources"))
        return tuple(page.key for page, _ in self._lookup.sources)

    def claim(self, key: ClaimKey) -> Claim:
        """Claim with this key."""
        self.note(Item("claim", key))
        return self._lookup.dossier.claims[key]

    def claims(self) -> tuple[Claim, ...]:
        """All claims, sorted by document and place in its file."""
        self.note(Item("claims"))
        return tuple(self._lookup.dossier.claims.values())

    def exists(self, key: Key) -> bool:
        """True if there is a page with this key."""
        self.note(Item("exists", key))
        return key in self._pages

    def at(self, url: str) -> Key | None:
        """Key of the page at an address below the root.

        None if there is no page, or a generated one.
        """
        key = key_of(url)
        return key if key is not None and self.exists(key) else None

    def keys(self, folder: str = "") -> tuple[Key, ...]:
        """Keys of all pages of a folder, sorted by slug; with "", of all folders."""
        self.note(Item("keys", folder))
        return tuple(key for key in self._pages if folder in ("", key.folder))

    def unlisted(self) -> frozenset[Key]:
        """Keys of the pages that lists leave out."""
        self.note(Item("unlisted"))
        return self._lookup.unlisted

    def made(self) -> frozenset[str]:
        """Names of the generated pages, such as `timeline` or `topics`."""
        self.note(Item("made"))
        return self._lookup.made

    def newest(self, folder: str = "") -> str:
        """Day (ISO 8601) of the last change of a page of a folder; with "", of any page."""
        self.note(Item("newest", folder))
        pages = self._lookup.dossier.pages_in(folder) if folder else self._pages.values()
        return newest_of(pages, self._lookup.dossier.tables.settings)

    def settings(self) -> Settings:
        """Settings of the dossier, from `site.toml`."""
        self.note(Item("settings"))
        return self._lookup.dossier.tables.settings

    def reference(self, name: str) -> Reference:
        """Reference with this id. Raises KeyError if there is none."""
        self.note(Item("reference", name))
        return self._lookup.references[name]

    def terms(self) -> tuple[Term, ...]:
        """Loaded terms (words that take sides) of the dossier."""
        self.note(Item("terms"))
        return self._lookup.dossier.tables.terms

    def is_loaded(self, text: str) -> bool:
        """True if a text contains a loaded term (a word that takes sides)."""
        self.note(Item("terms"))
        return self._lookup.loaded.search(text.casefold()) is not None

    def corrections(self) -> tuple[Corrected, ...]:
        """Corrections and withdrawals, each with the page or claim it is about and its anchor."""
        self.note(Item("corrections"))
        return anchored(self._lookup.dossier)

    def releases(self) -> tuple[Release, ...]:
        """All releases, oldest first, without what was withdrawn since."""
        self.note(Item("releases"))
        return self._lookup.releases

    def released(self, key: Key) -> tuple[str, ...]:
        """Versions of the releases that changed a page, newest first. Part of the item `releases`."""
        self.note(Item("releases"))
        return self._lookup.released.get(key, ())

    def withdrawn(self) -> tuple[tuple[Correction, Key | ClaimKey], ...]:
        """Withdrawals, each with the page or claim that is gone."""
        self.note(Item("withdrawn"))
        return tuple((row, row.gone) for row in self._lookup.dossier.tables.corrections if row.gone)

    def outline(self) -> Outline | None:
        """Outline of land for the map; None if the dossier has none."""
        self.note(Item("outline"))
        return self._lookup.dossier.tables.outline

    def whole(self) -> Lookup:
        """Derived tables of the whole dossier, for tasks that read all of it anyway.

        Bodies are not included.
        """
        self.note(DOSSIER)
        return self._lookup


def newest_of(pages: Iterable[Page], settings: Settings) -> str:
    """Day (ISO 8601) of the last change of some pages.

    A page without `changed` counts as unchanged since the site was first published, and so does an empty list.
    """
    days = (page.entry.head.changed or settings.published for page in pages)
    return max(days, default=settings.published).isoformat()
