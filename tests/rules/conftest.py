"""Parsing is a pure function of one file, and the tests of the rules alter few: it is remembered while they run."""

from functools import cache

import pytest

from sourcebook.model.files import SourceFile
from sourcebook.model.problem import Problem
from sourcebook.model.record import Entry
from sourcebook.stages.parse import Known, Table, parse


@cache
def remembered(file: SourceFile) -> tuple[Entry | Table | None, list[Problem]]:
    return parse(file)


@pytest.fixture(autouse=True)
def _parse_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(file: SourceFile, known: Known) -> tuple[Entry | Table | None, list[Problem]]:
        return remembered(file)

    monkeypatch.setattr("sourcebook.parsing.parse", parsed)
