"""Decodes saved files to text, detecting their encoding."""

import codecs
import re
from contextlib import suppress
from typing import NamedTuple

MOST_BYTES = 8 << 20

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "mac-cyrillic")
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{3,}")
_HEAD_BYTES = 4096
_NAMES = {"utf-8-sig": "utf-8", "cp1251": "windows-1251", "cp1252": "windows-1252"}


class Decoded(NamedTuple):
    """A decoded text and its encoding.

    `declared`: the encoding that the text declares, if it is another.
    """

    text: str
    encoding: str
    declared: str | None = None


def decode_saved(data: bytes) -> Decoded | None:
    """Decode a saved file to text; None if it is binary.

    Valid UTF-8 is read as such, whatever the file declares.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, None)
    if b"\x00" in data:
        return None
    declared = _declared(data)
    for encoding in ("utf-8", *_guesses(data, declared), "latin-1"):
        if decoded := _decode(data, encoding, declared):
            return decoded
    return None


def _decode(data: bytes, encoding: str, declared: str | None) -> Decoded | None:
    with suppress(UnicodeError, LookupError):  # a page may declare what is no encoding of text, such as base64
        text, name = data.decode(encoding), _NAMES.get(encoding, encoding)
        differs = declared and codecs.lookup(declared).name != codecs.lookup(name).name
        return Decoded(text, name, declared if differs else None)
    return None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD_BYTES])
    with suppress(LookupError):
        return codecs.lookup(match[1].decode()).name if match else None
    return None


def _guesses(data: bytes, declared: str | None) -> list[str]:
    """Encodings to try, by the share of letters beyond ASCII in words.

    Few such letters in a word are western, words of such letters alone are Cyrillic.
    """
    words = [word for word in _WORDS.findall(data) if max(word) >= 0x80]
    is_cyrillic = sum(min(word) >= 0xA8 for word in words) * 2 > len(words)
    if is_cyrillic and declared not in _CYRILLIC:
        return ["cp1251"]
    return [declared, "cp1252"] if declared and declared not in ("utf-8", "ascii", "iso8859-1") else ["cp1252"]
