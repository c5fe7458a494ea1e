"""Figures: what is one, and which backs which."""

from decimal import Decimal

import pytest

from sourcebook.model.dates import parse_edtf
from sourcebook.rules.backing import carries_date, dates_as_figures
from sourcebook.rules.figure import Figure
from sourcebook.rules.figures import figures


def shown(figure: Figure) -> str:
    """A figure in one word: its date, its day of a year, its century, or its number."""
    if figure.date:
        return figure.date.text
    if figure.day:
        return "--{:02}-{:02}".format(*figure.day)
    bound = {"": "", "more": ">", "less": "<", "about": "~"}[figure.bound]
    return f"{figure.century}th" if figure.century else f"{bound}{figure.number}{'%' if figure.percent else ''}"


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
        ("1,82", ["1.82"]),
        ("6 thousand, 4.6 million, 2 billion", ["6000", "4600000.0", "2000000000"]),
        ("4.6 millions", ["4600000.0"]),
        ("paragraph 8", []),
        ("paragraphs 8 and 9, of 10", ["10"]),
        ("paragraphs 3, 4, and 12", []),
        ("paragraphs 3–5 and 6 to 8", []),
        ("paragraphs 3 of 4", ["4"]),
        ("subparagraph 8", ["8"]),
        ("31 February 2021", ["31", "2021"]),
        ("2021-13", ["2021", "13"]),
        ("2021-22", ["2021", "22"]),
        ("No. 7: 3.5%, $20, ~30, 5-6 and 1/2.", ["7", "3.5%", "20", "30", "5", "6", "1/2"]),
        ("version 1.2.3", ["1.2"]),
        ("No.7 and p.8", ["7", "8"]),
        ("B12 and 12B", ["12"]),
        ("Mayor 12 of Marchfield 2020", ["12", "2020"]),
    ],
)
def test_reads(text: str, expected: list[str]) -> None:
    assert [shown(figure) for figure in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("six of 72", ["6", "72"]),
        ("Twenty-one and three hundred and four", ["21", "304"]),
        ("five six", ["5", "6"]),
        ("two thousand and twenty-one people", ["2021"]),
        ("eighteen hundred", ["1800"]),
        ("six hundred thousand, two million", ["600000", "2000000"]),
        ("two thirds, three quarters, half of it, ½", ["2/3", "3/4", "1/2", "1/2"]),
        ("the half that is left", []),
        ("hundreds of ships, dozens of boats", [">200", ">24"]),
        ("twice", ["2"]),
        ("one of them, the first and the second", []),
        ("at least one time", [">1"]),
        ("the fifth forum and the thirty-sixth meeting", ["5", "36"]),
        ("in its eighth paragraph, two lines on", []),
        ("more than 30, fewer than ten, about 7, 9 or more", [">30", "<10", "~7", ">9"]),
        ("50 %, 50 per cent, twenty percent", ["50%", "50%", "20%"]),
        ("the seventeenth century", ["17th"]),
    ],
)
def test_reads_words(text: str, expected: list[str]) -> None:
    assert [shown(figure) for figure in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 000", "10000"), ("10\u202f000", "10000"), ("4,6 Mio. Bücher", "4600000.0"), ("4,6", "4.6"),
        ("1.234.567,89", "1234567.89"), ("12’500", "12500"), ("12 mars 2021", "2021-03-12"),
        ("1er août 2021", "2021-08-01"), ("15. Juli 2021", "2021-07-15"), ("15 de julio de 2021", "2021-07-15"),
        ("15 luglio 2021", "2021-07-15"), ("15 Temmuz 2021", "2021-07-15"), ("15 iyul 2021", "2021-07-15"),
        ("15 հուլիսի 2021", "2021-07-15"), ("15 июля 2021", "2021-07-15"), ("15 يوليو 2021", "2021-07-15"),
        ("15 ژوئیهٔ 2021".replace("ٔ", ""), "2021-07-15"), ("2021. július 15", "2021-07-15"),
        ("15.07.2021", "2021-07-15"), ("17. Jahrhundert", "17th"), ("17e siècle", "17th"), ("mehr als 30", ">30"),
        ("30 Prozent", "30%"),
    ],
)  # fmt: skip
def test_reads_other_languages(text: str, expected: str) -> None:
    assert [shown(figure) for figure in figures(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("einundzwanzig von hundert", "de", ["21", "100"]), ("quatre-vingt-dix-neuf", "fr", ["99"]),
        ("yirmi bir", "tr", ["21"]), ("двадцать шесть", "ru", ["26"]), ("sei", "it", ["6"]), ("sei", "de", []),
        ("six", "xx", []), ("10.000", "de", ["10000"]), ("10.000", "en", ["10.000"]),
    ],
)  # fmt: skip
def test_reads_words_of_the_language_of_a_text(text: str, language: str, expected: list[str]) -> None:
    assert [shown(figure) for figure in figures(text, language)] == expected


@pytest.mark.parametrize(
    "text", ["an F-16", "Covid-19", "https://a.example/2021/07", "a.example/2021", "write to b2@a.example", "G-20"]
)
def test_digits_of_names_and_addresses_are_no_figures(text: str) -> None:
    assert figures(text) == ()


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
        ("17th century", "17th-century"), ("72", "seventy-two"), ("10.000", "10,000"), ("1,820", "more than 1,800"),
        ("1,820", "fewer than 1,900"), ("30", "about 30"), ("more than 30", "more than thirty"), ("30 %", "30 percent"),
        ("seventeenth century", "17th century"),
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
        ("17", "17th century"), ("1650", "17th century"), ("30", "30 percent"), ("30 %", "30"),
        ("30", "more than 30"), ("more than 30", "30"), ("more than 30", "fewer than 30"), ("about 30", "30"),
        ("1,820", "more than 1,700"), ("six", "nine"),
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
