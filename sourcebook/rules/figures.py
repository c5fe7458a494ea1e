"""Figures, dates and numbers in texts, in digits and in words, as any of the known languages writes them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from msgspec.structs import replace

from sourcebook.model.edtf import EdtfError, parse_edtf
from sourcebook.model.language import Language
from sourcebook.rules.figure import Bound, Figure
from sourcebook.rules.numerals import Numeral, numerals
from sourcebook.rules.spelling import SPACES, Spelling, spelling_of

ENGLISH = "en"
_TO = r"(?:\.?(?: ?[–-] ?| to )(?P<to>\d{1,2}))"
_WORD = r"(?P<month>[^\W\d_]{2,})"
_DAY = r"\b(?P<day>\d{1,2})"
_NTH = r"(?:\.|st|nd|rd|th|er|º)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\b(?P<year>\d{{4}})\.? {_WORD} (?P<day>\d{{1,2}})\b",
        rf"{_DAY}(?:{_TO})?{_NTH}? (?:of |de )?{_WORD}(?:(?:,| de| del)? (?P<year>\d{{4}}))?\b",
        rf"\b{_WORD} (?P<day>\d{{1,2}})(?:{_TO})?(?:, (?P<year>\d{{4}}))?(?![\d%]|[.,]\d)",
        rf"\b{_WORD}\.?(?:,| de| del)? (?P<year>\d{{4}})\b",
        r"\b(?P<iso>\d{4}-[01]\d(?:-\d{2})?)\b",
        rf"{_DAY}\.(?P<mm>\d{{1,2}})\.(?P<year>\d{{4}})\b",
    )
)
_FORMS_IN_DIGITS = _FORMS[4:]
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"[\d½⅓⅔¼¾]")
_GROUPED = rf"\d{{1,3}}(?:(?P<mark>[,.'’ {SPACES}])\d{{3}})(?:(?P=mark)\d{{3}})*(?![\d'’])(?:[.,]\d+)?"
_NUMBER = re.compile(
    rf"(?<!\w)(?<!\d[.,])(?:(?P<over>\d+)/(?P<under>\d+)(?![\d/])|[½⅓⅔¼¾]|{_GROUPED}|\d+(?:[.,]\d+)?)"
    rf"(?:[ {SPACES}-](?P<scale>[^\W\d_]+))?"
)
_PARAGRAPH = re.compile(r"\bparagraphs? \d+(?:(?:, and |, | and | to |–)\d+)*")
_NO_FIGURE = re.compile(
    r"\bhttps?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|\b(?:[\w-]+\.)+[a-z]{2,}/\S*"
    r"|\b(?P<name>[^\W\d_a-zа-яա-և]\w*)-\d+(?:-\d+)*\b"
)


@lru_cache(maxsize=4096)
def figures(text: str, language: str = ENGLISH) -> tuple[Figure, ...]:
    """All figures of a text in order, without numbers of paragraphs (`paragraph 8`), names (`F-16`) and addresses."""
    spelling = spelling_of(language)
    found: list[Figure] = []
    masked = _masked(text, spelling)
    if has_digits(masked):
        has_month = not spelling.lower_months.isdisjoint(_LETTERS.findall(masked.lower()))
        for form in _FORMS if has_month else _FORMS_IN_DIGITS:
            for match in form.finditer(masked):
                dated = _dated(match, spelling)
                found += dated
                if dated:
                    masked = masked[: match.start()] + " " * len(match.group()) + masked[match.end() :]
        found += [_counted(match, spelling) for match in _NUMBER.finditer(masked)]
        masked = _NUMBER.sub(lambda match: "0" * len(match.group()), masked)
    found += [_spelled(text, numeral) for numeral in numerals(masked, language) if _is_figure(numeral, text, spelling)]
    marked = [_qualified(text, figure, spelling) for figure in found]
    return tuple(sorted(marked, key=lambda figure: figure.start))


def has_digits(text: str) -> bool:
    """True if a text has a digit, so that it may have figures besides those in words."""
    return _DIGIT.search(text) is not None


def _masked(text: str, spelling: Spelling) -> str:
    def blank(match: re.Match[str]) -> str:
        named = match.re is _NO_FIGURE and match["name"]
        return match.group() if named and named in spelling.months else " " * len(match.group())

    return _NO_FIGURE.sub(blank, _PARAGRAPH.sub(blank, text)) if has_digits(text) else text


def _qualified(text: str, figure: Figure, spelling: Spelling) -> Figure:
    """A number with the words before and after it that change it: "more than", "percent", "century"."""
    if figure.number is None:
        return figure
    end = figure.start + len(figure.text)
    if figure.number == int(figure.number) and (match := spelling.century.match(text, end)):
        whole = text[figure.start : match.end()]
        return Figure(whole, figure.start, century=int(figure.number))
    percent = spelling.percent.match(text, end)
    return replace(
        figure,
        text=figure.text + (percent.group() if percent else ""),
        percent=percent is not None,
        bound=_bound(text, figure.start, end, spelling) or figure.bound,
    )


def _bound(text: str, start: int, end: int, spelling: Spelling) -> Bound:
    """Effect of the words before or after a number on it."""
    match = spelling.before.search(text, max(0, start - 30), start) or spelling.after.match(text, end)
    return spelling.bounds.get(match[match.lastindex or 0].casefold(), "") if match else ""


def _is_figure(numeral: Numeral, text: str, spelling: Spelling) -> bool:
    """False for "one", "first" and "second", which are seldom figures, and for "two sides"."""
    one = numeral.number == 1 and not _bound(text, numeral.start, numeral.end, spelling)
    if one or (numeral.ordinal and numeral.number <= 2):
        return False
    return not (numeral.number == 2 and spelling.twos.match(text, numeral.end))


def _spelled(text: str, numeral: Numeral) -> Figure:
    written = text[numeral.start : numeral.end]
    return Figure(
        written, numeral.start, number=numeral.number, bound="more" if numeral.least else "", ordinal=numeral.ordinal
    )


def _counted(match: re.Match[str], spelling: Spelling) -> Figure:
    word = match["scale"]
    end = match.start("scale") - 1 if word else match.end()
    digits = match.string[match.start() : end]
    if match["over"]:
        under = int(match["under"])
        return Figure(digits, match.start(), number=Fraction(int(match["over"]), under) if under else Decimal(0))
    if not digits[0].isdigit():
        return Figure(digits, match.start(), number=_VULGAR[digits])
    readings = [*_readings(digits, spelling.own)]
    scale = spelling.scales.get((word or "").casefold()) or spelling.further_scales.get(word or "")
    if scale and scale >= 10:
        readings, digits = [reading * scale for reading in readings], match.group()
    return Figure(digits, match.start(), number=readings[0], readings=tuple(readings[1:]))


_VULGAR = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


def _readings(digits: str, own: Language) -> Iterator[Decimal]:
    """Numbers that digits with points, commas and spaces may be: first in the text's own language."""
    bare = re.sub(rf"['’ {SPACES}]", "", digits)
    marks = re.sub(r"\d", "", bare)
    if not marks:
        yield Decimal(bare)
        return
    last, whole = marks[-1], Decimal(re.sub(r"\D", "", bare))
    places = len(bare) - bare.rindex(last) - 1
    point = (
        Decimal(bare.replace(last, "#").replace(",", "").replace(".", "").replace("#", "."))
        if marks.count(last) == 1
        else whole
    )
    if len(set(marks)) > 1 or places != 3:
        yield point
    elif last == own.decimal and marks.count(last) == 1:
        yield from (point, whole)
    else:
        yield from (whole, point)


def _dated(match: re.Match[str], spelling: Spelling) -> list[Figure]:
    parts = match.groupdict()
    if parts.get("iso"):
        return _date(match, parts["iso"])
    month = (
        int(parts["mm"])
        if parts.get("mm")
        else spelling.months.get(parts["month"])
        or spelling.months.get(
            parts["month"].lower() if parts["month"].lower() not in map(str.lower, spelling.own.months) else ""
        )
    )
    if not month:
        return []
    if not parts.get("day"):
        return _date(match, f"{parts['year']}-{month:02}")
    days = [int(day) for day in (parts["day"], parts.get("to")) if day]
    if not parts.get("year"):
        return [Figure(match.group(), match.start(), day=(month, day)) for day in days]
    return _date(match, "/".join(f"{parts['year']}-{month:02}-{day:02}" for day in days))


def _date(match: re.Match[str], edtf: str) -> list[Figure]:
    try:
        date = parse_edtf(edtf)
    except EdtfError:
        digits = re.findall(r"\d+", match.group())
        return [Figure(match.group(), match.start(), number=Decimal(number)) for number in digits]
    return [Figure(match.group(), match.start(), date=date)]
