"""Parsing is a pure function of one file, and the tests of the rules alter few: it is remembered while they run."""

from functools import cache

import pytest

from sourcebook.memory import Memory
from sourcebook.model.files import SourceFile
from sourcebook.parsing import Said
from sourcebook.stages.parse import parse


@cache
def remembered(file: SourceFile) -> Said:
    return parse(file)


@pytest.fixture(autouse=True)
def _parse_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def recalled(file: SourceFile, memory: Memory) -> Said:
        return remembered(file)

    monkeypatch.setattr("sourcebook.parsing.recalled", recalled)
