"""Answers: what is read, what is refused and with which cure, and when two of them say the same."""

from decimal import Decimal

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

NUMBERS = {
    "927": ("927", "927", False), "0": ("0", "0", False), "4.6": ("4.6", "4.6", False), "-3.5": ("-3.5", "-3.5", False),
    "~30": ("30", "30", True), "200..": ("200", None, False), "..5": (None, "5", False), "2..5": ("2", "5", False),
    "-5..-2": ("-5", "-2", False), "~200..": ("200", None, True),
}  # fmt: skip

REFUSED: dict[tuple[AnswerType, str], str] = {
    ("number", "1,820"): "write the digits together",
    ("number", "1 820"): "write the digits together",
    ("number", "~12,345,678.5"): "write the digits together",
    ("number", "5..2"): "the smaller number first",
    ("number", ""): "write 927",
    ("number", ".."): "write 927",
    ("number", "~.."): "write 927",
    ("number", "~"): "write 927",
    ("number", "007"): "write 927",
    ("number", ".5"): "write 927",
    ("number", "5."): "write 927",
    ("number", "2...5"): "write 927",
    ("number", "1e5"): "write 927",
    ("number", "NaN"): "write 927",
    ("number", "30 lamps"): "write 927",
    ("number", "٣"): "write 927",
    ("number", "9" * 5000): "write 927",
    ("date", "May 1888"): "write 2021",
    ("yes-no", "Yes"): "write yes or no",
    ("yes-no", "true"): "write yes or no",
    ("text", " \n"): "in a few words",
}


@pytest.mark.parametrize("text", NUMBERS)
def test_reads_numbers(text: str) -> None:
    low, high, about = NUMBERS[text]
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


@pytest.mark.parametrize(("asked", "cure"), REFUSED.items(), ids=[text[:30] for _, text in REFUSED])
def test_refuses_with_a_cure(asked: tuple[AnswerType, str], cure: str) -> None:
    with pytest.raises(NotationError) as refused:
        parse_value(*asked)
    assert cure in refused.value.hint
    assert len(refused.value.message) < 100


def entity(slug: str) -> Value:
    return EntityValue(Key("people", slug))


COMPARED: list[tuple[Value, Value, Comparison]] = [
    (parse_number("12"), parse_number("12.0"), "same"),
    (parse_number("12"), parse_number("13"), "differ"),
    (parse_number("200.."), parse_number("927"), "unclear"),
    (parse_number("200.."), parse_number("200"), "unclear"),
    (parse_number("200.."), parse_number("199.9"), "differ"),
    (parse_number("..5"), parse_number("6.."), "differ"),
    (parse_number("..5"), parse_number("5.."), "unclear"),
    (parse_number("2..5"), parse_number("2.0..5.0"), "same"),
    (parse_number("~30"), parse_number("~30"), "same"),
    (parse_number("~30"), parse_number("30"), "unclear"),
    (parse_number("~30"), parse_number("3000"), "unclear"),
    (parse_edtf("1888"), parse_edtf("1888"), "same"),
    (parse_edtf("1888"), parse_edtf("1889"), "differ"),
    (parse_edtf("1888"), parse_edtf("1888-05-03"), "unclear"),
    (parse_edtf("1888?"), parse_edtf("1888?"), "same"),
    (parse_edtf("1888?"), parse_edtf("1950"), "unclear"),
    (parse_edtf("1888~"), parse_edtf("1888"), "unclear"),
    (parse_edtf("[..1888]"), parse_edtf("../1888"), "unclear"),
    (parse_edtf("1888/1889"), parse_edtf("1888-01-01/1889-12-31"), "unclear"),
    (parse_edtf("../1888"), parse_edtf("1889/.."), "differ"),
    (entity("odd"), entity("odd"), "same"),
    (entity("odd"), entity("brit"), "differ"),
    (entity("odd"), EntityValue(Key("places", "odd")), "differ"),
    (YesNo(True), YesNo(True), "same"),
    (YesNo(True), YesNo(False), "differ"),
    (Text("Fog at night"), Text("fog at night"), "same"),
    (Text("fog"), Text("a cracked lens"), "unclear"),
]


@pytest.mark.parametrize(("a", "b", "expected"), COMPARED, ids=[f"{a} {b}" for a, b, _ in COMPARED])
def test_compares(a: Value, b: Value, expected: Comparison) -> None:
    assert compare(a, b) == compare(b, a) == expected


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
def test_what_is_marked_doubtful_never_differs(pair: tuple[Value, Value]) -> None:
    doubtful = any(
        value.about if isinstance(value, Number) else value.qualifier
        for value in pair
        if isinstance(value, Number | Edtf)
    )
    assert not doubtful or compare(*pair) != "differ"


@given(decimals, numbers)
def test_an_exact_number_differs_from_a_range_where_it_lies_outside(digits: str, other: Number) -> None:
    exact = parse_number(digits)
    inside = other.about or (
        (other.low is None or other.low <= Decimal(digits)) and (other.high is None or Decimal(digits) <= other.high)
    )
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
