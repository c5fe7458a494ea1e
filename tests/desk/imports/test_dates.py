"""Days as documents write them."""

import pytest

from sourcebook.desk.imports.dates import ambiguous_date, find_day


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("2021-07-15", "2021-07-15", ""),
        ("2021-07-15T09:30:00+04:00", "2021-07-15", ""),
        ("2021/7/5 14:30 By Wire", "2021-07-05", "By Wire"),
        ("15 July 2021", "2021-07-15", ""),
        ("Brennhavn Courier, 12 March 1931", "1931-03-12", "Brennhavn Courier,"),
        ("Thursday, 15th July, 2021 at 2:30 pm", "2021-07-15", ""),
        ("July 5, 2021, 14:30 CET", "2021-07-05", ""),
        ("Jul. 5, 2021", "2021-07-05", ""),
        ("Sept 5 2021", "2021-09-05", ""),
        ("15.07.2021", "2021-07-15", ""),
        ("29 February 2024", "2024-02-29", ""),
    ],
)
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
