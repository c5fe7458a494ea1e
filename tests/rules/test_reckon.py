"""Sums: chains of plus, minus and times, joined by signs of more, less and equal."""

import re

import pytest

from sourcebook.rules.puzzles import reckon
from tests.cases import cases


@cases
def test_holds(equation: str) -> None:
    assert reckon(equation)


@pytest.mark.parametrize(
    "equation", ["1 + 2 = 4", "10 - 4 - 3 = 9", "2 + 3 * 4 = 20", "1 < 3 < 2", "2 < 2", "3 > 4", "1 = 1 = 2"]
)
def test_does_not_hold(equation: str) -> None:
    assert not reckon(equation)


@cases
def test_is_no_sum(equation: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why) + r"\Z"):
        reckon(equation)
