"""Short digests of bytes."""

import hashlib

BYTES = 16


def digest(*parts: bytes) -> bytes:
    """A short digest of some bytes (BLAKE2b, RFC 7693); different cuts of the same bytes differ."""
    state = hashlib.blake2b(digest_size=BYTES)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()
