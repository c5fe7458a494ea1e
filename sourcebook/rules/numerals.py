"""Numbers written in words: "six", "twenty-one", "three hundred and four", "two thirds", "hundreds"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from sourcebook.model.language import Language, Numbers, language_of

_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"\w")
_FIRST_WORD = re.compile(r"(?<![\w-])[^\W\d_]+")


class Numeral(NamedTuple):
    """A number in words from `start` to `end` of a text; `least` if it is a lower bound."""

    start: int
    end: int
    number: Decimal | Fraction
    ordinal: bool = False
    least: bool = False


class _Grammar:
    """All numerals of a language, and their numbers. Found by their first word: a pattern takes long to compile."""

    def __init__(self, language: Language) -> None:
        self.scales = _folded(language.scales)
        self.units = _folded(language.cardinals)
        self.ordinals = _folded(language.ordinals)
        self.indefinite = _folded(language.indefinite)
        self.times = _folded(language.times)
        self.fractions = {_key(word): Fraction(*parts) for word, parts in language.fractions.items()}
        self.parts = {_key(word): Fraction(*parts) for word, parts in language.parts.items()}
        phrases = {**self.scales, **self.units, **self.ordinals, **self.indefinite, **self.times}
        longest = sorted({*phrases, *self.fractions, *self.parts}, key=len, reverse=True)
        self.starting: dict[str, list[str]] = {}
        for phrase in longest:
            self.starting.setdefault(phrase.partition("-")[0], []).append(phrase)
        self.joins = "|".join(map(re.escape, language.joins)) or r"(?!)"
        self.step = re.compile(rf" (?:{self.joins}) |[ -]", re.IGNORECASE)
        self.telling = {max(phrase.split("-"), key=len) for phrase in longest}
        """One word of each phrase, so that a text without any of them is not searched."""

    def end_of(self, text: str, start: int) -> int:
        """End of the longest phrase that a text has at an offset; 0 if it has none."""
        word = _WORD.match(text, start)
        for phrase in self.starting.get(_key(word.group()), ()) if word else ():
            end = start + len(phrase)
            if _key(text[start:end]) == phrase and not _LETTER.match(text, end):
                return end
        return 0

    def number_of(self, words: list[str]) -> Decimal | None:
        """Number of words such as three, hundred, four; None if they are not one number."""
        total = current = Decimal(0)
        for word in words:
            scale = self.scales.get(word)
            if scale is None:
                unit = self.units.get(word)
                if unit is None or (current and (current % 100 or unit > 99)):
                    return None
                current += Decimal(unit)
            elif scale >= 1000:
                total, current = total + (current or Decimal(1)) * scale, Decimal(0)
            else:
                current = (current or Decimal(1)) * scale
        return total + current


def numerals(text: str, tag: str) -> Iterator[Numeral]:
    """Numbers in words of a text in a language."""
    grammar = _grammar(tag)
    if grammar.telling.isdisjoint(_WORD.findall(text.lower())):
        return
    last = 0
    for word in _FIRST_WORD.finditer(text):
        is_first = word.start() >= last and word.group().lower() in grammar.starting
        if is_first and (end := grammar.end_of(text, word.start())):
            numeral = _read(grammar, text, word.start(), end)
            last = numeral.end
            yield numeral


def scale_words(tag: str) -> dict[str, int]:
    """Words for ten and more of a language, in small letters."""
    return _grammar(tag).scales


def _read(grammar: _Grammar, text: str, start: int, end: int) -> Numeral:
    word = _key(text[start:end])
    if word in grammar.indefinite:
        return Numeral(start, end, Decimal(grammar.indefinite[word]), least=True)
    if word in grammar.parts:
        return Numeral(start, end, grammar.parts[word])
    if word in grammar.times or word in grammar.ordinals:
        table = grammar.times if word in grammar.times else grammar.ordinals
        return Numeral(start, end, Decimal(table[word]), ordinal=table is grammar.ordinals)
    if word in grammar.fractions:
        return Numeral(start, end, Decimal(1))
    return _read_cardinal(grammar, text, start, end)


def _read_cardinal(grammar: _Grammar, text: str, start: int, end: int) -> Numeral:
    words = [_key(text[start:end])]
    number = grammar.number_of(words) or Decimal(0)
    while step := grammar.step.match(text, end):
        after = grammar.end_of(text, step.end())
        if not after or (len(step.group()) > 1 and words[-1] not in grammar.scales):
            break
        word = _key(text[step.end() : after])
        if word in grammar.fractions:
            return Numeral(start, after, Fraction(number) * grammar.fractions[word])
        if word in grammar.ordinals and words[-1] in grammar.scales:
            return Numeral(start, after, number + grammar.ordinals[word], ordinal=True)
        longer = grammar.number_of([*words, word])
        if longer is None:
            break
        words, number, end = [*words, word], longer, after
    return Numeral(start, end, number)


def _key(text: str) -> str:
    return text.lower().replace(" ", "-")


def _folded(words: Numbers) -> dict[str, int]:
    return {_key(word): number for word, number in words.items()}


@lru_cache(maxsize=16)
def _grammar(tag: str) -> _Grammar:
    return _Grammar(language_of(tag))
