"""The cite box: what stands in it, in which order, and in two styles."""

import datetime

from msgspec.structs import replace

from sourcebook.model.edges import target_page
from sourcebook.model.edtf import parse_edtf
from sourcebook.model.names import Key, file_of, page_url
from sourcebook.views.addresses import Addresses
from sourcebook.views.citing.cite import CitedView, cite_view, cited_view, works_of
from sourcebook.views.citing.works import Author, Work
from sourcebook.views.context import PageContext
from sourcebook.views.translations import Translations
from tests.cases import cases
from tests.dossiers import REPORT, SITE, reader
from tests.harness.pages import address_of
from tests.sites import BASE, Built, one
from tools.environment import ROOT

WORDS = Translations.load(ROOT / "templates" / "words" / "en.toml")
URL = "https://example.org/a"

ARTICLE = Work(
    kind="document",
    genre="article",
    id="a",
    title="A new lamp for Skarvoy",
    ours=False,
    authors=(Author("Ida Maria Storm", "Storm", "Ida Maria"),),
    container="Brennhavn Courier",
    date=parse_edtf("1931-03-12"),
    basis="stated",
    url=URL,
    account=None,
    accessed=datetime.date(2024, 5, 20),
    accessed_then=True,
)
NOTICE = replace(ARTICLE, authors=(Author("Lights Board"),), container=None)
LEAFLET = replace(NOTICE, authors=(), date=parse_edtf("[1931-08..]"), basis="inferred")
ASKED = replace(ARTICLE, authors=(), title="Is it lit?")
PAGE = replace(ARTICLE, kind="page", authors=(), title="The lamp", container="The light", date=parse_edtf("2024-05-20"))
HOME = replace(PAGE, title="The light", container=None)
DATA = replace(HOME, kind="dataset", title="The light: data [data set]")


@cases
def test_works_are_cited_in_two_styles(work: str, apa: str, chicago: str) -> None:
    expected = {"apa": apa.replace("URL", URL), "chicago": chicago.replace("URL", URL)}
    assert written(cited_view(globals()[work], WORDS)) == expected


def written(cited: CitedView) -> dict[str, str]:
    """Each style as a line; what is slanted between asterisks."""
    return {
        style: "".join(f"*{piece.text}*" if piece.slanted else piece.text for piece in pieces)
        for style, pieces in cited.styles
    }


def test_every_page_but_those_that_lead_on_has_one_box(site: Built) -> None:
    without = {"404.html", "search/index.html", *site.stubs}
    for path, tree in site.pages.items():
        assert len(tree.css("main .cite")) == (path not in without), path


def test_the_box_cites_the_document_first_and_then_the_page(site: Built) -> None:
    for page in site.written:
        path = page.url.removeprefix("/") + "index.html"
        box = one(site.pages[path], ".cite")
        works = [node.text() for node in box.css(".cite-work > h3")]
        assert works == (["The document", "This page"] if page.key.folder == "sources" else [])
        own = [node.attributes["href"] for node in box.css(".cite-work")[-1].css("a")]
        assert own == [BASE + address_of(path)] * 2


def test_a_page_leads_first_to_the_documents_whose_claims_it_cites(site: Built) -> None:
    for page in (page for page in site.written if page.key.folder != "sources"):
        edges = (edge for edge in site.dossier.edges if edge.origin == page.key)
        cited = {target_page(edge.target) for edge in edges if not isinstance(edge.target, Key)}
        path = file_of(page.url)
        named = [node.attributes["href"] or "" for node in site.pages[path].css(".cite > p > a")]
        assert {site.target(path, href) for href in named} == {(file_of(page_url(key)), "s-cite") for key in cited}


def test_the_box_says_who_edits_and_who_has_reviewed_the_page() -> None:
    settings = SITE.replace("language", 'editor = "The keepers"\nlanguage')
    for head, said in (
        ("", "Reviewed by: nobody yet."),
        ("reviewed: {by: Ida Storm, on: 2020-05-03}\n", "Reviewed by: Ida Storm, 3 May 2020."),
    ):
        dossier = reader(
            {"site.toml": settings, "sources/lamp-relit.md": REPORT.replace("headline", f"{head}headline", 1)}
        )
        context = PageContext(dossier, WORDS, Addresses("https://skerry.example"), "/sources/lamp-relit/")
        works = works_of(context, "The lamp is lit again", "2020-05-01")
        assert cite_view(context, works, "source").edited == ("Edited by: The keepers.", said)
        assert works[-1].authors == (Author("The keepers"),)


def test_box_offers_files_that_are_there_and_the_data_of_the_page(site: Built) -> None:
    written = {file_of(page.url) for page in site.written} | {"data/index.html"}
    for path, tree in site.pages.items():
        hrefs = [node.attributes["href"] or "" for node in tree.css(".cite-files a")]
        assert all(site.resolves(path, href) for href in hrefs), path
        if path in written:
            assert [href.rpartition(".")[2] for href in hrefs[:4]] == ["bib", "bib", "ris", "json"]
    for path, table in (("promises/index.html", "promises"), ("questions/index.html", "standings")):
        assert site.pages[path].css_matches(f".cite-files a[href$='data/{table}.csv'][download]")


def test_box_of_a_document_that_nobody_published_says_so() -> None:
    dossier = reader({"sources/lamp-relit.md": REPORT.replace("headline: The lamp is lit again", "headline: none")})
    context = PageContext(dossier, WORDS, Addresses("https://skerry.example"), "/sources/lamp-relit/")
    document, page = cite_view(context, works_of(context, "The lamp is lit again", "2020-05-01"), "source").works
    assert document.remarks == (WORDS("cite.ours"), WORDS("cite.unpublished"))
    assert page.remarks == ()
