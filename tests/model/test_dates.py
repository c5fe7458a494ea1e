"""Dates: how they lie to one another, and how days are numbered."""

import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.model.dates import FIRST, LAST, Day, Edtf, before, meets, within
from sourcebook.model.edtf import parse_edtf
from tests.model.test_edtf import days, edtfs

LYING = {
    ("2021", "2021-07-15"): "meets", ("2021-07-15", "2021"): "meets within", ("2021-07", "2021-08"): "before",
    ("2021-08", "2021-07"): "", ("2021-07-15", "[..2021-07-15]"): "meets within",
    ("../2021-07", "2021-07-31/.."): "meets", ("../2021-07", "2021-08/.."): "before",
    ("2021/..", "2020/.."): "meets within", ("2020/..", "2021/.."): "meets",
    ("[2021..2022]", "2021/2022"): "meets within", ("2021-05/2021-07", "2021-07/2021-09"): "meets",
}  # fmt: skip


@pytest.mark.parametrize(("pair", "expected"), LYING.items(), ids=[" ".join(pair) for pair in LYING])
def test_how_two_dates_lie_to_one_another(pair: tuple[str, str], expected: str) -> None:
    a, b = (parse_edtf(text) for text in pair)
    assert " ".join(name.__name__ for name in (meets, within, before) if name(a, b)) == expected


@given(edtfs, edtfs)
def test_of_two_dates_one_is_before_the_other_or_they_meet(a: Edtf, b: Edtf) -> None:
    assert [before(a, b), before(b, a), meets(a, b)].count(True) == 1
    assert meets(a, b) == meets(b, a)


@given(edtfs, edtfs, edtfs)
def test_lying_within_is_an_order_and_meets(a: Edtf, b: Edtf, c: Edtf) -> None:
    assert within(a, a)
    for x, y in product((a, b, c), repeat=2):
        if within(x, y):
            assert meets(x, y)
            assert within(y, x) == ((x.earliest, x.latest) == (y.earliest, y.latest))
            assert all(within(x, z) for z in (a, b, c) if within(y, z))


@given(edtfs, days)
def test_a_day_lies_within_a_date_where_it_is_between_its_bounds(a: Edtf, day: datetime.date) -> None:
    between = (a.earliest or FIRST) <= Day(day.year, day.month, day.day) <= (a.latest or LAST)
    assert within(parse_edtf(day.isoformat()), a) == between == meets(parse_edtf(day.isoformat()), a)


@given(st.integers(-5000, 5000), st.integers(-3000, 3000))
def test_days_are_numbered_as_the_calendar_counts_them(era: int, distance: int) -> None:
    first = datetime.date(2000, 3, 1) + datetime.timedelta(distance)
    moved = Day(era * 400 + first.year, first.month, first.day)
    assert moved.number - Day(era * 400 + 2000, 3, 1).number == distance
