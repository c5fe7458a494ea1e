"""Parsing is a pure function of one file, and the tests of the rules alter few: it is remembered while they run."""

from functools import cache

import pytest

from sourcebook.stages.parse import parse

remembered = cache(parse)


@pytest.fixture(autouse=True)
def _parse_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sourcebook.pipeline.parse", remembered)
