"""Parsed files: parse one file, and encode the result for the cache."""

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import MsgspecError, Raw, Struct, msgpack

from sourcebook.build.bodies import encode_body
from sourcebook.model.digests import digest
from sourcebook.model.entry import Entry, FieldPath, Head, outline_digest
from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.problem import Place, Problem
from sourcebook.model.prose import Outline
from sourcebook.model.record import Record
from sourcebook.model.tables import TABLE_TYPES, Licence, Settings, Tables
from sourcebook.stages.parse import ParsedPage, Table, parse

SETTINGS = "site.toml"


class StoredEntry(Struct, array_like=True, frozen=True):
    """A parsed page without its body, as stored in the cache.

    `file`, `front`, `body`, `seen`: digests of the file, its front matter, its body, and all that other pages can see
    of it. `places`: encoded; decoded when a problem asks for one.
    """

    path: str
    file: bytes
    front: bytes
    body: bytes
    seen: bytes
    key: Key
    head: Head
    record: Record
    outline: Outline
    places: Raw

    def entry(self) -> Entry:
        """Convert to an entry of the model."""
        return Entry(self.path, self.key, self.head, self.record, self.outline, _Places(self.places))


class StoredTable(Struct, array_like=True, frozen=True):
    """A parsed table of the dossier. `file`: digest of its file; `data`: MessagePack."""

    file: bytes
    data: Raw


class Stored(Struct, array_like=True):
    """Parsed files of a dossier, by path: pages (`entries`) and `tables`."""

    entries: dict[str, StoredEntry] = {}
    tables: dict[str, StoredTable] = {}


class ParsedFile(NamedTuple):
    """Result of parsing a file: a page (entry and encoded body), a table, or neither.

    `problems`: what is wrong with the file; an entry beside them has what could be read of the page.
    """

    entry: StoredEntry | None
    body: bytes
    table: Table | None
    problems: list[Problem]


_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(Stored).decode
_decode_places = msgpack.Decoder(dict[tuple[str | int, ...], Place]).decode


def encode_stored(stored: Stored) -> bytes:
    """Encode parsed files as MessagePack."""
    return _encode(stored)


def decode_stored(data: bytes | None) -> Stored:
    """Decode parsed files from MessagePack; empty if None or not decodable."""
    try:
        return Stored() if data is None else _decode(data)
    except (MsgspecError, UnicodeDecodeError):
        return Stored()


def parse_file(file: SourceFile, known: StoredEntry | None = None) -> ParsedFile:
    """Parse a file of the dossier.

    `known`: result for an earlier version, whose front matter is reused if its text is unchanged.
    """
    front = b""

    def recall(text: str) -> Entry | None:
        nonlocal front
        front = digest(text.encode())
        return known.entry() if known is not None and known.front == front else None

    what, problems = parse(file, recall)
    if not isinstance(what, ParsedPage):
        return ParsedFile(None, b"", what, problems)
    entry, body = what.entry, encode_body(what.body)
    places = known.places if known is not None and known.front == front else Raw(_encode(dict(entry.places)))
    digests = file.digest, front, digest(body), outline_digest(entry)
    stored = StoredEntry(entry.path, *digests, entry.key, entry.head, entry.record, entry.outline, places)
    return ParsedFile(stored, body, None, problems)


def tables_of(stored: Mapping[str, StoredTable], settings: bytes) -> Tables:
    """Tables of a dossier; `settings`: text of site.toml, in case that it could not be parsed."""
    found: dict[str, Any] = {path: msgpack.decode(table.data, type=TABLE_TYPES[path]) for path, table in stored.items()}
    references, terms, corrections, published, releases = (
        found.get(name, ())
        for name in ("references.toml", "terms.toml", "corrections.toml", "published.csv", "releases.toml")
    )
    return Tables(
        found.get(SETTINGS) or _stand_in(settings),
        references,
        terms,
        corrections,
        published,
        found.get("map/outline.toml"),
        releases,
    )


def _stand_in(settings: bytes) -> Settings:
    """Settings in place of those that could not be parsed, with the language, by which rules read figures."""
    language = re.search(rb"""^language *= *["']([A-Za-z-]+)""", settings, re.MULTILINE)
    tag = language[1].decode() if language else "en"
    return Settings("", "", tag, "https://example.org", datetime.date.min, Licence("", ""), ())


class _Places(Mapping[FieldPath, Place]):
    """Places of fields, decoded on first use."""

    def __init__(self, encoded: Raw) -> None:
        self._encoded = encoded
        self._decoded: dict[FieldPath, Place] | None = None

    def _places(self) -> dict[FieldPath, Place]:
        if self._decoded is None:
            self._decoded = _decode_places(self._encoded)
        return self._decoded

    def __getitem__(self, field: FieldPath) -> Place:
        return self._places()[field]

    def __iter__(self) -> Iterator[FieldPath]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())
