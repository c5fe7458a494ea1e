"""Digests of items, by which a build detects what changed since the last one.

An item is one thing that a task can depend on; its digest covers the value that `Reader` returns for it.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from msgspec import msgpack

from sourcebook.model.digests import digest
from sourcebook.model.dossier import Page
from sourcebook.model.edges import target_page
from sourcebook.model.entry import outline_digest
from sourcebook.model.items import DOSSIER, OF_BODIES, Item
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import Key
from sourcebook.model.prose import Prose
from sourcebook.model.reader import Reader

ABSENT = b""
"""Digest of an item that does not exist."""

_encode = msgpack.Encoder().encode


class ItemDigests:
    """Digests of the items (units of dependency) of one dossier, computed on demand.

    `bodies`: digest of each body, which covers the place of its text in the file. `outlines`: results of
    `outline_digest`, as far as they are known. `previous`: digests of the last build, by item, used only if that of
    `DOSSIER` among them still holds; items of `extra`, and of the kinds OF_BODIES for the pages `changed` (None: for
    all), are computed anew even then. `extra`: functions that compute digests of items outside the dossier, by kind.
    """

    def __init__(
        self,
        lookup: Lookup,
        bodies: Mapping[Key, bytes],
        previous: Mapping[Any, bytes] | None = None,
        extra: Mapping[str, Callable[[Any], bytes]] | None = None,
        outlines: Mapping[Key, bytes] | None = None,
        changed: Collection[Key] | None = None,
    ) -> None:
        self._dossier, self._bodies, self._outlines = lookup.dossier, bodies, outlines or {}
        self._reader = _Unrecorded(lookup, _refuse_body)
        self._known: dict[Item, bytes] = {}
        self._of_kind: Mapping[str, Callable[[Any], bytes]] = {
            "body": lambda key: self._bodies.get(key, ABSENT),
            "claims": self._claims,
            "dossier": self._whole,
            "page": self._page,
            "places": lambda key: digest(_encode(list(self._pages[key].entry.places.items()))),
            "summary": self._summary,
            "title": self._title,
            **(extra or {}),
        }
        self._extra = (extra or {}).keys()
        self._changed = self._pages.keys() if changed is None else changed
        self._previous: Mapping[Any, bytes] = {}
        if previous and previous.get(DOSSIER) == self.of(DOSSIER):
            self._previous = previous

    def holds(self, kind: str, name: object) -> bool:
        """True if the item has the same digest as in the last build, without computing it."""
        return bool(self._previous) and kind not in self._extra and (kind not in OF_BODIES or name not in self._changed)

    def of(self, item: Item) -> bytes:
        """Digest of an item; ABSENT where it does not exist."""
        if item not in self._known:
            before = self._previous.get(item) if self.holds(*item) else None
            self._known[item] = self._made(item) if before is None else before
        return self._known[item]

    def register(self, item: Item, digest: bytes) -> None:
        """Set the digest of an item outside the dossier."""
        self._known[item] = digest

    def _made(self, item: Item) -> bytes:
        make = self._of_kind.get(item.kind)
        try:
            if make is not None:
                return make(item.name)
            method = getattr(self._reader, item.kind)
            answer = method() if item.name == "" else method(item.name)
        except KeyError:
            return ABSENT
        return digest(_encode(sorted(answer) if isinstance(answer, frozenset) else answer))

    @property
    def _pages(self) -> Mapping[Key, Page]:
        return self._dossier.pages

    def _outline(self, key: Key) -> bytes:
        return self._outlines.get(key) or outline_digest(self._pages[key].entry)

    def _page(self, key: Key) -> bytes:
        page = self._pages[key]
        return digest(self._outline(key), _encode((page.matter, list(page.marks.values()))))

    def _title(self, key: Key) -> bytes:
        return digest(_encode((self._reader.title(key), self._reader.second_name(key), self._reader.shown_on(key))))

    def _summary(self, key: Key) -> bytes:
        """Digest of the written summary, or of all that the first sentence depends on.

        No body is fetched.
        """
        page = self._pages[key]
        if page.entry.head.summary:
            return digest(_encode(page.entry.head.summary))
        leads = {target_page(target) for targets in page.marks.values() for target in targets}
        titles = (self._title(page_key) for page_key in sorted(leads & self._pages.keys()))
        return digest(self.of(Item("body", key)), self.of(Item("page", key)), *titles)

    def _claims(self, _: object) -> bytes:
        return digest(*(self.of(Item("claim", key)) for key in self._dossier.claims))

    def _whole(self, _: object) -> bytes:
        """Digest of the tables and all outlines, from which the linked dossier follows."""
        return digest(_encode(self._dossier.tables), *(self._outline(key) for key in self._pages))


def pruned(asked: Collection[Item]) -> tuple[Item, ...]:
    """Leave out items (dependencies) that `DOSSIER`, the whole dossier, covers.

    Without `DOSSIER` among them, all are returned.
    """
    if DOSSIER not in asked:
        return tuple(asked)
    kept = (item for item in asked if item.kind in OF_BODIES or not hasattr(Reader, item.kind))
    return (DOSSIER, *kept)


class _Unrecorded(Reader):
    """Reader that records no items."""

    def note(self, item: Item) -> None:
        pass


def _refuse_body(key: Key) -> Prose:
    raise AssertionError(f"no digest is made of the body of {key}")
