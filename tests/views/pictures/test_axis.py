"""The axis: equal years, folds, and where dates of each exactness lie."""

from itertools import pairwise

import pytest

from sourcebook.model.edtf import parse_edtf
from sourcebook.views.pictures.axis import Axis, shape_of, ticks
from tests.cases import cases


def axis(*texts: str) -> Axis:
    return Axis.of(parse_edtf(text) for text in texts)


@cases
def test_columns(texts: list[str], years: list[str]) -> None:
    assert [str(year or "fold") for year in axis(*texts).columns] == years


def test_years_are_equal_and_a_fold_is_half_as_wide() -> None:
    found = axis("2018", "2020", "2021")
    assert found.years == ((2018, 0.0, 28.57), (2020, 42.86, 71.43), (2021, 71.43, 100.0))
    assert found.folds == ((28.57, 42.86, 1),)


@cases
def test_shape_says_how_exact_a_date_is(text: str, shape: str) -> None:
    assert shape_of(parse_edtf(text)) == shape


@cases
def test_extent_of_a_date_between_two_years(text: str, start: float, end: float) -> None:
    found = axis("2020", "2021").extent(parse_edtf(text))
    assert (found.start, found.end) == (start, end)


def test_open_dates_reach_to_the_edge_and_limits_a_little_way() -> None:
    found = axis("../2020", "2021/..", "[..2020-12-31]", "[2021..]")
    assert (found.extent(parse_edtf("../2020")).start, found.extent(parse_edtf("2021/..")).end) == (0.0, 100.0)
    by, later = found.extent(parse_edtf("[..2020-12-31]")), found.extent(parse_edtf("[2021..]"))
    assert (by.start, by.end, later.start, later.end) == (23.33, 50.0, 50.0, 76.67)


def test_the_last_day_of_the_calendar_has_a_place() -> None:
    assert axis("9999-12-31").extent(parse_edtf("9999-12-31")).end == pytest.approx(99.86, abs=0.01)


def test_years_that_are_written_keep_apart_and_those_after_a_fold_come_first() -> None:
    years = axis(*map(str, range(1990, 2020)), "2030").years
    one = ticks(years, 280, 36, 1)
    assert [year for year, _, _ in one][:2] == [1990, 1995]
    assert 2030 in [year for year, _, _ in one]
    two = ticks(years, 280, 36, 2)
    assert len(two) > len(one)
    for lines in (one, two):
        for line in {line for _, _, line in lines}:
            middles = [middle for _, middle, other in lines if other == line]
            assert min(b - a for a, b in pairwise(middles)) * 2.8 >= 36
