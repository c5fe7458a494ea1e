"""Search folding: maps spellings of a name in four scripts to the same key.

The index and the query are folded by the same table. A folded word is in Latin letters without case, accents and
doubled letters, with one letter for each of sh, ch, kh, gh and zh. Keys are for matching, not for reading: folding is
no transliteration.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

_LATIN = {
    "ə": "e/a", "ı": "i", "ß": "s", "æ": "e/a", "ø": "o", "đ": "d", "ł": "l", "ʼ": "", "ʻ": "", "ʿ": "", "ʾ": "",
    "sh": "s", "ch": "c", "kh": "h", "gh": "g", "zh": "j", "dzh": "j", "dj": "j", "ph": "f", "ou": "u",
    "c": "c/j", "q": "k/g", "w": "v", "x": "ks/h", "y": "i",
}  # fmt: skip

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g/h", "ґ": "g", "д": "d", "дж": "j", "е": "e", "ё": "e/io", "є": "e", "ж": "j",
    "з": "z", "и": "i", "й": "i", "і": "i", "ї": "i", "ј": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "c", "ш": "s", "щ": "s",
    "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "ә": "e/a", "ө": "o", "ү": "u", "ғ": "g", "һ": "h", "ҹ": "j", "ҝ": "g",
}  # fmt: skip

_ARMENIAN = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "e", "թ": "t", "ժ": "j", "ի": "i",
    "լ": "l", "խ": "h", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "g", "ճ": "c", "մ": "m", "յ": "i", "ն": "n",
    "շ": "s", "ո": "o", "ու": "u", "չ": "c", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r",
    "ց": "ts", "ւ": "v", "փ": "p", "ք": "k", "օ": "o", "ֆ": "f", "եւ": "ev",
}  # fmt: skip

_ARABIC = {
    "ا": "a", "آ": "a", "أ": "a", "إ": "i", "ٱ": "a", "ى": "a", "ة": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "s",
    "ج": "j", "چ": "c", "ح": "h", "خ": "h", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "j", "س": "s", "ش": "s",
    "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "ع": "", "غ": "g", "ف": "f", "ق": "k/g", "ك": "k", "ک": "k", "گ": "g",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u/v", "ؤ": "u", "ي": "i", "ی": "i", "ئ": "i", "ء": "", "ـ": "",
} | {digit: str(n % 10) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}  # fmt: skip

FOLDING: Mapping[str, str] = _LATIN | _CYRILLIC | _ARMENIAN | _ARABIC
"""Folded form of lower-case letters and sequences of letters; a second reading follows a slash.

The longest sequence matches first. Arabic script has no short vowels: names in it are found by the letters written.
"""

MOST = 8
"""Maximum of readings of a word; beyond it, letters with two readings are given their first."""

ARTICLES = "^(?:[وفبك]?ال|لل)(?=[\u0621-\u064a]{3})|^(?:[ובלכמש]?ה|[ובלכמש])(?=[\u05d0-\u05ea]{3})"
"""Pattern of the Arabic article and of Hebrew letters that are written together with the word that they precede."""

_ARTICLES = re.compile(ARTICLES)
_COMPOUNDS = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’./&][^\W_]+)+")
_PIECES = re.compile("|".join([*sorted(FOLDING, key=len, reverse=True), "."]))
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_WORDS = re.compile(r"[^\W_]+")


def fold(text: str) -> tuple[tuple[str, ...], ...]:
    """Fold each word of a text to its search readings (Latin letters, no accents).

    Returns for each word the tuple of its readings, several if a letter is ambiguous: `(("memet", "memat", "mamet"),)`.
    """
    return tuple(readings for word in _WORDS.findall(_small(text)) if (readings := _all_readings(word)))


def name_key(text: str) -> str:
    """Search key of a name: all readings of its words and joined compounds, without repetitions, in order."""
    return _joined(reading for word in _indexed(text) for reading in _all_readings(word))


def sentence_key(text: str) -> str:
    """Search key of a sentence: first readings of its words and joined compounds, no repetitions, in order."""
    return _joined(reading for word in _indexed(text) for form in _forms(word) for reading in _readings(form)[:1])


def _small(text: str) -> str:
    return _bare(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower()))


def _indexed(text: str) -> Iterator[str]:
    """Words of a text, and its compounds without hyphens or apostrophes: `wi`, `fi`, `wifi`."""
    small = _small(text)
    yield from _WORDS.findall(small)
    yield from ("".join(_WORDS.findall(compound)) for compound in _COMPOUNDS.findall(small))


def _forms(word: str) -> tuple[str, ...]:
    """The word, and the word without its article."""
    return tuple(dict.fromkeys((word, _ARTICLES.sub("", word))))


def _all_readings(word: str) -> tuple[str, ...]:
    return tuple(reading for form in _forms(word) for reading in _readings(form))


@lru_cache(maxsize=4096)
def _readings(word: str) -> tuple[str, ...]:
    readings, certain = [""], [""]
    for piece in _PIECES.findall(word):
        letters = FOLDING.get(piece, piece).split("/")
        letters = letters[: MOST // len(readings) or 1]
        if len(letters) == 1:
            certain += letters
        else:
            readings = [reading + "".join(certain) + letter for reading in readings for letter in letters]
            certain = [""]
    whole = (reading + "".join(certain) for reading in readings)
    plain = (_DOUBLED.sub(r"\1", _bare(unicodedata.normalize("NFD", reading))) for reading in whole)
    return tuple(dict.fromkeys(reading for reading in plain if reading))


def _bare(text: str) -> str:
    if text.isascii():
        return text
    return "".join(letter for letter in text if not unicodedata.category(letter).startswith("M"))


def _joined(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(words))
