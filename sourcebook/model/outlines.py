"""Digest of an entry, by which a change that other pages can see is detected."""

from typing import Any

from msgspec import msgpack

from sourcebook.model.digests import digest
from sourcebook.model.entry import Entry
from sourcebook.model.marks import Ref

_encode = msgpack.Encoder().encode


def outline_digest(entry: Entry) -> bytes:
    """Digest of an entry without its body, but with the body's marks and the sentences that have one; 16 bytes.

    Places are left out, so that moved text does not change it, and so is whether the body has digits.
    """
    outline = entry.outline
    marked = [[piece if isinstance(piece, str) else _bare(piece) for piece in pieces] for pieces in outline.marked]
    refs = [_bare(ref) for ref in outline.refs]
    return digest(_encode((entry.path, entry.key, entry.head, entry.record, refs, marked)))


def _bare(ref: Ref) -> tuple[Any, ...]:
    return ref.kind, ref.targets, ref.label
