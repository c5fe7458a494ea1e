"""Write the table of months and numerals of languages, `sourcebook/model/languages.json`.

    python -m tools.languages

Months, scales and marks are CLDR's as Babel has them, numerals are made by CLDR's spell-out rules; languages.toml adds
words that neither has. Both packages are installed for this tool alone.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from typing import Any

from tools.environment import ROOT
from tools.provide import provide

LANGUAGES = "en fr de es it tr az hy ru ar fa zh hu".split()
TABLE = ROOT / "sourcebook" / "model" / "languages.json"
WORDS = ROOT / "tools" / "languages.toml"
SCALES = {"1" + "0" * zeros: 10**zeros for zeros in (3, 6, 9, 12)}
ORDINALS = range(1, 101)
CARDINALS = range(101)


def main() -> int:
    sys.path.append(str(provide("languages")))
    further = tomllib.loads(WORDS.read_text("utf-8"))
    from babel import __version__ as version

    tables = {language: _table(language, further.get(language, {})) for language in LANGUAGES}
    head = {"source": f"Unicode CLDR, by Babel {version}, under the Unicode License v3; made by tools/languages.py"}
    lines = [f'"{language}": {_compact(table)}' for language, table in tables.items()]
    TABLE.write_text("{" + ",\n".join([_compact(head)[1:-1], *lines]) + "}\n", "utf-8")
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
