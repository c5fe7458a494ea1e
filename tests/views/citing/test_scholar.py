"""What Zotero takes from a page: its rules for embedded metadata, followed on every page.

Title and authors are those of `citation_` tags; the type is that of its own tag; a date stands in the metadata, or else
Zotero takes the first `<time>` of the text, which on these pages is the date of something else.
"""

import re
from dataclasses import dataclass

import pytest
from selectolax.lexbor import LexborHTMLParser

from sourcebook.model.dossier import Source
from sourcebook.model.edtf import parse_edtf
from sourcebook.model.names import file_of
from sourcebook.views.addresses import Addresses
from sourcebook.views.citing.cite import works_of
from sourcebook.views.citing.tags import scholar_tags
from sourcebook.views.context import PageContext
from sourcebook.views.translations import Translations
from tests.cases import cases
from tests.dossiers import REPORT, reader
from tests.sites import BASE, Built, one
from tools.environment import ROOT

WORDS = Translations.load(ROOT / "templates" / "words" / "en.toml")


@dataclass(frozen=True)
class Item:
    """What lands in a library; `creators` as (last, first)."""

    type: str
    title: str
    creators: tuple[tuple[str, str], ...]
    date: str
    publication: str | None
    address: str
    language: str
    abstract: str


def read(tree: LexborHTMLParser) -> Item:
    """As the translator for embedded metadata reads a page."""
    meta: dict[str, list[str]] = {}
    for node in tree.css("head meta"):
        name = node.attributes.get("name") or node.attributes.get("property")
        if name:
            meta.setdefault(name, []).append(node.attributes["content"] or "")
    dates = [*meta.get("citation_publication_date", ()), *meta.get("citation_date", ()), *meta.get("DC.date", ())]
    dates += meta.get("article:published_time", ())
    times = [node.attributes.get("datetime") or node.text() for node in tree.css("time")]
    creators = tuple(cleaned(name) for name in meta.get("citation_author", meta.get("DC.creator", [])))
    if not creators:
        creators = tuple(cleaned(node.text()) for node in tree.css(".byline, .vcard"))
    return Item(
        type=next(iter(meta.get("z:itemType", ())), "journalArticle"),
        title=(meta.get("citation_title") or meta.get("og:title") or [one(tree, "title").text()])[0],
        creators=creators,
        date=(dates or times or [""])[0],
        publication=next(iter(meta.get("prism.publicationName", meta.get("og:site_name", ()))), None),
        address=meta["citation_public_url"][0],
        language=meta["citation_language"][0],
        abstract=next(iter(meta.get("og:description", meta.get("description", ()))), ""),
    )


def cleaned(name: str) -> tuple[str, str]:
    """Last name and first: before and after a comma, or the last word and those before it."""
    if "," in name:
        last, _, first = name.partition(",")
        return last.strip(), first.strip()
    first, _, last = name.rpartition(" ")
    return last, first


def test_a_document_is_an_article_of_its_author_in_its_outlet(site: Built) -> None:
    pages = site.dossier.pages
    for page in pages.values():
        if isinstance(page.matter, Source):
            item = read(site.pages[file_of(page.url)])
            record, outlet = page.matter.record, page.matter.outlet
            address = record.address or next((copy.address for copy in page.matter.copies), BASE + page.url[1:])
            assert item.type == "newspaperArticle"
            assert item.title == (record.headline or f"[{page.title}]")
            assert item.publication == (pages[outlet].title if outlet else None)
            assert (item.abstract, item.address) == ("", address)
            assert len(item.creators) == sum(author.folder == "people" for author in page.matter.authors)


def test_dates_are_those_of_the_document_and_no_more_exact(site: Built) -> None:
    for page in site.written:
        if isinstance(page.matter, Source):
            tree = site.pages[file_of(page.url)]
            date, taken = page.matter.record.published.date, read(tree).date
            exact = date.is_exact and page.matter.record.published.basis == "stated"
            assert taken == date.text if exact else re.search("[a-z]", taken), page.url
            if not exact:
                assert tree.css_first("meta[name=citation_publication_date]") is None


def test_any_other_page_is_a_page_of_the_day_of_its_last_change(site: Built) -> None:
    for page in site.written:
        if not isinstance(page.matter, Source):
            item = read(site.pages[file_of(page.url)])
            changed = page.entry.head.changed or site.dossier.tables.settings.published
            title = page.title if page.url != "/" else site.dossier.tables.settings.title
            settings = site.dossier.tables.settings
            expected = ("webpage", title, (), changed.isoformat(), settings.title, settings.language)
            found = (item.type, item.title, item.creators, item.date, item.publication, item.language)
            assert found == expected, page.url


def test_no_page_lets_zotero_take_its_first_time(site: Built) -> None:
    for path, tree in site.pages.items():
        if path != "404.html" and path not in site.stubs and path != "search/index.html":
            assert tree.css_matches("meta[name='DC.date']"), path
        assert not tree.css_matches(".byline, .vcard"), path


@cases
def test_dates_in_tags(published: str, tags: dict[str, str]) -> None:
    report = REPORT.replace('"2019-03-12", basis: stated', published)
    found = tags_of(report)
    assert {name: content for name, content in found if "date" in name} == tags
    assert parse_edtf(published.split('"')[1]).text in report


@pytest.mark.parametrize(("author", "creators"), [("ida-storm", ["Storm, Ida"]), ("courier", []), ("none", [])])
def test_persons_alone_are_authors(author: str, creators: list[str]) -> None:
    found = tags_of(REPORT.replace("author: none", f"author: {author}"))
    assert [content for name, content in found if name == "citation_author"] == creators


def tags_of(report: str) -> tuple[tuple[str, str], ...]:
    dossier = reader({"sources/lamp-relit.md": report})
    context = PageContext(dossier, WORDS, Addresses("https://skerry.example"), "/sources/lamp-relit/")
    return scholar_tags(context, works_of(context, "The lamp is lit again", "2020-05-01")[0])
