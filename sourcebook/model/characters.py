"""Filter of forbidden characters: invisible, control and private-use ones.

It is applied to the text of files and to what escapes and character references in them stand for.
"""

import re
import unicodedata
from html import unescape

# Controls, line separators, private use, non-characters, and Default_Ignorable_Code_Point of Unicode.
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffd-\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_PLAIN = bytes((9, 10, 13, *range(32, 127)))
_PLACEHOLDERS = b"klzzwxh", b"wzxhzdk"
_JOINERS = "\u200c\u200d"
_VARIANTS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_KEYCAP = "\u20e3"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+)|[A-Za-z][A-Za-z0-9]*);?")
"""HTML character reference, numeric or named, with or without its semicolon."""
_FORMULA = re.compile('(?:^|(?<=[,;\t\r\n]))(?=(?:[^\\S\t\r\n]|")*[=+\\-@＝＋－＠\t\r])')
_DISARMED = re.compile(_FORMULA.pattern.replace("(?=(?:", "'(?=(?:", 1))
_WORD, _WORD_END = re.compile(r"[\w.+-]+"), re.compile(r"[^\w.+-]+")
MOST_LETTERS = 500
"""Maximum of letters in a word: patterns of figures and names take time that is quadratic in it."""
_MOST_DIGITS = 7
_LOST = "\ufffd"


def find_refused(text: str) -> tuple[int, str] | None:
    """Find the first forbidden character of a text.

    Returns its offset and a description for a message; None if there is none.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return None
    for match in _REFUSED.finditer(text):
        if not _is_needed(text, match.start()):
            return match.start(), _describe(match.group())
    return None


def visible(text: str) -> str:
    """Drop invisible characters from a text that may have any, such as a document; line ends are kept."""
    return text if text.isascii() else _REFUSED.sub(lambda match: match[0] if match[0].isspace() else "", text)


def find_unjoined(text: str) -> tuple[int, str] | None:
    """Find the first character that NFC would change, such as an accent behind its letter, as `find_refused` does."""
    if unicodedata.is_normalized("NFC", text):
        return None
    changed = unicodedata.normalize("NFC", text)
    offset = next((n for n, (old, new) in enumerate(zip(text, changed, strict=False)) if old != new), len(changed))
    offset += offset + 1 < len(text) and unicodedata.combining(text[offset + 1]) > 0
    character = text[min(offset, len(text) - 1)]
    return text.index(character), f"a mark or form that joins others, U+{ord(character):04X}: write the letter itself"


def faults_of_output(data: bytes) -> str:
    """Describe what no text of the output may have; "" if it has nothing of it.

    That is a control or private-use character, a placeholder of the Markdown library, and text that is not in NFC.
    """
    if any(placeholder in data for placeholder in _PLACEHOLDERS):
        return "a placeholder of the Markdown library"
    if data.isascii():
        return "a control character" if data.translate(None, _PLAIN) else ""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return "bytes that are not UTF-8"
    refused = find_refused(text) or find_unjoined(text)
    return "" if refused is None else refused[1].partition(":")[0]


def decode_reference(reference: str) -> str:
    """Decode one HTML character reference (`&amp;`, `&#233;`).

    Returns the reference itself where HTML has no such name, and U+FFFD where Unicode has no such character.
    """
    if not reference.startswith("&#"):
        return unescape(reference)
    digits = reference[2:].rstrip(";")
    hexadecimal = digits[0] in "xX"
    digits = digits.lstrip("xX").lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return _LOST
    return unescape(reference) or chr(int(digits, 16 if hexadecimal else 10))


def find_long_word(text: str) -> int | None:
    """Offset of the first word of more than MOST_LETTERS letters, digits, points and hyphens; None if there is none."""
    if max(map(len, _WORD_END.split(text))) <= MOST_LETTERS:
        return None
    return next(match.start() for match in _WORD.finditer(text) if len(match.group()) > MOST_LETTERS)


def disarm(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula.

    That is at the start of the text, and behind each sign at which some spreadsheets cut lines: `,`, `;` and tab.
    """
    return _FORMULA.sub("'", text)


def arm(text: str) -> str:
    """Take back what `disarm` put into a text."""
    return _DISARMED.sub("", text)


def _is_needed(text: str, offset: int) -> bool:
    """True if an invisible character shapes a word or joins an emoji, or chooses the variant of a sign or letter."""
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if _VARIANTS.match(text, offset):
        return unicodedata.category(before or " ") in ("So", "Sm", "Po", "Lo") or after == _KEYCAP
    return text[offset] in _JOINERS and _is_shaped(before) and (_is_shaped(after) or _is_arabic(before))


def _is_shaped(character: str) -> bool:
    """True for a part of an emoji, or of a script beyond Latin, Greek and Cyrillic."""
    if not character or character < "\u0590":
        return False
    category = unicodedata.category(character)
    return category in ("Lo", "Lm", "Mn", "Mc", "Nd", "So", "Sk")


def _is_arabic(character: str) -> bool:
    """True for an Arabic letter, which a joiner shapes at the end of a word too."""
    return unicodedata.bidirectional(character) == "AL"


def _describe(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if character == "\x00":
        return "the NUL character: this may not be a text file"
    if character == "\ufffd":
        return f"the replacement character {code}: letters were lost when this text was converted"
    by_category = {"Cc": "the control character", "Co": "the private-use character"}
    kind = by_category.get(unicodedata.category(character), "the invisible character")
    if character in _BIDI:
        kind = "the invisible direction mark"
    return f"{kind} {code} {unicodedata.name(character, '')}".rstrip()
