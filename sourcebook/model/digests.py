"""Digests (BLAKE2b) of byte strings, BYTES long."""

import hashlib

BYTES = 16


def digest(*parts: bytes) -> bytes:
    """BLAKE2b digest (RFC 7693) of a sequence of byte strings.

    The digest depends on how the bytes are divided into strings.
    """
    state = hashlib.blake2b(digest_size=BYTES)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()
