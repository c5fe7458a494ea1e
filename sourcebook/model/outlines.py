"""A digest of what other pages see of a page."""

from typing import Any

from msgspec import msgpack

from sourcebook.model.digests import digest
from sourcebook.model.marks import Ref
from sourcebook.model.record import Entry

_encode = msgpack.Encoder().encode


def outline_digest(entry: Entry) -> bytes:
    """Of all of an entry that other pages or rules over the whole can see: all but its text without marks."""
    outline = entry.outline
    marked = [[each if isinstance(each, str) else _bare(each) for each in pieces] for pieces in outline.marked]
    refs = [_bare(ref) for ref in outline.refs]
    return digest(_encode((entry.path, entry.key, entry.head, entry.record, refs, marked)))


def _bare(ref: Ref) -> tuple[Any, ...]:
    return ref.kind, ref.targets, ref.label
