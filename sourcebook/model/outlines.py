"""Digest of an entry, by which a change that other pages can see is detected."""

from msgspec import msgpack

from sourcebook.model.digests import digest
from sourcebook.model.entry import Entry

_encode = msgpack.Encoder().encode


def outline_digest(entry: Entry) -> bytes:
    """Digest of an entry without its body, but with the body's marks; 16 bytes.

    Places are left out, so that moved text does not change it, and so is whether the body has digits.
    """
    refs = [(ref.kind, ref.targets, ref.label) for ref in entry.outline.refs]
    return digest(_encode((entry.path, entry.key, entry.head, entry.record, refs)))
