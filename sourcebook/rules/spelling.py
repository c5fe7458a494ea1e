"""Spelling of figures: words around them in all known languages, those of a text's own language first."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, cast

from sourcebook.model.language import Language, language_of, languages
from sourcebook.rules.figure import Bound
from sourcebook.rules.numerals import scale_words

SPACES = "\u00a0\u202f\u2009"
"""Blanks besides the plain one that part digits, for a character class."""


class Spelling(NamedTuple):
    """Words and patterns to read figures by, of all languages; those of the text's own first."""

    own: Language
    months: dict[str, int]
    lower_months: frozenset[str]
    scales: dict[str, int]
    further_scales: dict[str, int]
    century: re.Pattern[str]
    percent: re.Pattern[str]
    bounds: dict[str, Bound]
    before: re.Pattern[str]
    after: re.Pattern[str]
    twos: re.Pattern[str]


@lru_cache(maxsize=16)
def spelling_of(tag: str) -> Spelling:
    """Words of a language given by its tag, and those of all others."""
    own, every = language_of(tag), [*languages().values(), language_of(tag)]
    ours = {**own.short, **own.months}
    lower = {name.casefold() for name in ours}
    months = {name: n for one in every for name, n in one.months.items() if name.casefold() not in lower}
    scales = {name: n for one in every for name, n in one.scales.items() if _is_plain(name)}
    bounds = {word: cast(Bound, kind) for one in every for kind, words in one.bounds.items() for word in words}
    after = {word: cast(Bound, kind) for one in every for kind, words in one.after.items() for word in words}
    percent = _either(word for one in every for word in one.percent)
    century = _either(word for one in every for word in one.century)
    return Spelling(
        own,
        months | ours,
        frozenset(name.lower() for name in months | ours),
        scale_words(tag),
        scales,
        re.compile(rf"(?:st|nd|rd|th|er|e|ème|\.|º|-?\w{{1,2}})?[ -](?:{century})\b"),
        re.compile(rf"[ {SPACES}]?%|[ {SPACES}-](?:{percent})\b"),
        {word.casefold(): kind for word, kind in (bounds | after).items()},
        re.compile(rf"\b({_either(bounds)})(?: (?:the|a|an))? $", re.IGNORECASE),
        re.compile(rf" (?:({_either(after)})\b|[^\W\d_]+ ({_either(after)})(?= *(?:[,.;:!?)]|\Z)))", re.IGNORECASE),
        re.compile(rf" (?:{_either(own.twos) or '(?!)'})\b"),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _is_plain(scale: str) -> bool:
    """True if a scale of another language is no short word that English or the like has too, as `min` and `bin`."""
    return len(scale) > 4 or not re.fullmatch(r"[a-z]*[aeiou][a-z]*", scale)
