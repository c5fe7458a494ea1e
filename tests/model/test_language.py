"""The table of languages: read once, complete as far as CLDR is, written by the tool alone."""

import json
import tomllib

import pytest

from sourcebook.model.language import TABLE, language_of, languages
from tools.environment import ROOT

KNOWN = "en fr de es it tr az hy ru ar fa zh hu".split()


@pytest.mark.parametrize("tag", KNOWN)
def test_has_twelve_months_and_a_hundred_numerals(tag: str) -> None:
    language = language_of(tag)
    assert set(language.months.values()) == set(range(1, 13))
    assert set(language.cardinals.values()) == set(range(101))
    assert 10**6 in language.scales.values() or tag == "zh"


def test_months_mean_the_same_in_all_languages() -> None:
    months: dict[str, set[int]] = {}
    for language in languages().values():
        for name, number in language.months.items():
            months.setdefault(name, set()).add(number)
    assert {name: numbers for name, numbers in months.items() if len(numbers) > 1} == {}


def test_holds_what_the_tool_adds_by_hand() -> None:
    table = json.loads(TABLE.read_text("utf-8"))
    added = tomllib.loads((ROOT / "tools" / "languages.toml").read_text("utf-8"))
    for tag, words in added.items():
        for name, value in words.items():
            assert table[tag][name] == ({**table[tag][name], **value} if isinstance(value, dict) else value), name
