"""Figures: what is one, and which backs which."""

from decimal import Decimal

import pytest

from sourcebook.model.edtf import parse_edtf
from sourcebook.rules.backing import carries_date, dates_as_figures
from sourcebook.rules.figure import Figure
from sourcebook.rules.figures import figures
from tests.cases import cases


def shown(figure: Figure) -> str:
    """A figure in one word: its date, its day of a year, its century, or its number."""
    if figure.date:
        return figure.date.text
    if figure.day:
        return "--{:02}-{:02}".format(*figure.day)
    bound = {"": "", "more": ">", "less": "<", "about": "~"}[figure.bound]
    return f"{figure.century}th" if figure.century else f"{bound}{figure.number}{'%' if figure.percent else ''}"


@cases
def test_reads(text: str, expected: list[str]) -> None:
    assert [shown(figure) for figure in figures(text)] == expected


@cases
def test_reads_words(text: str, expected: list[str]) -> None:
    assert [shown(figure) for figure in figures(text)] == expected


@cases
def test_reads_other_languages(text: str, expected: str) -> None:
    assert [shown(figure) for figure in figures(text)] == [expected]


@cases
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


@cases
def test_backs_the_same_and_the_less_exact(record: str, sentence: str) -> None:
    assert figures(record)[0].backs(figures(sentence)[0])


@cases
def test_backs_nothing_else_and_nothing_more_exact(record: str, sentence: str) -> None:
    assert not figures(record)[0].backs(figures(sentence)[0])


def test_a_day_of_a_span_is_carried_by_its_ends() -> None:
    spans = dates_as_figures([parse_edtf("2023-09-19/2023-09-20"), parse_edtf("[1931-08..]")])
    carried = ["19 September 2023", "20 September", "September 2023", "2023", "August 1931", "1931"]
    refused = ["18 September 2023", "1 August 1931", "1932", "19"]
    assert [text for text in carried if not any(anchor.backs(figures(text)[0]) for anchor in spans)] == []
    assert [text for text in refused if any(anchor.backs(figures(text)[0]) for anchor in spans)] == []


@cases
def test_carries_a_date_whole_or_by_both_its_ends(text: str, date: str, carried: bool) -> None:
    assert carries_date(figures(text), parse_edtf(date)) is carried


def test_numbers_are_exact() -> None:
    assert figures("0.1")[0].number == Decimal("0.1")
