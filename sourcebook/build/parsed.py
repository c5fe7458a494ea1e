"""Parsed files: how one file is parsed, and the form in which the cache holds the result."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import MsgspecError, Raw, Struct, msgpack

from sourcebook.build.bodies import encode_body
from sourcebook.model.digests import digest
from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.outlines import outline_digest
from sourcebook.model.problem import Place, Problem
from sourcebook.model.prose import Outline
from sourcebook.model.record import Entry, FieldPath, Head, Record
from sourcebook.stages.parse import ParsedPage, Table, parse


class StoredEntry(Struct, array_like=True, frozen=True):
    """A page without its body, as the cache holds it.

    Digests of its `file`, its `front` matter, its `body`, and of all that other pages see of it (`seen`). `places` are
    decoded when a problem asks for one.
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
        return Entry(self.path, self.key, self.head, self.record, self.outline, _Places(self.places))


class StoredTable(Struct, array_like=True, frozen=True):
    """A table of the dossier with the digest of its file."""

    file: bytes
    data: Raw


class Stored(Struct, array_like=True):
    """All files of a dossier that could be parsed, by path."""

    entries: dict[str, StoredEntry] = {}
    tables: dict[str, StoredTable] = {}


class ParsedFile(NamedTuple):
    """Result of parsing one file: an entry with its body, or a table, or neither; and what is wrong with it."""

    entry: StoredEntry | None
    body: bytes
    table: Table | None
    problems: list[Problem]


_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(Stored).decode
_decode_places = msgpack.Decoder(dict[tuple[str | int, ...], Place]).decode


def encode_stored(stored: Stored) -> bytes:
    """Parsed files as MessagePack."""
    return _encode(stored)


def decode_stored(data: bytes | None) -> Stored:
    """Parsed files from MessagePack; none where the bytes are none."""
    try:
        return Stored() if data is None else _decode(data)
    except (MsgspecError, UnicodeDecodeError):
        return Stored()


def parse_file(file: SourceFile, known: StoredEntry | None = None) -> ParsedFile:
    """Parse a file. `known` is an earlier version of it, whose front matter is taken over where it is the same."""
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
