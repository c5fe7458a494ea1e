"""Words and signs of languages, from two tables that are read when first asked for.

Of the tables beside this module, which `tools/languages.py` writes, `languages.json` has what rules read in a text, and
`locales.json` what the interface writes: plural rules, direction, months, patterns of dates, names of languages.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

TABLE = Path(__file__).with_name("languages.json")
LOCALES = TABLE.with_name("locales.json")
Numbers = Mapping[str, int]
Fractions = Mapping[str, tuple[int, int]]


class Language(Struct, frozen=True):
    """Words and signs of one language.

    `months` in full, `short` abbreviated; `scales` from ten or a hundred up; `indefinite`: plurals such as "hundreds",
    with the least that they mean; `parts`: fractions that stand alone; `joins`: words between a scale and the rest of a
    number; `bounds`, `after`: words before and after a figure by what they do to it (`more`, `less`, `about`);
    `attributed`: words before the name of a speaker; `sayings`: verbs of saying; `own`: words for a document;
    `twos`: what comes in twos, as sides do; `total`: words before the number of all documents.
    """

    months: Numbers = {}
    short: Numbers = {}
    cardinals: Numbers = {}
    ordinals: Numbers = {}
    scales: Numbers = {}
    decimal: str = "."
    group: str = ","
    indefinite: Numbers = {}
    times: Numbers = {}
    fractions: Fractions = {}
    parts: Fractions = {}
    joins: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    century: tuple[str, ...] = ()
    bounds: Mapping[str, tuple[str, ...]] = {}
    after: Mapping[str, tuple[str, ...]] = {}
    attributed: tuple[str, ...] = ()
    sayings: tuple[str, ...] = ()
    twos: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    total: tuple[str, ...] = ()


@cache
def languages() -> Mapping[str, Language]:
    """All languages of the table, by the first part of their tags."""
    table = msgspec.json.decode(TABLE.read_bytes(), type=dict[str, msgspec.Raw])
    return {name: msgspec.json.decode(raw, type=Language) for name, raw in table.items() if name != "source"}


def language_of(tag: str) -> Language:
    """Language of a BCP 47 tag; one without words if the table lacks it."""
    return languages().get(tag.partition("-")[0].casefold(), Language())


def locale_texts(tag: str) -> dict[str, Any]:
    """Tree of the texts and rules that the interface in a language takes from CLDR; English without them."""
    table = msgspec.json.decode(LOCALES.read_bytes(), type=dict[str, msgspec.Raw])
    texts: dict[str, Any] = msgspec.json.decode(table.get(tag.partition("-")[0].casefold(), table["en"]))
    return texts
