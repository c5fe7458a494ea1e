"""Decodes the bytes of a file to normalised text without forbidden characters."""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from sourcebook.model.characters import MOST_LETTERS, find_long_word, find_refused, visible
from sourcebook.model.problem import START, Place, Problem

MAX_BYTES = 256 * 1024
MAX_LIST_BYTES = 1024 * 1024
"""Limit for a list of addresses, which has a short line for each page and claim."""
_BESIDE = 12


def decode(path: str, data: bytes) -> str | Problem:
    """Decode a UTF-8 file to text with LF line ends and in Unicode form NFC.

    Returns a problem for more than MAX_BYTES, or MAX_LIST_BYTES for a list, and for a word of more than MOST_LETTERS
    (SIZE); for other encodings, and for control, private-use and invisible characters (ENCODING). A byte-order mark is
    dropped. Zero-width joiners are kept in scripts that need them.
    """
    most = MAX_LIST_BYTES if path.endswith(".csv") else MAX_BYTES
    if len(data) > most:
        return Problem(path, START, "SIZE", f"the file has more than {most // 1024} KB", "split it")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Problem(path, START, "ENCODING", "the file is UTF-16", "save it as UTF-8")
    if _is_wide(data[:64]):
        return Problem(path, START, "ENCODING", "the file is UTF-16 or UTF-32", "save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = place_in(error.object[: error.start].decode("utf-8-sig"), None)
        message = f"byte 0x{error.object[error.start]:02X} is not UTF-8"
        return Problem(path, place, "ENCODING", message, "save the file as UTF-8")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    refused = find_refused(text)
    if refused is None and (long := find_long_word(text)) is not None:
        message = f"this word has over {MOST_LETTERS} letters"
        return Problem(path, place_in(text, long), "SIZE", message, "write spaces between its parts")
    if refused is None:
        return text
    offset, message = refused
    return Problem(path, place_in(text, offset), "ENCODING", message, _cure(text, offset))


def _cure(text: str, offset: int) -> str:
    """How to delete a character that an editor may not see: by the letters beside it."""
    before, after = visible(text[max(0, offset - _BESIDE) : offset]), visible(text[offset + 1 : offset + 1 + _BESIDE])
    last, first = before.rpartition("\n")[2].strip(), after.partition("\n")[0].strip()
    if unicodedata.category(text[offset]) == "Cc" or not last + first:
        return "delete it"
    where = f"between '{last}' and '{first}'" if last and first else f"behind '{last}'" if last else f"before '{first}'"
    is_ignored = unicodedata.category(text[offset]) == "Cf"
    return f"delete it, {where}" + ("; documents that have it are compared without it" if is_ignored else "")


def _is_wide(start: bytes) -> bool:
    """True if nearly every second byte is NUL, as in UTF-16 and UTF-32 of letters without a byte-order mark."""
    return len(start) >= 4 and len(start) * 0.4 <= start.count(0) < len(start)


def place_in(text: str, offset: int | None) -> Place:
    """Line and column of an offset in a text with any line ends; None is its end."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


_HINT = "keep one version, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
_SIGNS = ("<<<<<<<", ">>>>>>>", "|||||||")
_MARKER = re.compile(r"^(?:(?P<opens><{7})|(?P<closes>>{7})|(?P<base>\|{7}(?= [^|\n]+$)))(?: [^\n]*)?$", re.MULTILINE)
_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n`]*\n(?:[^\n]*\n){0,200}? {0,3}\1[`~]*[ \t]*$", re.MULTILINE)


def conflicts(path: str, text: str) -> list[Problem]:
    """Find merge conflicts in a decoded file. Returns a problem for each.

    It is placed at the first marker. A conflict that lost some of its markers counts too, but `=======` alone is a
    heading. Markers in fenced code are text.
    """
    if not any(sign in text for sign in _SIGNS):
        return []
    shown = _FENCED.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text) if path.endswith(".md") else text
    lines = (shown.count("\n", 0, offset) + 1 for offset in _offsets(shown))
    return [Problem(path, Place(line), "CONFLICT", "a merge conflict is left here", _HINT) for line in lines]


def _offsets(text: str) -> Iterator[int]:
    """Offsets of conflicts: of their first marker that is left."""
    within = False
    for marker in _MARKER.finditer(text):
        if marker["opens"] or not within:
            yield marker.start()
        within = not marker["closes"]
