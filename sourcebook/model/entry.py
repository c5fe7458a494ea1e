"""Entries: parsed pages without their bodies."""

import datetime
from collections.abc import Mapping

from msgspec import Struct, msgpack

from sourcebook.model.digests import digest
from sourcebook.model.names import Key
from sourcebook.model.problem import START, Place
from sourcebook.model.prose import Outline
from sourcebook.model.record import Record
from sourcebook.model.source_record import Reviewed


class Head(Struct, frozen=True):
    """Fields that pages of every kind have.

    `formerly`: earlier slugs of the page, with their folder if it differs; `unlisted`: whether lists, sitemap and
    search leave it out.
    """

    title: str
    summary: str | None
    changed: datetime.date | None
    formerly: tuple[str, ...]
    draft: bool
    unlisted: bool = False
    reviewed: Reviewed | None = None


FieldPath = tuple[str | int, ...]


def nearest(field: FieldPath, places: Mapping[FieldPath, Place]) -> Place:
    """Place of a field, else of the nearest enclosing field that has one, else START."""
    while field and field not in places:
        field = field[:-1]
    return places.get(field, START)


class Entry(Struct, frozen=True):
    """Parsed page without its body.

    `places` maps fields of the front matter to their places in the file.
    """

    path: str
    key: Key
    head: Head
    record: Record
    outline: Outline
    places: Mapping[FieldPath, Place]

    def place(self, *field: str | int) -> Place:
        """Place of a field, else of the nearest enclosing field that has one."""
        return nearest(field, self.places)


_encode = msgpack.Encoder().encode


def outline_digest(entry: Entry) -> bytes:
    """Digest of an entry without its body, but with the body's marks; 16 bytes.

    Places are left out, so that moved text does not change it, and so is whether the body has digits.
    """
    refs = [(ref.kind, ref.targets, ref.label) for ref in entry.outline.refs]
    return digest(_encode((entry.path, entry.key, entry.head, entry.record, refs)))
