"""Bodies of pages, apart from what other pages see of them: stored one by one, fetched when a task reads one."""

from collections.abc import Callable
from functools import cached_property

from msgspec import MsgspecError, Raw, Struct, msgpack

from sourcebook.model.blocks import Alignment
from sourcebook.model.marks import Ref
from sourcebook.model.names import Key
from sourcebook.model.prose import Heading, Prose

MOST_DECODED = 256
"""Bodies held decoded at a time; the others are fetched again."""


class BodyStore:
    """Bodies by page, fetched on demand."""

    def __init__(self, fetch: Callable[[Key], Prose]) -> None:
        self._fetch = fetch
        self._decoded: dict[Key, Prose] = {}

    def get(self, key: Key) -> Prose:
        """The body of a page of the dossier."""
        if key not in self._decoded:
            while len(self._decoded) >= MOST_DECODED:
                del self._decoded[next(iter(self._decoded))]
            self._decoded[key] = self._fetch(key)
        return self._decoded[key]


class _Body(Struct, array_like=True):
    parts: tuple[str | Ref, ...]
    headings: tuple[Heading, ...]
    opening: tuple[str | Ref, ...]
    alignment: Raw


_encode = msgpack.Encoder().encode
_decode_body = msgpack.Decoder(_Body).decode
_decode_alignment = msgpack.Decoder(Alignment).decode


def encode_body(prose: Prose) -> bytes:
    """A body as MessagePack."""
    return _encode(_Body(prose.parts, prose.headings, prose.opening, Raw(_encode(prose.alignment))))


def decode_body(data: bytes) -> Prose | None:
    """A body from MessagePack; None where the bytes are none."""
    try:
        return _EncodedProse(data)
    except (MsgspecError, UnicodeDecodeError):
        return None


class _EncodedProse(Prose):
    """A body whose blocks and sentences, which few tasks read, are decoded on first use."""

    def __init__(self, data: bytes) -> None:
        body = _decode_body(data)
        self.__dict__.update(parts=body.parts, headings=body.headings, opening=body.opening, encoded=body.alignment)

    @cached_property
    def alignment(self) -> Alignment:
        return _decode_alignment(self.__dict__["encoded"])
