"""From the bytes of a file to text that every later stage can trust."""

import re
import unicodedata

from sourcebook.model.problem import START, Place, Problem

MAX_BYTES = 256 * 1024
MAX_LIST_BYTES = 1024 * 1024
"""A list of addresses holds a short line for each page and claim, and is read line by line."""

# Controls, line separators, private use, non-characters, and what Unicode lists as Default_Ignorable_Code_Point.
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffd-\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_JOINERS = "\u200c\u200d"
_EMOJI_STYLE = "\ufe0f"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def decode(path: str, data: bytes) -> str | Problem:
    """Text of a UTF-8 file, with or without byte-order mark: line ends LF, Unicode form NFC.

    Refused: more than MAX_BYTES, or MAX_LIST_BYTES in a list (SIZE), other encodings, control, private-use and
    invisible characters (ENCODING). Zero-width joiners are kept inside words of the scripts that need them.
    """
    most = MAX_LIST_BYTES if path.endswith(".txt") else MAX_BYTES
    if len(data) > most:
        return Problem(path, START, "SIZE", f"the file has more than {most // 1024} KB", "split it")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(path, START, "ENCODING", "the file is UTF-16", "save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = place_in(error.object[: error.start].decode("utf-8-sig"), None)
        message = f"byte 0x{error.object[error.start]:02X} is not UTF-8"
        return Problem(path, place, "ENCODING", message, "save the file as UTF-8")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    found = find_refused(text)
    if found is None:
        return text
    offset, message = found
    return Problem(path, place_in(text, offset), "ENCODING", message, "delete it")


def find_refused(text: str) -> tuple[int, str] | None:
    """Offset of the first character that may not stand in a dossier, and what is wrong with it."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return None
    for match in _REFUSED.finditer(text):
        if not _is_needed(text, match.start()):
            return match.start(), _describe(match.group())
    return None


def place_in(text: str, offset: int | None) -> Place:
    """Line and column of an offset in a text with plain line ends; None is the end."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _is_needed(text: str, offset: int) -> bool:
    """Whether an invisible character has a use here: shaping a word, joining or styling an emoji."""
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if text[offset] == _EMOJI_STYLE:
        return bool(before) and unicodedata.category(before) in ("So", "Sm", "Po")
    return text[offset] in _JOINERS and _is_shaped(before) and _is_shaped(after)


def _is_shaped(character: str) -> bool:
    """A letter or mark of a script beyond Latin, Greek and Cyrillic, or a part of an emoji."""
    if not character or character < "\u0590":
        return False
    category = unicodedata.category(character)
    return category in ("Lo", "Lm", "Mn", "Mc", "So", "Sk")


def _describe(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if character == "\x00":
        return "the NUL character: this may not be a text file"
    if character == "\ufffd":
        return f"the replacement character {code}: letters were lost when this text was converted"
    kind = _kind(character)
    name = unicodedata.name(character, "")
    return f"{kind} {code} {name}".rstrip()


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if character in _BIDI:
        return "the invisible direction mark"
    if category == "Cc":
        return "the control character"
    if category == "Co":
        return "the private-use character"
    return "the invisible character"
