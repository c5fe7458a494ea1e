"""Days as documents write them."""

import pytest

from sourcebook.desk.imports.dates import ambiguous_date, find_day
from tests.cases import cases


@cases
def test_a_day(text: str, day: str, rest: str) -> None:
    assert find_day(text) == (day, rest)


@pytest.mark.parametrize(
    "text",
    ["29 February 2023", "2023-02-30", "31.04.2021", "July 2021", "2021", "3/4/2021", "Marching 5, 2021", "no day", ""],
)
def test_no_day(text: str) -> None:
    assert find_day(text) is None


def test_a_day_that_reads_two_ways() -> None:
    assert ambiguous_date("on 3/4/2021 or so") == "3/4/2021"
    assert ambiguous_date("15.07.2021") is None
