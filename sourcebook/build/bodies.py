"""Store of page bodies, each encoded separately and fetched on demand."""

from functools import cached_property

from msgspec import MsgspecError, Raw, Struct, msgpack

from sourcebook.model.blocks import Alignment
from sourcebook.model.marks import Ref
from sourcebook.model.prose import Heading, Prose


class _Body(Struct, array_like=True):
    parts: tuple[str | Ref, ...]
    headings: tuple[Heading, ...]
    opening: tuple[str | Ref, ...]
    alignment: Raw


_encode = msgpack.Encoder().encode
_decode_body = msgpack.Decoder(_Body).decode
_decode_alignment = msgpack.Decoder(Alignment).decode


def encode_body(prose: Prose) -> bytes:
    """Encode a body as MessagePack."""
    return _encode(_Body(prose.parts, prose.headings, prose.opening, Raw(_encode(prose.alignment))))


def decode_body(data: bytes) -> Prose | None:
    """Decode a body from MessagePack. Returns None if `data` cannot be decoded."""
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
