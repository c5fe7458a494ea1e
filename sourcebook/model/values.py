"""Values: typed answers to questions; parser and comparison."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from sourcebook.model.dates import Edtf, meets
from sourcebook.model.edtf import NotationError, parse_edtf
from sourcebook.model.names import Key
from sourcebook.model.record import AnswerType

Comparison = Literal["same", "differ", "unclear"]

DIGITS = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+|/[1-9][0-9]*)?"
RANGE = rf"(?P<low>{DIGITS})?\.\.(?P<high>{DIGITS})?"
NUMBER = re.compile(rf"(?P<about>~?)(?:(?P<exact>{DIGITS})|{RANGE})|>(?P<over>{DIGITS})|<(?P<under>{DIGITS})")
GROUPED = re.compile(r"~?[0-9]{1,3}([, '\u2019\u00a0\u202f][0-9]{3})+(\.[0-9]+)?")

LONGEST = 40


class Number(Struct, frozen=True):
    """A number or an inclusive range; None is an open end.

    `about`: True if approximate, by a tenth more or less; `strict`: True if its one end does not belong to it: `>30`.
    """

    low: Decimal | None
    high: Decimal | None
    about: bool
    text: str
    strict: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def ends(self) -> tuple[str, str]:
        """Low and high end as written, empty if open."""
        low, _, high = self.text.lstrip("~<>").partition("..")
        return "" if self.low is None else low, "" if self.high is None else high or low


class EntityValue(Struct, frozen=True):
    """A page of a person, place or organisation as an answer."""

    key: Key

    def __str__(self) -> str:
        return str(self.key)


class YesNo(Struct, frozen=True):
    """Yes or no as an answer."""

    value: bool

    def __str__(self) -> str:
        return "yes" if self.value else "no"


class Text(Struct, frozen=True):
    """An answer in words, with single spaces."""

    text: str

    def __str__(self) -> str:
        return self.text


Value = Number | Edtf | EntityValue | YesNo | Text


def parse_number(text: str) -> Number:
    """Parse `927`, `4.6`, `1/3`, `~30`, a range `200..`, `..5`, `2..5`, or `>30`, `<100`.

    Raises NotationError.
    """
    if len(text) > LONGEST:
        raise NotationError(f"`{text[:LONGEST]}…` is not a number", _number_cure(""))
    match = NUMBER.fullmatch(text)
    if not match or text.strip("~") == "..":
        raise NotationError(f"`{text}` is not a number", _number_cure(text))
    low = _decimal(match["exact"] or match["low"] or match["over"])
    high = _decimal(match["exact"] or match["high"] or match["under"])
    if low is not None and high is not None and low > high:
        raise NotationError(f"`{text}` runs backwards", "write the smaller number first")
    return Number(low, high, bool(match["about"]), text, text[0] in "<>")


def parse_value(asked: AnswerType, text: str, unit: str | None = None) -> Number | Edtf | YesNo | Text:
    """Parse an answer of type `asked`, other than "entity". Raises NotationError.

    A number may have the `unit` of its question before or behind it: `12%`, `$4.6`.
    Names of entities are resolved by the linker; for "entity" it raises KeyError.
    """
    return _PARSERS[asked](text.removeprefix(unit or "").removesuffix(unit or "").strip())


def compare(a: Value, b: Value) -> Comparison:
    """Compare two answers to one question: "same", "differ" or "unclear"; symmetric.

    Equal answers, qualifiers included, are the same. Unclear are unequal answers that overlap, are uncertain dates or
    are in words; an approximate number reaches a tenth further. Raises TypeError for answers of different types.
    """
    if isinstance(a, Number) and isinstance(b, Number):
        return _compare_numbers(a, b)
    if isinstance(a, Edtf) and isinstance(b, Edtf):
        return "same" if a == b else _apart(doubtful=bool(a.qualifier or b.qualifier), overlap=meets(a, b))
    if isinstance(a, Text) and isinstance(b, Text):
        return "same" if a.text.casefold() == b.text.casefold() else "unclear"
    if isinstance(a, EntityValue | YesNo) and type(a) is type(b):
        return "same" if a == b else "differ"
    raise TypeError(f"answers of two types: {a!r}, {b!r}")


def _compare_numbers(a: Number, b: Number) -> Comparison:
    if (a.low, a.high, a.about, a.strict) == (b.low, b.high, b.about, b.strict):
        return "same"
    return "differ" if _below(a, b) or _below(b, a) else "unclear"


def _apart(*, doubtful: bool, overlap: bool) -> Comparison:
    return "unclear" if doubtful or overlap else "differ"


def _below(a: Number, b: Number) -> bool:
    if a.high is None or b.low is None:
        return False
    high, low = a.high + (abs(a.high) / 10 if a.about else 0), b.low - (abs(b.low) / 10 if b.about else 0)
    return high <= low if a.strict or b.strict else high < low


def _decimal(digits: str | None) -> Decimal | None:
    whole, _, parts = (digits or "").partition("/")
    return Decimal(whole) / Decimal(parts or 1) if whole else None


def _number_cure(text: str) -> str:
    if GROUPED.fullmatch(text):
        return "write the digits together, `1820`"
    return "write 927, 4.6, 1/3, ~30, 200.., ..5, 2..5, >30 or <100; the unit belongs to the question"


def _yes_no(text: str) -> YesNo:
    if text not in ("yes", "no"):
        raise NotationError(f"`{text}` is neither yes nor no", "write yes or no, in small letters")
    return YesNo(text == "yes")


def _text(text: str) -> Text:
    words = " ".join(text.split())
    if not words:
        raise NotationError("the answer has no words", "say in a few words what the source answers")
    return Text(words)


_PARSERS: Mapping[AnswerType, Callable[[str], Number | Edtf | YesNo | Text]] = {
    "number": parse_number, "date": parse_edtf, "yes-no": _yes_no, "text": _text,
}  # fmt: skip
