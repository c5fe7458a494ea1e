"""Decodes saved files to text by their declared encoding, else by a guess that is reported."""

import codecs
import importlib.util
import re
from contextlib import suppress

from msgspec import Struct

from sourcebook.model.problem import several

MOST_BYTES = 8 << 20
LOST = "□"
"""Mark of a byte that cannot be read. U+FFFD is refused in a dossier."""

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_OF_TEXT = re.compile(
    r"utf-?_?(?:8|16|32)|cp\d|iso8859|iso2022|koi8|kz1048|mac-|big5|gb|euc_|shift_jis|hz|johab|tis|ptcp"
)
_WIDER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs", "tis-620": "cp874",
}  # fmt: skip
"""Encodings that browsers read declared ones as (WHATWG Encoding Standard)."""
_DEFAULTS = ("iso8859-1", "cp1252", "ascii")
"""Encodings that programs declare without looking at the text."""
_LIKELY = (
    "cp1252 cp1251 cp1250 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r koi8_u cp866 big5hkscs gb18030 cp932 euc_jp cp949"
    " iso8859_2 iso8859_7 mac_cyrillic mac_roman"
).split()
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{3,}")
_HEAD_BYTES = 4096
_MOST_GUESSED = 1 << 16
_BROKEN, _FEW = 0.02, 4
_NAMES = re.compile(r"\A(?:cp(?=125|874)|utf-8-sig)")


class UnknownEncodingError(ValueError):
    """The encoding is not declared, and the library that guesses it is not installed."""


class Decoded(Struct, frozen=True):
    """A decoded text and its encoding. `open`: what the editor has to check about its letters."""

    text: str
    encoding: str
    open: tuple[str, ...] = ()


def decode_saved(data: bytes) -> Decoded | None:
    """Decode a saved file to text; None if it is binary.

    A byte-order mark decides, then UTF-8 if the bytes are valid, then the declared encoding if it decodes them. Else
    the encoding is guessed. Raises UnknownEncodingError.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding)
    if b"\x00" in data:
        return _without_mark(data)
    label = _DECLARED.search(data[:_HEAD_BYTES])
    declared = _codec(label[1].decode()) if label else None
    if decoded := _decode(data, "utf-8"):
        return _differing(decoded, declared) if not data.isascii() else decoded
    is_believed = declared not in (None, "utf-8", *_DEFAULTS) or (declared in _DEFAULTS and not _is_foreign(data))
    if is_believed and (decoded := _decode(data, _WIDER.get(str(declared), str(declared)))):
        return decoded
    return _broken(data) or _guess(data, label[1].decode() if label else None)


def _decode(data: bytes, encoding: str) -> Decoded | None:
    with suppress(UnicodeError):
        return Decoded(data.decode(encoding), _name(encoding))
    return None


def _name(encoding: str) -> str:
    return _NAMES.sub(lambda match: "utf-8" if match[0][0] == "u" else "windows-", encoding.replace("_", "-"))


def _codec(label: str) -> str | None:
    """Python's name of an encoding of text; None for an unknown label, and for one such as hex or base64."""
    with suppress(LookupError):
        name = codecs.lookup({"x-sjis": "cp932", "windows-31j": "cp932"}.get(label.lower(), label)).name
        return name if _OF_TEXT.match(name) else None
    return None


def _differing(decoded: Decoded, declared: str | None) -> Decoded:
    """Report a declared encoding that is not the one of the text."""
    if declared in (None, "utf-8"):
        return decoded
    name = _name(str(declared))
    return _to_check(decoded, f"The page declares the encoding {name} and was read as {decoded.encoding}")


def _to_check(decoded: Decoded, message: str) -> Decoded:
    return Decoded(decoded.text, decoded.encoding, (f"{message}: check its letters.",))


def _without_mark(data: bytes) -> Decoded | None:
    """Decode UTF-16 without a byte-order mark; None for other bytes with NUL."""
    head = data[:_HEAD_BYTES]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[offset::2].count(0), head[1 - offset :: 2].count(0)
        if not others and zeros * 2 > len(head) // 2 and (decoded := _decode(data, encoding)):
            return _to_check(decoded, f"The text was read as {encoding}, which is a guess")
    return None


def _is_foreign(data: bytes) -> bool:
    """True if most words with letters beyond ASCII have no others: such a text is not western."""
    words = [word for word in _WORDS.findall(data) if max(word) >= 0x80]
    return bool(words) and sum(min(word) >= 0xA0 for word in words) * 2 > len(words)


def _broken(data: bytes) -> Decoded | None:
    """Decode UTF-8 with a few bytes that are not valid, which become LOST."""
    text = data.decode("utf-8", "replace")
    beyond, lost = sum(letter > "\x7f" for letter in text), text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if lost > max(_FEW, beyond * _BROKEN) or beyond - lost < 2 * lost:
        return None
    start = text.index("\ufffd")
    near = " ".join(text[max(0, start - 30) : start + 30].split())
    message = f"The file is UTF-8 with {several(lost, 'byte')} that cannot be read, the first in “{near}”."
    return Decoded(text.replace("\ufffd", LOST), "utf-8", (message.replace("\ufffd", LOST),))


def _guess(data: bytes, label: str | None) -> Decoded:
    """Decode a text by the encoding that charset-normalizer takes for the likeliest."""
    if importlib.util.find_spec("charset_normalizer") is None:
        raise UnknownEncodingError
    import charset_normalizer

    sample = re.sub(rb"<[^>]*>", b" ", data)[:_MOST_GUESSED]
    best = charset_normalizer.from_bytes(sample, cp_isolation=_LIKELY).best()
    encoding = best.encoding if best else "cp1252"
    wider = _WIDER.get(encoding, encoding)
    decoded = _decode(data, wider) or Decoded(data.decode(wider, "replace"), _name(wider))
    declares = f"declares the encoding {label}, which does not fit it" if label else "declares no encoding"
    return _to_check(decoded, f"The text {declares}; it was read as {decoded.encoding}, which is a guess")
