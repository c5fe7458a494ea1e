"""Write the tables of languages in `sourcebook/model/`: `languages.json` for rules, `locales.json` for the interface.

    python -m tools.languages

Months, scales, marks, plural rules, patterns of dates and names of languages are CLDR's as Babel has them, numerals are
made by CLDR's spell-out rules; languages.toml adds words that neither has. Both packages are installed for this tool
alone.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from itertools import product
from typing import Any

from tools.environment import ROOT
from tools.provide import provide

LANGUAGES = "en fr de es it tr az hy ru ar fa zh hu".split()
TABLE = ROOT / "sourcebook" / "model" / "languages.json"
LOCALES = TABLE.with_name("locales.json")
INTERFACES = """
af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky
lo lt lv mk ml mn mr ms my nb ne nl pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh
""".split()
REGIONS = {"en": "en_GB"}
"""Where the patterns of dates of a language are taken from another region than CLDR's first."""

NAMED = """
af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it ja ka kk ko ku
ky la lb lt lv mk mn mr ms mt nb nl nn no pa pl ps pt ro ru sd sk sl so sq sr sv sw ta te tg th ti tk tl tr uk ur uz
vi yi yo zh zu
""".split()
"""Languages that have a name in each interface: of documents and of names."""

PARTS = {"d": "{day}", "dd": "{day}", "M": "{n}", "MMMM": "{month}", "LLLL": "{alone}", "y": "{year}"}
WORDS = ROOT / "tools" / "languages.toml"
SCALES = {"1" + "0" * zeros: 10**zeros for zeros in (3, 6, 9, 12)}
ORDINALS = range(1, 101)
CARDINALS = range(101)


def main() -> int:
    sys.path.insert(0, str(provide("languages")))
    further = tomllib.loads(WORDS.read_text("utf-8"))
    from babel import __version__ as version

    tables = {language: _table(language, further.get(language, {})) for language in LANGUAGES}
    head = {"source": f"Unicode CLDR, by Babel {version}, under the Unicode License v3; made by tools/languages.py"}
    for path, table in ((TABLE, tables), (LOCALES, {language: _locale(language) for language in INTERFACES})):
        lines = [f'"{language}": {_compact(row)}' for language, row in table.items()]
        path.write_text("{" + ",\n".join([_compact(head)[1:-1], *lines]) + "}\n", "utf-8")
    return 0


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _table(language: str, further: dict[str, Any]) -> dict[str, Any]:
    from babel import Locale

    locale = Locale.parse(language)
    symbols = locale.number_symbols["latn"]
    table: dict[str, Any] = {
        "months": _months(locale, ("wide",)),
        "short": _months(locale, ("abbreviated",)),
        "cardinals": dict(_numerals(language, CARDINALS, "CARDINAL")),
        "ordinals": dict(_numerals(language, ORDINALS, "ORDINAL")),
        "scales": _scales(locale),
        "decimal": symbols["decimal"],
        "group": symbols["group"],
    }
    return table | {name: {**table[name], **words} if name in table else words for name, words in further.items()}


def _locale(language: str) -> dict[str, Any]:
    """What the interface takes from CLDR, under the names of texts. Figures are Western in all languages."""
    from babel import Locale

    locale = Locale.parse(REGIONS.get(language, language))
    symbols, era = locale.number_symbols["latn"], locale.eras["abbreviated"][1]
    rules = ((name, _ways(ways)) for name, ways in locale.plural_form.abstract)
    return {
        "locale": {
            "direction": "rtl" if locale.character_order == "right-to-left" else "ltr",
            "decimal": symbols["decimal"],
            "group": symbols["group"],
            "plural": [[name, ways] for name, ways in rules if ways],
        },
        "months": _ordered(locale.months["format"]["wide"]),
        "months-alone": _ordered(locale.months["stand-alone"]["wide"]),
        "months-short": _ordered(locale.months["format"]["abbreviated"]),
        "date": {
            "day": _pattern(locale.date_formats["long"], era),
            "month": _pattern(locale.datetime_skeletons["yMMMM"], era),
        },
        "language": {tag: locale.languages[tag] for tag in NAMED if tag in locale.languages},
    }


def _ordered(months: Any) -> list[str]:
    return [months[number] for number in range(1, 13)]


def _pattern(pattern: Any, era: str) -> str:
    """Pattern of a date as a text with names in braces; {alone} is a month's name outside of a date."""
    pieces = re.findall(r"'([^']*)'|([a-zA-Z]+)|([^'a-zA-Z]+)", pattern.pattern)
    fields = PARTS | {"G": era}
    return "".join(fields[field] if field else quoted or rest for quoted, field, rest in pieces)


def _ways(rule: Any) -> list[list[Any]]:
    """Plural rule for whole numbers: any of the ways, each a list of [modulus or 0, ranges, whether within them].

    Conditions on decimals are settled here, since whole numbers have none.
    """
    kind, parts = rule
    if kind == "or":
        return [way for part in parts for way in _ways(part)]
    if kind == "and":
        return [[*first, *second] for first, second in product(*map(_ways, parts))]
    within = kind != "not"
    _, value, (_, ranges) = parts if within else parts[0][1]
    (operand, _), modulus = (value[1][0], value[1][1][1][0]) if value[0] == "mod" else (value, 0)
    limits = [[low[1][0], high[1][0]] for low, high in ranges]
    if operand in "ni":
        return [[[modulus, limits, within]]]
    return [[]] if any(low <= 0 <= high for low, high in limits) == within else []


def _months(locale: Any, widths: tuple[str, ...]) -> dict[str, int]:
    """Names of months, of the calendar and within a date; those with digits are left out."""
    names = ((name, number) for context in ("format", "stand-alone") for width in widths
             for number, name in locale.months[context][width].items())  # fmt: skip
    return {name.strip("."): number for name, number in names if not re.search(r"\d", name)}


def _numerals(language: str, numbers: range, purpose: str) -> Iterator[tuple[str, int]]:
    """Numerals in all genders and cases that CLDR has; nothing where it has none."""
    from unicode_rbnf import FormatPurpose, RbnfEngine

    engine = RbnfEngine.for_language(language)
    for number in numbers:
        try:
            texts = engine.format_number(number, purpose=FormatPurpose[purpose]).text_by_ruleset
        except ValueError:
            return
        for text in texts.values():
            yield re.sub(r"[\u00ad\u200b]", "", text), number


def _scales(locale: Any) -> dict[str, int]:
    """Words for a thousand and more, from the patterns of compact numbers; single letters are left out."""
    words = {}
    for width in ("long", "short"):
        for forms in locale.compact_decimal_formats[width].values():
            for power, pattern in forms.items():
                text = re.sub(r"[0'.\u00a0\s]", "", pattern.pattern)
                if power in SCALES and len(text) > 1:
                    words[text] = SCALES[power] // 10 ** (pattern.pattern.count("0") - 1)
    return words


if __name__ == "__main__":
    sys.exit(main())
