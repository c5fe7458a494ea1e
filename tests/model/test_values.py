"""Answers: what is read, what is refused and with which cure, and when two of them say the same."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.model.dates import Edtf
from sourcebook.model.edtf import NotationError, parse_edtf
from sourcebook.model.names import Key
from sourcebook.model.record import AnswerType
from sourcebook.model.values import (
    Comparison,
    EntityValue,
    Number,
    Text,
    Value,
    YesNo,
    compare,
    parse_number,
    parse_value,
)
from tests.cases import cases


@cases
def test_reads_numbers(text: str, low: str | None, high: str | None, about: bool) -> None:
    read = parse_number(text)
    assert (read.low, read.high) == (low and Decimal(low), high and Decimal(high))
    assert (read.about, str(read)) == (about, text)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("number", "927", Number(Decimal(927), Decimal(927), False, "927")),
        ("date", "1888-05", parse_edtf("1888-05")),
        ("yes-no", "yes", YesNo(True)),
        ("yes-no", "no", YesNo(False)),
        ("text", " a cracked\n  lens ", Text("a cracked lens")),
    ],
)
def test_reads_an_answer_of_its_type(asked: AnswerType, text: str, expected: Value) -> None:
    read = parse_value(asked, text)
    assert read == expected
    assert parse_value(asked, str(read)) == read


@cases
def test_refuses_with_a_cure(asked: AnswerType, text: str, cure: str) -> None:
    with pytest.raises(NotationError) as refused:
        parse_value(asked, text)
    assert cure in refused.value.hint
    assert len(refused.value.message) < 100


def entity(slug: str) -> Value:
    return EntityValue(Key("people", slug))


@cases
def test_compares(asked: str, a: str, b: str, expected: Comparison) -> None:
    one, other = (value_of(asked, text) for text in (a, b))
    assert compare(one, other) == compare(other, one) == expected


def value_of(asked: Any, text: str) -> Value:
    folder, _, slug = text.partition("/")
    return EntityValue(Key(folder, slug)) if asked == "entity" else parse_value(asked, text)


decimals = st.decimals(-(10**6), 10**6, places=2).map(lambda number: f"{number:f}")


@st.composite
def written_numbers(draw: st.DrawFn) -> str:
    low, high = sorted([draw(decimals), draw(decimals)], key=Decimal)
    return draw(st.sampled_from(["", "~"])) + draw(st.sampled_from(["{0}", "{0}..", "..{0}", "{0}..{1}"])).format(
        low, high
    )


numbers = written_numbers().map(parse_number)
dates = st.dates().map(lambda day: day.isoformat())
edtfs = st.builds(
    lambda day, size, mark: parse_edtf(day[:size] + mark),
    dates,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "?", "~"]),
)
pairs = st.tuples(numbers, numbers) | st.tuples(edtfs, edtfs)


@given(pairs)
def test_comparing_is_symmetric_and_each_is_the_same_as_itself(pair: tuple[Value, Value]) -> None:
    a, b = pair
    assert compare(a, b) == compare(b, a)
    assert compare(a, a) == compare(b, b) == "same"


@given(pairs)
def test_a_date_that_is_marked_doubtful_never_differs(pair: tuple[Value, Value]) -> None:
    doubtful = any(value.qualifier for value in pair if isinstance(value, Edtf))
    assert not doubtful or compare(*pair) != "differ"


@given(decimals, numbers)
def test_an_exact_number_differs_from_a_range_where_it_lies_outside(digits: str, other: Number) -> None:
    exact, tenth = parse_number(digits), Decimal("0.1") * other.about
    low, high = (end and end + sign * tenth * abs(end) for end, sign in ((other.low, -1), (other.high, 1)))
    inside = (low is None or low <= Decimal(digits)) and (high is None or Decimal(digits) <= high)
    assert (compare(exact, other) == "differ") == (not inside)


@given(st.text("0129.~-, ", max_size=12) | st.text(max_size=60))
def test_any_text_is_read_as_a_number_in_order_or_refused_with_a_hint(text: str) -> None:
    read = read_or_hint(text)
    assert read
    if isinstance(read, Number):
        assert read.text == text
        assert read.low is not None or read.high is not None
        assert read.low is None or read.high is None or read.low <= read.high


def read_or_hint(text: str) -> Number | str:
    try:
        return parse_number(text)
    except NotationError as refused:
        return refused.hint
