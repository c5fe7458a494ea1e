"""Saved texts: stamps, bylines, agency lines, headlines and debris told apart; what is not told is left open."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sourcebook.desk.imports.plain_text import read_text
from sourcebook.desk.name_index import NameIndex
from sourcebook.desk.originals import paragraphs

CASES: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "articles.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_a_text_tells(case: dict[str, Any]) -> None:
    reading = read_text(paragraphs(case["text"]), NameIndex(None))
    told = {name: getattr(reading, name) for name in ("headline", "author", "outlet", "agency")}
    assert {name: said.text for name, said in told.items() if said} == {n: case[n] for n in told if n in case}
    date = (reading.date.day, reading.date.basis) if reading.date else (None, None)
    assert date == (case.get("date"), case.get("basis"))
    assert sorted(reading.skip) == case["skip"]
    wanted = case.get("open", [])
    assert len(reading.open) == len(wanted)
    assert all(part in said for part, said in zip(wanted, reading.open, strict=True))


def test_says_where_it_was_told() -> None:
    reading = read_text(paragraphs(CASES["stamp-with-outlet-above-byline"]["text"]), NameIndex(None))
    assert reading.author
    assert reading.author.where == "the byline, paragraph 2"
    assert reading.skip[1] == "What seems to be a collector’s stamp; used for the date. The credit to the outlet."
