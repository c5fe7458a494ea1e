"""Sums: chains of plus, minus and times, joined by signs of more, less and equal."""

import re

import pytest

from sourcebook.rules.puzzles import reckon


@pytest.mark.parametrize(
    "equation",
    [
        "1 + 2 = 3", "1+2=3", "927 + 808 + 85 = 1,820", "1,820 > 1,000", "10 - 4 - 3 = 3", "10 − 4 = 6",
        "2 + 3 * 4 = 14", "2 × 3 × 4 = 24", "10 - 2 * 3 = 4", "0.1 + 0.2 = 0.3", "1 < 2 < 3", "3 ≥ 3 <= 4",
        "3 >= 2 ≤ 2", "6 + 7 = 13 < 14",
    ],
)  # fmt: skip
def test_holds(equation: str) -> None:
    assert reckon(equation)


@pytest.mark.parametrize(
    "equation", ["1 + 2 = 4", "10 - 4 - 3 = 9", "2 + 3 * 4 = 20", "1 < 3 < 2", "2 < 2", "3 > 4", "1 = 1 = 2"]
)
def test_does_not_hold(equation: str) -> None:
    assert not reckon(equation)


@pytest.mark.parametrize(
    ("equation", "why"),
    [
        ("", "it has no =, < or >"), ("1 + 2", "it has no =, < or >"), ("1 + = 2", "a number is missing"),
        ("= 2", "a number is missing"), ("1 = ", "a number is missing"), ("1 2 = 3", "at '2'"), ("+ 1 = 1", "at '+ 1'"),
        ("1 + + 2 = 3", "at '+ 2'"), ("-1 = -1", "at '-1'"), ("4 / 2 = 2", "at '/ 2'"), ("(1 + 2) = 3", "at '(1 + 2)'"),
        ("two = 2", "at 'two'"), ("1 == 1", "a number is missing"), ("2 ** 3 = 8", "at '* 3'"),
    ],
)  # fmt: skip
def test_is_no_sum(equation: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why) + r"\Z"):
        reckon(equation)
