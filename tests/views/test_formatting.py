"""Dates and numbers in words: as exact as they are and no more."""

import pytest

from sourcebook.model.edtf import parse_edtf
from sourcebook.model.values import Text, YesNo, parse_number
from sourcebook.views.formatting import date_text, date_view, number_text, span_view, value_text
from sourcebook.views.translations import Translations
from tools.environment import ROOT


@pytest.fixture(scope="module")
def t() -> Translations:
    return Translations.load(ROOT / "templates" / "words" / "en.toml")


DATES = {
    "2021-07-15": "15 July 2021",
    "2021-07-05": "5 July 2021",
    "2021-07": "July 2021",
    "2021": "2021",
    "0988": "988",
    "2021~": "about 2021",
    "2021-07~": "about July 2021",
    "2021-07-15?": "15 July 2021, uncertain",
    "2021%": "about 2021, uncertain",
    "2018/2019": "2018–2019",
    "2023-10-02/2023-10-05": "2–5 October 2023",
    "2023-09-28/2023-10-05": "28 September 2023 to 5 October 2023",
    "2023-09/2023-10": "September 2023 to October 2023",
    "2023-10-02?/2023-10-05": "2 October 2023, uncertain to 5 October 2023",
    "2018/2019-02": "2018 to February 2019",
    "2021/..": "since 2021",
    "2021-07-15/..": "since 15 July 2021",
    "../2021-01-12": "until 12 January 2021",
    "[..2021-01-12]": "by 12 January 2021",
    "[2021-07-16..]": "16 July 2021 or later",
    "[2021..2023]": "between 2021 and 2023",
    "[2021-01..2021-07-15]": "between January 2021 and 15 July 2021",
    "-0043-03-15": "15 March 44 BCE",
    "0000": "1 BCE",
    "-0100/0100": "101 BCE to 100",
    "Y-17000": "17001 BCE",
    "201X~": "about in the 2010s",
    "19XX": "between 1900 and 1999",
    "-010X": "between 110 BCE and 101 BCE",
    "2021-XX": "a month in 2021",
    "2021-XX-XX": "a day in 2021",
    "2021-07-XX": "a day in July 2021",
    "2021-24": "winter 2021",
    "2021-21/2021-23": "spring 2021 to autumn 2021",
    "2021-07-15T09:30:00": "15 July 2021, 09:30:00",
    "2021-07-15T09:30:00Z": "15 July 2021, 09:30:00 UTC",
    "2021-07-15T09:30:00-04:30": "15 July 2021, 09:30:00 UTC\u221204:30",
    "2021/": "from 2021, end unknown",
    "/2021-07": "to July 2021, beginning unknown",
    "[1667,1668,1670..1672]": "1667, 1668 or between 1670 and 1672",
    "{2019,2021..}": "2019 and since 2021",
    "{2019..2021}": "2019–2021",
}


@pytest.mark.parametrize("text", DATES)
def test_date(t: Translations, text: str) -> None:
    assert date_text(parse_edtf(text), t) == DATES[text]


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


NUMBERS = {
    "927": "927", "0": "0", "-4": "-4", "1820": "1,820", "4600000": "4,600,000", "4.60": "4.60", "12345.5": "12,345.5",
    "~30": "about 30", "200..": "200 or more", "..5": "5 or fewer", "..0": "0 or fewer", "2..5": "2 to 5", "5..5": "5",
    "~1000..2000": "about 1,000 to 2,000", "~200..": "about 200 or more",
}  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_number(t: Translations, text: str) -> None:
    assert number_text(parse_number(text), t) == NUMBERS[text]


def test_value_with_its_unit(t: Translations) -> None:
    assert value_text(parse_number("~1000"), "books", t) == "about 1,000 books"
    assert value_text(parse_number("27"), None, t) == "27"
    assert value_text(parse_edtf("2021-07"), None, t) == "July 2021"
    assert [value_text(YesNo(value), None, t) for value in (True, False)] == ["yes", "no"]
    assert value_text(Text("in the harbour"), "metres", t) == "in the harbour"


SPANS = [
    (["2021"], "2021"),
    (["2021-07", "2019-03-12"], "12 March 2019 to July 2021"),
    (["2021", "2021"], "2021"),
    (["2020~", "2021", "2019-01-01"], "1 January 2019 to 2021"),
    (["[..2019-05-01]", "2021"], "1 May 2019 or earlier to 2021"),
]


@pytest.mark.parametrize(("texts", "said"), SPANS)
def test_span_of_dates(t: Translations, texts: list[str], said: str) -> None:
    view = span_view([parse_edtf(text) for text in texts], t)
    assert view is not None
    assert view.text == said
