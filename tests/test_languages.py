"""The interface in other languages: complete, by CLDR, and all of it from the files of texts."""

import datetime as dt
import re
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from selectolax.lexbor import LexborHTMLParser

from sourcebook.build.options import BuildOptions
from sourcebook.build.own_words import check_words
from sourcebook.model.edtf import parse_edtf
from sourcebook.model.language import locale_texts
from sourcebook.views.formatting import date_text
from sourcebook.views.translations import Translations
from tests.lighthouse import copy
from tests.pseudo import WORDS, pseudo_dossier
from tests.sites import files_of
from tools.environment import ROOT

BUILT_IN = {"en": "en_GB", "fr": "fr", "ar": "ar"}
DAYS = [dt.date(1801, 1, 9) + n * dt.timedelta(209) for n in range(400)]

SPOKEN = ("title", "alt", "aria-label", "placeholder", "data-see", "data-close", "data-text", "data-beside")
_ADDRESS = re.compile(r"https?://\S+")
_TRANSLATED = re.compile(r"⟦[^⟦⟧]*[⟧…]")
_WORD = re.compile(r"[^\W\d_]{2,}")
FORMATS = {"BibTeX", "BibLaTeX", "RIS", "CSL-JSON", "CSV", "JSON", "datapackage.json", "APA", "Chicago"}


@pytest.mark.parametrize(("language", "region"), BUILT_IN.items())
def test_plurals_numbers_and_dates_are_those_of_babel(language: str, region: str) -> None:
    t, locale = Translations.load(WORDS / f"{language}.toml"), Locale.parse(region)
    numbers = (*range(10_001), 10**6, 2 * 10**6, 10**6 + 1)
    ours = [(t.plural(n), t.number(n)) for n in numbers]
    assert ours == [(locale.plural_form(n), format_decimal(n, locale=locale)) for n in numbers]
    for day in DAYS:
        assert date_text(parse_edtf(day.isoformat()), t) == format_date(day, "long", locale=locale)
        assert date_text(parse_edtf(day.isoformat()[:7]), t) == format_skeleton("yMMMM", day, locale=locale)


@pytest.mark.parametrize("language", "cs cy de es ga he hy ja lt lv pl ro ru sl tr uk".split())
def test_plurals_are_those_of_babel_in_languages_without_texts(language: str) -> None:
    t, locale = Translations(locale_texts(language)), Locale.parse(language)
    numbers = (*range(300), 1000, 10**6, 10**6 + 11)
    assert [t.plural(n) for n in numbers] == [locale.plural_form(n) for n in numbers]


@pytest.mark.parametrize("language", BUILT_IN)
def test_built_in_texts_are_complete(language: str) -> None:
    english, texts = ((WORDS / f"{name}.toml").read_text("utf-8") for name in ("en", language))
    assert [str(problem) for problem in check_words(f"{language}.toml", texts, language, english)] == []


@pytest.mark.parametrize(("language", "said"), [("en", None), ("fr", "personne pour"), ("ar", "لا أحد حتى الآن")])
def test_about_says_who_reviewed_a_translation(language: str, said: str | None, tmp_path: Path) -> None:
    content = copy(tmp_path / "content", [("site.toml", 'language = "en"', f'language = "{language}"')])
    about = files_of(BuildOptions(ROOT, content, tmp_path / "site", cards=False, full_text=False))["about/index.html"]
    assert (b"Sourcebook" in about[about.index(b"<main") : about.index(b"</main")]) is (said is not None)
    assert said is None or said in about.decode()


def test_no_text_of_a_page_comes_from_elsewhere(tmp_path: Path) -> None:
    """In a pseudo-language, all that is not in brackets stands in the dossier, word after word."""
    content = pseudo_dossier(tmp_path / "content")
    texts = [path.read_text("utf-8") for path in content.rglob("*") if path.parent.name != "words" and path.is_file()]
    known = {
        pair for text in texts for words in [_WORD.findall(text)] for pair in zip(words, ["", *words], strict=False)
    }
    known |= {(word, "") for word, _ in known}
    files = files_of(BuildOptions(ROOT, content, tmp_path / "site", cards=False, full_text=False))
    strangers = {
        (path, *reversed(pair))
        for path, data in files.items()
        if path.endswith(".html")
        for words in _untranslated(data.decode())
        for pair in zip(words, ["", *words], strict=False)
        if pair not in known
    }
    assert strangers == set()


def _untranslated(page: str) -> list[list[str]]:
    """Words of a page that a reader sees or hears, outside of translated texts, by the pieces that belong together."""
    tree = LexborHTMLParser(re.sub("</?bdi>", "", page))
    for node in tree.css("script, style, code"):
        node.decompose()
    assert tree.root is not None
    texts = [node.text_content or "" for node in tree.root.traverse(include_text=True) if node.tag == "-text"]
    texts += [
        value.replace("\n", "|") for node in tree.css("*") for name in SPOKEN if (value := node.attributes.get(name))
    ]
    return [_WORD.findall(piece) for text in texts if text.strip() not in FORMATS for piece in _pieces(text)]


def _pieces(text: str) -> list[str]:
    text = _ADDRESS.sub("|", text)
    while _TRANSLATED.search(text):
        text = _TRANSLATED.sub("|", text)
    return re.split(r"[|.,;:()“”«»\[\]–—/·،؛…?!]+", text)
