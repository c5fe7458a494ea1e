"""Tells the names of persons and of news agencies in credits apart from all else that stands there."""

import re
import unicodedata
from collections.abc import Collection

from sourcebook.desk.imports.dates import find_day
from sourcebook.desk.imports.words import alternatives

AGENCIES = re.compile(rf"(?:the )?(?:{alternatives('agencies')})", re.IGNORECASE)
"""Names of news agencies in credits."""

_BY = re.compile(
    r"\A(?:(?:written |words |story |text )?by|von|par|por|de|di|av|af|door|przez|автор(?:ы|ка)?|текст|texte?"
    r"|autor(?:en|in)?"
    r"|author|reporter|writer|editor|redaktion|redaktør|tekst|oleh|penulis|作者|記者|记者)"
    r"\b\s*:?\s+|\A[:–—|·\s]+",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?<!\S)(?:(?:written )?by|von|par|por|автор\w*|text[eo]?|autor\w*)\b\s*:?\s+(?=[^\W\d_])", re.IGNORECASE
)
_SPLIT = re.compile(
    r"\s*[;,/|•·、，]\s*|\s+(?:and|und|et|y|e|og|och|en|&|и|і|та|və|ve|with|mit|avec|con|dan|i|a)\s+(?=\W*[^\W\d_])|\s+[–—-]\s+",
)
_NOT_A_NAME = re.compile(
    r"\d|[@:/<>{}\[\]=|?!\"“”„«»…]|\w\.\w{2,}|https?|www\.|"
    rf"\b(?:{alternatives('not_names')})\b",
    re.IGNORECASE,
)
_PHOTO = re.compile(r"\W{0,20}(?:foto\w*|photo\w*|fot|bild\w*|images?|фото|crédit|credit)\b", re.IGNORECASE)
_TITLES = re.compile(r"\A(?:(?:Dr|Prof|Mr|Mrs|Ms|Dipl|Ing|Mag|med)\.?\s+)+")
_PARTICLES = frozenset(
    "al bin bint da das de del della den der des di do dos du e el ibn la las le los ten ter van von vom y zu".split()
)
_PLACE = re.compile(r"\s+in\s+[^\W\d_].*\Z")
_SENTENCE = re.compile(r"\A.{60,}[.!?]\Z")
_MOST_WORDS = 6
_LONGEST = 60


def fold(name: str) -> str:
    """A name for comparison: without case, accents, and what is no letter."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(filter(str.isalnum, plain))


def credited(text: str, outlets: Collection[str] = ()) -> tuple[list[str], list[str]]:
    """Persons and agencies in a credit, such as "By Ida Storm and Jon Reef, pilots (AFP)".

    Roles, places, addresses, numbers and names of the outlet (`outlets`, folded) are left out.
    """
    persons, agencies = list[str](), list[str]()
    text = " ".join(text.split())
    if _PHOTO.match(text):
        return [], []
    for part in re.split(r"[()\[\]]", text) if len(text) < 10 * _LONGEST else ():
        for piece in _SPLIT.split(_without_by(part)):
            name = _without_by(piece).strip(" .,*–—-")
            if AGENCIES.fullmatch(agency := _PLACE.sub("", name)):
                agencies.append(agency)
            elif is_person(name) and not _is_of_outlet(fold(name), outlets) and name not in persons:
                persons.append(name)
    return persons, list(dict.fromkeys(agencies))


def byline_in(text: str) -> str:
    """The credit to an author that a short line begins with, or has beside its day; "" if it names no person."""
    day = find_day(text) if len(text) < _LONGEST * 3 else None
    rest = day[1] if day else text
    match = _BYLINE.search(rest) if len(text) < _LONGEST * 3 else None
    is_credit = match is not None and (day or match.start() == 0) and not _SENTENCE.search(text)
    credit = rest[match.start() :] if match and is_credit else ""
    return credit if credited(credit)[0] else ""


def _is_of_outlet(name: str, outlets: Collection[str]) -> bool:
    return any(
        name == outlet or (min(len(name), len(outlet)) > 2 and (name.startswith(outlet) or outlet.startswith(name)))
        for outlet in outlets
    )


def is_person(name: str) -> bool:
    """True if a text can be the full name of a person: words none of which is a role or an organisation."""
    bare = _TITLES.sub("", name)
    words = bare.replace("-", " ").split()
    if not 1 < len(words) <= _MOST_WORDS or len(name) > _LONGEST or _NOT_A_NAME.search(bare):
        return len(words) == 1 and _is_east_asian(bare)
    return all(map(_is_of_name, words)) and words[-1].lower() not in _PARTICLES


def _is_of_name(word: str) -> bool:
    letters = word.strip(".,'’ʼ`")
    first = letters[:1]
    return letters.lower() in _PARTICLES or first.isupper() or (first.isalpha() and first.lower() == first.upper())


def _is_east_asian(name: str) -> bool:
    """True for a name of two to five signs without spaces, as in Chinese, Japanese and Korean."""
    kinds = [unicodedata.name(letter, "").split(" ")[0] for letter in name]
    return 2 <= len(name) <= 5 and all(kind in ("CJK", "HANGUL", "HIRAGANA", "KATAKANA") for kind in kinds)


def _without_by(text: str) -> str:
    return _BY.sub("", text.strip(), count=1)
