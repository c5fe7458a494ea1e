"""Widths of letters, held to the browser's; lines that fit and lose no word."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from sourcebook.exports.typeface import ELLIPSIS, Typeface, by_weight, read_typeface
from tools.environment import ROOT

FONTS = sorted((ROOT / "assets" / "fonts").glob("*.ttf"))
SAMPLES = (
    "Where answers differ", "Şuşa, Xarıbülbül: 1752–2022", "“AVAToWa” fi fl", "mmmmm iiiii …", "Üzeyir Hacıbəyli",
)  # fmt: skip
MEASURE_TEXT = """async ([data, texts]) => {
    const font = await new FontFace("tried", `url(data:font/ttf;base64,${data})`).load();
    document.fonts.add(font);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "100px tried";
    pen.fontKerning = "none";
    return texts.map(text => pen.measureText(text).width);
}"""


@pytest.fixture(scope="module")
def face() -> Typeface:
    return read_typeface(FONTS[0].read_bytes())


def test_there_is_a_font_for_running_text_and_one_for_titles() -> None:
    assert sorted(by_weight(FONTS)) == [400, 600]


@pytest.mark.browser
@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_widths_are_those_the_browser_measures(browser: Browser, font: Path) -> None:
    page = browser.new_page()
    data = base64.b64encode(font.read_bytes()).decode()
    measured = page.evaluate(MEASURE_TEXT, [data, list(SAMPLES)])
    page.close()
    own = [read_typeface(font.read_bytes()).width(text, 100) for text in SAMPLES]
    assert own == pytest.approx(measured, rel=0.002)


def test_letters_that_the_font_has_not_are_told(face: Typeface) -> None:
    assert face.has("Şuşa əş 1752")
    assert not face.has("Шуша")
    assert not face.has("Շուշի")


WORDS = st.lists(st.text("abcdefgh mWi", min_size=1, max_size=30), max_size=40).map(" ".join)


@given(WORDS, st.integers(100, 600))
def test_lines_fit_and_lose_nothing(text: str, measure: int) -> None:
    face = read_typeface(FONTS[0].read_bytes())
    for lines in (face.wrap(text, 40, measure), face.balance(text, 40, measure)):
        assert all(face.width(line, 40) <= measure for line in lines)
        assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert len(face.balance(text, 40, measure)) == len(face.wrap(text, 40, measure))


@given(WORDS, st.integers(0, 4))
def test_what_is_shortened_ends_with_an_ellipsis_and_fits(text: str, most: int) -> None:
    face = read_typeface(FONTS[0].read_bytes())
    lines = face.shorten(text, 40, 300, most)
    assert len(lines) <= most
    assert all(face.width(line, 40) <= 300 for line in lines)
    if most:
        assert lines[-1:] == [] or lines[-1].endswith(ELLIPSIS) == (len(face.wrap(text, 40, 300)) > most)
