"""Figures: what is one, and which backs which."""

from decimal import Decimal

import pytest

from sourcebook.model.dates import parse_edtf
from sourcebook.rules.figures import Figure, carries_date, dates_as_figures, figures


def shown(figure: Figure) -> str:
    """A figure in one word: its date, its day of a year, its century, or its number."""
    if figure.date:
        return figure.date.text
    if figure.day:
        return "--{:02}-{:02}".format(*figure.day)
    return f"{figure.century}th" if figure.century else str(figure.number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no figure, not even one", []),
        ("15 July 2021", ["2021-07-15"]),
        ("15 July, 2021", ["2021-07-15"]),
        ("July 15, 2021", ["2021-07-15"]),
        ("July 2021", ["2021-07"]),
        ("July, 2021", ["2021-07"]),
        ("2021", ["2021"]),
        ("2021-07-15 and 2021-07", ["2021-07-15", "2021-07"]),
        ("15 July", ["--07-15"]),
        ("July 15", ["--07-15"]),
        ("on 15 July 2021 and 16 July", ["2021-07-15", "--07-16"]),
        ("19–20 September 2023", ["2023-09-19/2023-09-20"]),
        ("19 – 20 September 2023", ["2023-09-19/2023-09-20"]),
        ("September 19-20, 2023", ["2023-09-19/2023-09-20"]),
        ("19–20 September", ["--09-19", "--09-20"]),
        ("from 19 to 20 September 2023", ["2023-09-19/2023-09-20"]),
        ("17th century", ["17th"]),
        ("a 1st-century wall", ["1th"]),
        ("the 21st century and the 22nd century", ["21th", "22th"]),
        ("the 2nd of them", ["2"]),
        ("1,820", ["1820"]),
        ("1,820,500.75", ["1820500.75"]),
        ("1,82", ["1", "82"]),
        ("6 thousand, 4.6 million, 2 billion", ["6000", "4600000.0", "2000000000"]),
        ("4.6 millions", ["4.6"]),
        ("paragraph 8", []),
        ("paragraphs 8 and 9, of 10", ["10"]),
        ("paragraphs 3, 4, and 12", []),
        ("paragraphs 3–5 and 6 to 8", []),
        ("paragraphs 3 of 4", ["4"]),
        ("subparagraph 8", ["8"]),
        ("31 February 2021", ["31", "2021"]),
        ("2021-13", ["2021", "13"]),
        ("2021-22", ["2021", "22"]),
        ("No. 7: 3.5%, $20, ~30, 5-6 and 1/2.", ["7", "3.5", "20", "30", "5", "6", "1", "2"]),
        ("version 1.2.3", ["1.2"]),
        ("No.7 and p.8", ["7", "8"]),
        ("B12 and 12B", ["12"]),
        ("Mayor 12 of Marchfield 2020", ["12", "2020"]),
    ],
)
def test_reads(text: str, expected: list[str]) -> None:
    assert [shown(figure) for figure in figures(text)] == expected


def test_places_and_texts_are_those_of_the_sentence() -> None:
    text = "In paragraph 8: 1,820 since 15 July 2021, or 4.6 million by 16 July."
    assert [(figure.start, figure.text) for figure in figures(text)] == [
        (16, "1,820"),
        (28, "15 July 2021"),
        (45, "4.6 million"),
        (60, "16 July"),
    ]
    assert all(text[figure.start :].startswith(figure.text) for figure in figures(text))


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ("1,820", "1820"), ("4.6 million", "4,600,000"), ("15 July 2021", "July 15, 2021"),
        ("15 July 2021", "2021-07-15"), ("15 July 2021", "July 2021"), ("15 July 2021", "2021"),
        ("15 July 2021", "15 July"), ("15 July", "July 15"), ("July 2021", "2021"),
        ("19–20 September 2023", "19 September"), ("19–20 September 2023", "September 2023"),
        ("17th century", "17th-century"),
    ],
)  # fmt: skip
def test_backs_the_same_and_the_less_exact(record: str, sentence: str) -> None:
    assert figures(record)[0].backs(figures(sentence)[0])


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ("1,820", "1,821"), ("182", "1,820"), ("4.6 million", "4.6"), ("July 2021", "15 July 2021"),
        ("2021", "July 2021"), ("15 July 2021", "16 July 2021"), ("15 July 2021", "15 July 2022"),
        ("15 July 2021", "15"), ("15 July", "15 July 2021"), ("July 2021", "15 July"),
        ("19–20 September 2023", "21 September"), ("17th century", "18th century"), ("17th century", "17"),
        ("17", "17th century"), ("1650", "17th century"),
    ],
)  # fmt: skip
def test_backs_nothing_else_and_nothing_more_exact(record: str, sentence: str) -> None:
    assert not figures(record)[0].backs(figures(sentence)[0])


def test_a_day_of_a_span_is_carried_by_its_ends() -> None:
    spans = dates_as_figures([parse_edtf("2023-09-19/2023-09-20"), parse_edtf("[1931-08..]")])
    carried = ["19 September 2023", "20 September", "September 2023", "2023", "August 1931", "1931"]
    refused = ["18 September 2023", "1 August 1931", "1932", "19"]
    assert [text for text in carried if not any(anchor.backs(figures(text)[0]) for anchor in spans)] == []
    assert [text for text in refused if any(anchor.backs(figures(text)[0]) for anchor in spans)] == []


@pytest.mark.parametrize(
    ("text", "date", "carried"),
    [
        ("on 15 July 2021", "2021-07-15", True), ("on 15 July 2021", "2021-07", True),
        ("on 15 July 2021", "2021", True), ("in July 2021", "2021-07-15", False), ("in 2021", "2021", True),
        ("about 2021", "2021~", True), ("2021 crowns", "2022", False), ("between 2021 and 2023", "2021/2023", True),
        ("since 2021", "2021/2023", False), ("by 15 July 2021", "[..2021-07-15]", True),
        ("by July 2021", "[..2021-07-15]", False), ("19–20 September 2023", "2023-09-19/2023-09-20", True),
        ("no date", "2021", False),
    ],
)  # fmt: skip
def test_carries_a_date_whole_or_by_both_its_ends(text: str, date: str, carried: bool) -> None:
    assert carries_date(figures(text), parse_edtf(date)) is carried


def test_numbers_are_exact() -> None:
    assert figures("0.1")[0].number == Decimal("0.1")
