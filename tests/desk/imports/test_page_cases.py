"""Invented pages, one for each shape in which pages state or hide what an import looks for."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sourcebook.desk.imports.article import RefusedError
from sourcebook.desk.imports.reading import read_saved
from sourcebook.desk.imports.web_page import read_page
from sourcebook.desk.name_index import NameIndex
from tests.cases import cases

TODAY = date(2024, 5, 20)
CASES: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "pages.toml").read_text("utf-8"))
BODY = [
    f"This is the {n} paragraph of a long enough report on the light, its keeper and the ships that pass the rock."
    for n in ("first", "second", "third")
]
MONTHS = {
    "az": "1 mart 2024, 12:30", "hy": "1 մարտի 2024", "ru": "1 марта 2024 г.", "fr": "1er mars 2024",
    "de": "1. März 2024",
    "es": "1 de marzo de 2024", "it": "1 marzo 2024", "tr": "1 Mart 2024", "ar": "1 مارس 2024", "fa": "۱ مارس ۲۰۲۴",
    "zh": "2024年3月1日", "en": "March 1st, 2024", "hu": "2024. március 1",
}  # fmt: skip


def html(case: dict[str, str]) -> str:
    heading = "" if "<h1>" in case.get("top", "") else "<h1>On the light</h1>"
    title = "<h2>On the light</h2>" if not heading else ""
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    return (
        f"<!doctype html><html><head><meta charset='utf-8'>{case.get('head', '')}</head><body>{case.get('top', '')}"
        "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
        f"<main><article>{heading}{title}{case.get('above', '')}{paragraphs}{case.get('below', '')}</article></main>"
        "</body></html>"
    )


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_a_page_states(case: dict[str, Any]) -> None:
    article = read_saved("page.html", html(case).encode(), NameIndex(None), TODAY)
    stated = {
        "headline": article.headline and article.headline.text,
        "authors": [author.text for author in article.authors],
        "outlet": article.outlet and article.outlet.text,
        "date": article.date and article.date.day,
        "basis": (article.date.basis if article.date else None),
        "address": case.get("address") and article.address,
        "archived": article.archived,
        "saved": article.saved,
    }
    wanted = {"basis": "stated"} if "date" in case else {}
    wanted |= {name: case[name] for name in stated if name in case}
    assert {name: value for name, value in stated.items() if value} == wanted
    for part in case.get("open", ()):
        assert part in " ".join(article.open)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_kept_of_a_page(case: dict[str, Any]) -> None:
    kept = read_saved("page.html", html(case).encode(), NameIndex(None), TODAY).paragraphs
    kept = kept[kept[0] == case.get("headline") :]
    pattern = [part for start in case.get("paragraphs", ["*"]) for part in (BODY if start == "*" else [start])]
    pattern = pattern if "*" in case.get("paragraphs", ["*"]) else [*pattern, *BODY]
    assert len(kept) == len(pattern), kept
    assert all(text.startswith(start) for text, start in zip(kept, pattern, strict=True)), kept
    assert "absent" not in case or case["absent"] not in " ".join(kept)


@pytest.mark.parametrize("line", MONTHS.values(), ids=MONTHS)
def test_a_date_line_in_every_language(line: str) -> None:
    article = read_page(html({"above": f"<p class='date'>{line}</p>"}), NameIndex(None), TODAY)
    assert article.date
    assert (article.date.day, article.date.basis) == ("2024-03-01", "stated")


@cases
def test_a_date_in_the_address(path: str, day: str | None) -> None:
    article = read_page(
        html({"head": f"<link rel='canonical' href='https://a.example/{path}'>"}), NameIndex(None), TODAY
    )
    assert (article.date.day if article.date else None) == day
    assert article.date is None or article.date.basis == "inferred"


@pytest.mark.parametrize(
    "text", ["Subscribe to continue reading this article.", "We use cookies. Accept all cookies to go on to the page."]
)
def test_a_page_that_is_only_a_wall_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="wall"):
        read_page(
            f"<html><body><h1>On the light</h1><p>{text}</p><p>Sign in or register.</p></body></html>",
            NameIndex(None),
            TODAY,
        )
