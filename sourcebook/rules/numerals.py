"""Numbers written in words: "six", "twenty-one", "three hundred and four", "two thirds", "hundreds"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from sourcebook.model.language import Language, Numbers, language_of

_WORD = re.compile(r"[^\W\d_]+")


class Numeral(NamedTuple):
    """A number in words from `start` to `end` of a text; `least` if it is a lower bound."""

    start: int
    end: int
    number: Decimal | Fraction
    ordinal: bool = False
    least: bool = False


class _Grammar:
    """Pattern of all numerals of a language, and their numbers."""

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
        form = "|".join(re.escape(phrase).replace(r"\-", "[ -]").replace(r"\ ", "[ -]") for phrase in longest)
        self.pattern = re.compile(rf"(?<![\w-])(?:{form})(?!\w)" if form else r"(?!)", re.IGNORECASE)
        self.after = re.compile(rf"(?:{form})(?!\w)" if form else r"(?!)", re.IGNORECASE)
        self.joins = "|".join(map(re.escape, language.joins)) or r"(?!)"
        self.step = re.compile(rf" (?:{self.joins}) |[ -]", re.IGNORECASE)
        self.starts = {re.split("[- ]", phrase)[0] for phrase in longest}
        self.telling = {max(re.split("[- ]", phrase), key=len) for phrase in longest}
        """One word of each phrase, so that a text without any of them is not searched."""

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
    if grammar.telling.isdisjoint(_WORD.findall(text.casefold())):
        return
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start >= end and word.group().casefold() in grammar.starts and (match := grammar.pattern.match(text, start)):
            numeral = _read(grammar, text, match)
            end = numeral.end
            yield numeral


def scale_words(tag: str) -> dict[str, int]:
    """Words for ten and more of a language, in small letters."""
    return _grammar(tag).scales


def _read(grammar: _Grammar, text: str, match: re.Match[str]) -> Numeral:
    word = _key(match.group())
    start, end = match.span()
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
        after = grammar.after.match(text, step.end())
        if after is None or (len(step.group()) > 1 and words[-1] not in grammar.scales):
            break
        word = _key(after.group())
        if word in grammar.fractions:
            return Numeral(start, after.end(), Fraction(number) * grammar.fractions[word])
        if word in grammar.ordinals and words[-1] in grammar.scales:
            return Numeral(start, after.end(), number + grammar.ordinals[word], ordinal=True)
        longer = grammar.number_of([*words, word])
        if longer is None:
            break
        words, number, end = [*words, word], longer, after.end()
    return Numeral(start, end, number)


def _key(text: str) -> str:
    return text.casefold().replace(" ", "-")


def _folded(words: Numbers) -> dict[str, int]:
    return {_key(word): number for word, number in words.items()}


@lru_cache(maxsize=16)
def _grammar(tag: str) -> _Grammar:
    return _Grammar(language_of(tag))
