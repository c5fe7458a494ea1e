"""Dates and numbers in words: as exact as they are and no more."""

import pytest

from sourcebook.model.edtf import parse_edtf
from sourcebook.model.values import Text, YesNo, parse_number
from sourcebook.views.formatting import date_text, date_view, number_text, span_view, value_text
from sourcebook.views.translations import Translations
from tests.cases import cases
from tools.environment import ROOT


@pytest.fixture(scope="module")
def t() -> Translations:
    return Translations.load(ROOT / "templates" / "words" / "en.toml")


@cases
def test_date(t: Translations, text: str, said: str) -> None:
    assert date_text(parse_edtf(text), t) == said


@pytest.mark.parametrize(
    ("text", "machine"),
    [
        ("2021-07-15", "2021-07-15"),
        ("2021-07?", "2021-07"),
        ("2021/..", None),
        ("[..2021]", None),
        ("2021-21", None),
        ("201X", None),
        ("-0043", None),
        ("2021-07-15T09:30:00Z", None),
    ],
)
def test_html_has_a_form_for_plain_dates_only(t: Translations, text: str, machine: str | None) -> None:
    view = date_view(parse_edtf(text), t)
    assert (view.text, view.datetime) == (date_text(parse_edtf(text), t), machine)


@cases
def test_number(t: Translations, text: str, said: str) -> None:
    assert number_text(parse_number(text), t) == said


def test_value_with_its_unit(t: Translations) -> None:
    assert value_text(parse_number("~1000"), "books", t) == "about 1,000 books"
    assert value_text(parse_number("27"), None, t) == "27"
    assert value_text(parse_number("2..5"), "%", t) == "2 to 5%"
    assert value_text(parse_number("~4600"), "US$", t) == "about US$4,600"
    assert value_text(parse_number("-3"), "€", t) == "-€3"
    assert value_text(parse_edtf("2021-07"), None, t) == "July 2021"
    assert [value_text(YesNo(value), None, t) for value in (True, False)] == ["yes", "no"]
    assert value_text(Text("in the harbour"), "metres", t) == "in the harbour"


@cases
def test_span_of_dates(t: Translations, texts: list[str], said: str) -> None:
    view = span_view([parse_edtf(text) for text in texts], t)
    assert view is not None
    assert view.text == said
