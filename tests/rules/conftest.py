"""Parsing is a pure function of one file, and the tests of the rules alter few: it is remembered while they run."""

from functools import cache

import pytest

from sourcebook.model.files import SourceFile
from sourcebook.model.problem import Problem
from sourcebook.stages.parse import Known, ParsedPage, Table, parse


@cache
def remembered(file: SourceFile) -> tuple[ParsedPage | Table | None, list[Problem]]:
    return parse(file)


@pytest.fixture(autouse=True)
def _parse_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(file: SourceFile, known: Known) -> tuple[ParsedPage | Table | None, list[Problem]]:
        return remembered(file)

    monkeypatch.setattr("sourcebook.build.parsed.parse", parsed)
