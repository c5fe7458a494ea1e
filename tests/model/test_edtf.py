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

READ = {
    "2021": ("2021-01-01", "2021-12-31", "date", "year", ""),
    "2021-02": ("2021-02-01", "2021-02-28", "date", "month", ""),
    "2020-02": ("2020-02-01", "2020-02-29", "date", "month", ""),
    "2021-12": ("2021-12-01", "2021-12-31", "date", "month", ""),
    "2021-07-15": ("2021-07-15", "2021-07-15", "date", "day", ""),
    "2021?": ("2021-01-01", "2021-12-31", "date", "year", "?"),
    "2021-07~": ("2021-07-01", "2021-07-31", "date", "month", "~"),
    "2021-07-15%": ("2021-07-15", "2021-07-15", "date", "day", "%"),
    "[..2021-01-12]": (None, "2021-01-12", "one-of", "day", ""),
    "[2021..]": ("2021-01-01", None, "one-of", "year", ""),
    "[2022..2023-11-13]": ("2022-01-01", "2023-11-13", "one-of", "day", ""),
    "2021-05/2021-07": ("2021-05-01", "2021-07-31", "interval", "month", ""),
    "2021-05-03/2021": ("2021-05-03", "2021-12-31", "interval", "day", ""),
    "../2021-05": (None, "2021-05-31", "interval", "month", ""),
    "2021-05-03/..": ("2021-05-03", None, "interval", "day", ""),
    "2021~/2022": ("2021-01-01", "2022-12-31", "interval", "year", "~"),
    "2021~/2022?": ("2021-01-01", "2022-12-31", "interval", "year", "%"),
    "[2021?..2022?]": ("2021-01-01", "2022-12-31", "one-of", "year", "?"),
    "0001": ("0001-01-01", "0001-12-31", "date", "year", ""),
    "9999-12": ("9999-12-01", "9999-12-31", "date", "month", ""),
    "0000-02": ("0000-02-01", "0000-02-29", "date", "month", ""),
    "-0001": ("-0001-01-01", "-0001-12-31", "date", "year", ""),
    "-0044-03-15": ("-0044-03-15", "-0044-03-15", "date", "day", ""),
    "Y-17000": ("-17000-01-01", "-17000-12-31", "date", "year", ""),
    "2021-21": ("2021-03-01", "2021-05-31", "date", "season", ""),
    "2021-24?": ("2021-12-01", "2022-02-28", "date", "season", "?"),
    "201X": ("2010-01-01", "2019-12-31", "date", "decade", ""),
    "19XX~": ("1900-01-01", "1999-12-31", "date", "century", "~"),
    "-01XX": ("-0199-01-01", "-0100-12-31", "date", "century", ""),
    "2020-02-XX": ("2020-02-01", "2020-02-29", "date", "month", ""),
    "2021-XX": ("2021-01-01", "2021-12-31", "date", "year", ""),
    "2021-XX-XX": ("2021-01-01", "2021-12-31", "date", "year", ""),
    "2021-07-15T09:30:00+04:30": ("2021-07-15", "2021-07-15", "date", "day", ""),
    "/2021": (None, "2021-12-31", "interval", "year", ""),
    "2021-07/": ("2021-07-01", None, "interval", "month", ""),
    "-0100/0100": ("-0100-01-01", "0100-12-31", "interval", "year", ""),
    "2021-22/2021-23": ("2021-06-01", "2021-11-30", "interval", "season", ""),
    "[1667,1668-12,1670..1672]": ("1667-01-01", "1672-12-31", "any-of", "month", ""),
    "[..1667,1670]": (None, "1670-12-31", "any-of", "year", ""),
    "{2019,2021..}": ("2019-01-01", None, "all-of", "year", ""),
    "{2019..2021}": ("2019-01-01", "2021-12-31", "interval", "year", ""),
}

REFUSED = {
    "2021-02-29": "no day of the calendar",
    "2021-13": "no day of the calendar",
    "2021-00": "no day of the calendar",
    "2021-07-00": "no day of the calendar",
    "-0000": "1 BCE",
    "20210": "begin with Y",
    "Y2021": "write 2021",
    "2022/2021": "ends before it begins",
    "2021-07-16/2021-07-15": "ends before it begins",
    "[2022..2021-12-31]": "ends before it begins",
    "": "write 2021",
    "15 July 2021": "write 2021",
    "２０２１": "write 2021",
    "2021\n": "write 2021",
    "[2021]": "write 2021",
    "{2021}": "write 2021",
    "[[2021..]]": "write 2021",
    "[2021..2022..2023]": "write 2021",
    "1" * 5000: "write 2021",
    "2021-7-5": "two digits",
    "2021/07/15": "two digits",
    "2021.07.15": "two digits",
    "2021-07-15T10:00": "time of day",
    "2021-07-15T25:00:00": "time of day",
    "2021-07-15T10:00:00/2022": "time of day",
    "2021-33": "as a span",
    "2021-21-03": "no day of the calendar",
    "2XXX": "the last digits",
    "2021-XX-03": "a whole month or day",
    "199u": "the last digits",
    "[2021, 2022]": "the blanks",
    "../..": "on one side",
    "[..]": "on one side",
    "/": "on one side",
    "/..": "on one side",
    "{..}": "on one side",
    "2021..2022": "in brackets",
    "..2021": "in brackets",
    "[2021/2022]": "two dots",
    "[../2021]": "two dots",
    "?2021": "at the end",
    "2021?-07": "at the end",
    "2021?~": "at the end",
    "2021–2022": "a slash",
}


def text_of(day: Day | None) -> str | None:
    return str(day) if day else None


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    earliest, latest, form, precision, qualifier = READ[text]
    read = parse_edtf(text)
    assert (str(read), text_of(read.earliest), text_of(read.latest)) == (text, earliest, latest)
    assert (read.form, read.precision, read.qualifier) == (form, precision, qualifier)


@pytest.mark.parametrize(("text", "cure"), REFUSED.items(), ids=[text[:30] for text in REFUSED])
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
