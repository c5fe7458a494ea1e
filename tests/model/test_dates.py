"""Dates in EDTF: what is read, what is refused and with which cure, and how ranges lie to one another."""

import calendar
import datetime
import time
from itertools import product

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.model.dates import Edtf, EdtfError, Qualifier, before, meets, parse_edtf, within

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
}

REFUSED = {
    "2021-02-29": "no day of the calendar",
    "2021-13": "no day of the calendar",
    "2021-00": "no day of the calendar",
    "0000": "no day of the calendar",
    "2022/2021": "ends before it begins",
    "2021-07-16/2021-07-15": "ends before it begins",
    "[2022..2021-12-31]": "ends before it begins",
    "": "write 2021",
    "15 July 2021": "write 2021",
    "２０２１": "write 2021",
    "2021\n": "write 2021",
    "[2021]": "write 2021",
    "[[2021..]]": "write 2021",
    "[2021..2022..2023]": "write 2021",
    "1" * 5000: "write 2021",
    "2021-7-5": "two digits",
    "2021/07/15": "two digits",
    "2021.07.15": "two digits",
    "2021-07-15T10:00": "time of day",
    "2021-21": "as a span",
    "20XX": "the years it may be",
    "199u": "the years it may be",
    "[2021,2022]": "a claim of its own",
    "{2021,2022}": "a claim of its own",
    "../..": "on one side",
    "[..]": "on one side",
    "/2021": "open end",
    "2021/": "open end",
    "2021..2022": "in brackets",
    "..2021": "in brackets",
    "[2021/2022]": "two dots",
    "[../2021]": "two dots",
    "?2021": "at the end",
    "2021?-07": "at the end",
    "2021?~": "at the end",
    "2021–2022": "a slash",
}


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    earliest, latest, form, precision, qualifier = READ[text]
    read = parse_edtf(text)
    assert (str(read), read.earliest, read.latest) == (text, day(earliest), day(latest))
    assert (read.form, read.precision, read.qualifier) == (form, precision, qualifier)


@pytest.mark.parametrize(("text", "cure"), REFUSED.items(), ids=[text[:30] for text in REFUSED])
def test_refuses_with_a_cure(text: str, cure: str) -> None:
    with pytest.raises(EdtfError) as refused:
        parse_edtf(text)
    assert cure in f"{refused.value.message} ({refused.value.hint})"
    assert text[:40] in refused.value.message


def start(text: str) -> datetime.date:
    earliest = parse_edtf(text).earliest
    assert earliest
    return earliest


days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
marks: st.SearchStrategy[Qualifier] = st.sampled_from(["", "?", "~", "%"])


@st.composite
def written_dates(draw: st.DrawFn) -> str:
    """One date of any precision and mark: `2021-07~`."""
    return draw(days).isoformat()[: draw(st.sampled_from([4, 7, 10]))] + draw(marks)


@st.composite
def written_edtf(draw: st.DrawFn) -> str:
    """Any date that this record can hold, with the bounds of a range in order."""
    first, second = sorted([draw(written_dates()), draw(written_dates())], key=start)
    forms = ("{0}", "{0}/{1}", "../{0}", "{0}/..", "[{0}..{1}]", "[..{0}]", "[{0}..]")
    return draw(st.sampled_from(forms)).format(first, second)


edtfs = written_edtf().map(parse_edtf)


def as_days(found: time.struct_time) -> datetime.date:
    return datetime.date(found.tm_year, found.tm_mon, found.tm_mday)


@given(written_dates())
def test_bounds_of_a_date_are_those_of_the_edtf_library(text: str) -> None:
    oracle, read = edtf.parse_edtf(text), parse_edtf(text)
    assert (read.earliest, read.latest) == (as_days(oracle.lower_strict()), as_days(oracle.upper_strict()))
    marked = {"?": "is_uncertain", "~": "is_approximate", "%": "is_uncertain_and_approximate"}
    assert all(bool(getattr(oracle, name, False)) == (read.qualifier == mark) for mark, name in marked.items())


@given(written_dates(), written_dates())
def test_bounds_of_a_span_are_those_of_the_edtf_library(a: str, b: str) -> None:
    first, last = sorted([a, b], key=start)
    oracle, read = edtf.parse_edtf(f"{first}/{last}"), parse_edtf(f"{first}/{last}")
    assert (read.earliest, read.latest) == (as_days(oracle.lower_strict()), as_days(oracle.upper_strict()))


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_day_is_read_where_the_calendar_has_it_and_nowhere_else(year: int, month: int, number: int) -> None:
    exists = 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]
    text = f"{year:04}-{month:02}-{number:02}"
    if exists:
        assert parse_edtf(text).earliest == datetime.date(year, month, number)
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
    between = (a.earliest or day) <= day <= (a.latest or day)
    assert within(parse_edtf(day.isoformat()), a) == between == meets(parse_edtf(day.isoformat()), a)
