"""Bytes that somebody saved, as text, whatever they say of themselves."""

import codecs
import re
from typing import NamedTuple

MOST_BYTES = 8 << 20

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "mac-cyrillic")
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{3,}")
_FROM = 4096
_NAMES = {"utf-8-sig": "utf-8", "cp1251": "windows-1251", "cp1252": "windows-1252"}


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and the one it claims for itself where that is another."""

    text: str
    encoding: str
    claimed: str | None = None


def decode_saved(data: bytes) -> Decoded | None:
    """The text of a saved file; None where it is none. What reads as UTF-8 is UTF-8, whatever it claims."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, None)
    if b"\x00" in data:
        return None
    claimed = _claimed(data)
    for encoding in ("utf-8", *_guesses(data, claimed)):
        decoded = _strict(data, encoding, claimed)
        if decoded:
            return decoded
    return Decoded(data.decode("latin-1"), "latin-1", claimed)


def _strict(data: bytes, encoding: str, claimed: str | None) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    name = _NAMES.get(encoding, encoding)
    return Decoded(text, name, claimed if claimed and codecs.lookup(claimed).name != codecs.lookup(name).name else None)


def _claimed(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_FROM])
    try:
        return codecs.lookup(found[1].decode()).name if found else None
    except LookupError:
        return None


def _guesses(data: bytes, claimed: str | None) -> list[str]:
    """Western words have few letters beyond ASCII; words of them alone are Cyrillic ones."""
    words = [word for word in _WORDS.findall(data) if max(word) >= 0x80]
    foreign = sum(min(word) >= 0xA8 for word in words) * 2 > len(words)
    if foreign and claimed not in _CYRILLIC:
        return ["cp1251"]
    named = [claimed] if claimed and claimed not in ("utf-8", "ascii", "iso8859-1") else []
    return [*named, "cp1252"]
