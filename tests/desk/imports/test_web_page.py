"""Saved pages of several layouts: article, headline, author, outlet, agency and date, each with how it was told."""

from datetime import date
from pathlib import Path

from sourcebook.desk.imports.article import Article
from sourcebook.desk.imports.web_page import read_page
from sourcebook.desk.name_index import NameIndex
from tests.cases import cases

TODAY = date(2024, 5, 20)
PAGES = Path(__file__).parent / "pages"
BODY = "".join(
    f"<p>This is the {n} paragraph of a long enough report on the light, its keeper and the ships off the rock.</p>"
    for n in ("first", "second", "third")
)


def read(name: str) -> Article:
    return read_page((PAGES / f"{name}.html").read_text("utf-8"), NameIndex(None), TODAY)


def told(reading: Article) -> dict[str, tuple[str, str]]:
    fields = {name: getattr(reading, name) for name in ("headline", "author", "outlet", "agency")}
    return {name: (said.text, said.where) for name, said in fields.items() if said}


def page(head: str = "", above: str = "") -> Article:
    html = f"<html><head>{head}</head><body><h1>On the light</h1>{above}<article>{BODY}</article></body></html>"
    return read_page(html, NameIndex(None), TODAY)


def test_json_ld() -> None:
    reading = read("json-ld")
    assert told(reading) == {
        "headline": ("New lamp for Skarvoy", "the heading of the page"),
        "author": ("Ida Storm", "the page’s metadata (author)"),
        "outlet": ("Brennhavn Courier", "the page’s metadata (publisher)"),
    }
    assert reading.date
    assert (reading.date.day, reading.date.basis) == ("2024-03-12", "stated")
    assert reading.address == "https://courier.example/2024/03/12/new-lamp"
    assert len(reading.paragraphs) == 4
    assert "Ten best walks" not in " ".join(reading.paragraphs)


def test_open_graph_with_an_agency_in_the_dateline() -> None:
    reading = read("open-graph")
    assert told(reading) == {
        "headline": ("Ships and stones", "the heading of the page"),
        "author": ("Jon Reef", "the page’s metadata (author)"),
        "outlet": ("Harbour Gazette", "the page’s metadata (og:site_name)"),
        "agency": ("Skerry Wire", "the dateline of paragraph 2"),
    }
    assert reading.date
    assert (reading.date.day, reading.date.why) == (
        "2023-11-13",
        "Stated by the page’s metadata (article:published_time).",
    )
    assert len(reading.paragraphs) == 4


def test_a_blog_without_metadata() -> None:
    reading = read("plain-blog")
    assert told(reading) == {
        "headline": ("A walk to the light", "the heading of the page"),
        "author": ("Mara Quay", "the byline of the page"),
    }
    assert reading.date
    assert (reading.date.day, len(reading.paragraphs)) == ("2020-03-04", 4)


def test_tables_and_line_breaks() -> None:
    reading = read("tables")
    assert told(reading) == {
        "headline": ("Lamp to be changed", "paragraph 4"),
        "author": ("Ida Storm", "the byline, paragraph 5"),
    }
    assert reading.date
    assert reading.date.day == "1998-03-12"
    assert [line[:10] for line in reading.paragraphs[6:]] == ["The lamp o", "The new la", "Masters ar"]


@cases
def test_dates(head: str, above: str, day: str | None, basis: str | None) -> None:
    date = page(head, above).date
    assert ((date.day, date.basis) if date else (None, None)) == (day, basis)


def test_an_address_is_no_author_and_an_outlet_no_person() -> None:
    head = (
        '<meta property="article:author" content="https://x.example/ida"><meta property="og:site_name" content="Wire">'
    )
    assert "author" not in told(page(head))
    assert "author" not in told(page(head + '<meta name="author" content="Wire">'))


def test_json_ld_that_is_not_as_it_should_be() -> None:
    wrong = ("[" * 100_000, '{"@type": 5, "author": {"name": {"name": 7}}}', '[{"@graph": [null, "x"]}]', "")
    for text in wrong:
        assert list(told(page(f'<script type="application/ld+json">{text}</script>'))) == ["headline"]
