"""Dates in EDTF: what is read, what is refused and with which cure."""

import calendar
import datetime
import time

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.model.dates import Day, Edtf, Qualifier
from sourcebook.model.edtf import EdtfError, parse_edtf
from tests.cases import cases


def text_of(day: Day | None) -> str | None:
    return str(day) if day else None


@cases
def test_reads(text: str, earliest: str | None, latest: str | None, form: str, precision: str, qualifier: str) -> None:
    read = parse_edtf(text)
    assert (str(read), text_of(read.earliest), text_of(read.latest)) == (text, earliest, latest)
    assert (read.form, read.precision, read.qualifier) == (form, precision, qualifier)


@cases
def test_refuses_with_a_cure(text: str, cure: str) -> None:
    with pytest.raises(EdtfError) as refused:
        parse_edtf(text)
    assert cure in f"{refused.value.message} ({refused.value.hint})"
    assert text[:40] in refused.value.message


def start(text: str) -> Day:
    earliest = parse_edtf(text).earliest
    assert earliest
    return earliest


days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
marks: st.SearchStrategy[Qualifier] = st.sampled_from(["", "?", "~", "%"])


@st.composite
def written_dates(draw: st.DrawFn) -> str:
    """One date of any precision and mark: `2021-07~`."""
    text = draw(days).isoformat()
    year, month = text[:4], text[:7]
    unspecified = (f"{year}-XX", f"{month}-XX", f"{year}-XX-XX", f"{year[:3]}X", f"{year[:2]}XX")
    season = f"{year}-{draw(st.integers(21, 23))}"
    parts = (year, month, text, season, *unspecified[: 3 + 2 * (year >= "0100")])
    return draw(st.sampled_from(parts)) + draw(marks)


@st.composite
def written_edtf(draw: st.DrawFn) -> str:
    """Any date that this record can hold, with the bounds of a range in order."""
    first, second = sorted([draw(written_dates()), draw(written_dates())], key=start)
    forms = ("{0}", "{0}/{1}", "../{0}", "{0}/..", "[{0}..{1}]", "[..{0}]", "[{0}..]")
    return draw(st.sampled_from(forms)).format(first, second)


edtfs = written_edtf().map(parse_edtf)


def as_day(found: time.struct_time) -> Day:
    return Day(found.tm_year, found.tm_mon, found.tm_mday)


@given(written_dates(), marks)
def test_bounds_of_a_date_are_those_of_the_edtf_library(written: str, mark: Qualifier) -> None:
    text = written.rstrip("?~%")
    oracle, read = edtf.parse_edtf(text), parse_edtf(text + mark)
    assert (read.earliest, read.latest) == (as_day(oracle.lower_strict()), as_day(oracle.upper_strict()))
    assert read.qualifier == mark


@given(written_dates(), written_dates())
def test_bounds_of_a_span_are_those_of_the_edtf_library(a: str, b: str) -> None:
    first, last = sorted((text.partition("-XX")[0].rstrip("?~%") for text in (a, b)), key=start)
    oracle, read = edtf.parse_edtf(f"{first}/{last}"), parse_edtf(f"{first}/{last}")
    assert (read.earliest, read.latest) == (as_day(oracle.lower_strict()), as_day(oracle.upper_strict()))


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_day_is_read_where_the_calendar_has_it_and_nowhere_else(year: int, month: int, number: int) -> None:
    exists = 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]
    text = f"{year:04}-{month:02}-{number:02}"
    if exists:
        assert parse_edtf(text).earliest == (year, month, number)
    else:
        with pytest.raises(EdtfError):
            parse_edtf(text)


@given(st.text("0129-/.[]?~%TX, ", max_size=24) | st.text(max_size=50))
def test_any_text_is_read_as_it_stands_or_refused_with_a_hint(text: str) -> None:
    read = read_or_hint(text)
    assert read
    if isinstance(read, Edtf):
        assert read.text == text
        assert read.earliest or read.latest
        assert not (read.earliest and read.latest and read.earliest > read.latest)


def read_or_hint(text: str) -> Edtf | str:
    try:
        return parse_edtf(text)
    except EdtfError as refused:
        return refused.hint
