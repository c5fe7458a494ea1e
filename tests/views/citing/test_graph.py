"""JSON-LD, parsed: one graph a page, ids that resolve, claims with those who make them."""

import json
from collections.abc import Iterator
from typing import Any

from sourcebook.model.dossier import Source
from sourcebook.model.names import file_of, page_url
from sourcebook.views.addresses import Addresses
from sourcebook.views.citing.graph import ENTITY, graph_text
from sourcebook.views.context import PageContext
from sourcebook.views.translations import Translations
from tests.dossiers import REPORT, reader
from tests.harness.pages import address_of
from tests.sites import BASE, Built
from tools.environment import ROOT

WORDS = Translations.load(ROOT / "templates" / "words" / "en.toml")
KNOWN = {
    "WebSite", "WebPage", "NewsArticle", "CreativeWork", "Claim", "Person", "Place", "Organization", "Dataset",
    "DataDownload", "GeoCoordinates",
}  # fmt: skip
NOTHING_TO_SAY = ("404.html", "search/index.html")


def graph_of(site: Built, path: str) -> list[dict[str, Any]]:
    """The nodes of a page's only graph."""
    (script,) = site.pages[path].css("script[type='application/ld+json']")
    said = json.loads(script.text())
    assert said["@context"] == "https://schema.org"
    nodes = said["@graph"]
    assert isinstance(nodes, list)
    return nodes


def graphs(site: Built) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for path in site.pages:
        if path not in site.stubs and path not in NOTHING_TO_SAY:
            yield path, graph_of(site, path)


def every_object(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from every_object(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from every_object(inner)


def test_every_page_says_what_it_is_and_of_which_site(site: Built) -> None:
    for path, nodes in graphs(site):
        website, page = nodes[:2]
        assert (website["@type"], website["@id"]) == ("WebSite", f"{BASE}#site")
        assert page["@type"] == "WebPage"
        assert page["@id"] == page["url"] == BASE + address_of(path)
        assert page["isPartOf"] == {"@id": website["@id"]}
        assert page["name"]
    assert all(not site.pages[path].css("script[type='application/ld+json']") for path in site.stubs)


def test_types_are_those_of_the_plan_and_no_claim_is_rated(site: Built) -> None:
    types = {each["@type"] for _, nodes in graphs(site) for each in every_object(nodes) if "@type" in each}
    assert types <= KNOWN
    assert {"WebSite", "WebPage", "NewsArticle", "Claim", "Person", "Organization", "Dataset"} <= types


def test_ids_are_absolute_once_each_and_lead_to_pages(site: Built) -> None:
    for path, nodes in graphs(site):
        ids = [node["@id"] for node in nodes]
        assert len(set(ids)) == len(ids), path
        referred = {each["@id"] for each in every_object(nodes) if set(each) == {"@id"}}
        assert referred <= set(ids), path
        for id_ in ids:
            address, _, _ = id_.partition("#")
            assert address.startswith(BASE)
            assert site.resolves("index.html", address), id_


def test_nodes_of_one_thing_are_the_same_on_every_page(site: Built) -> None:
    known: dict[str, dict[str, Any]] = {}
    for path, nodes in graphs(site):
        for node in nodes:
            assert known.setdefault(node["@id"], node) == node, f"{path}: {node['@id']}"


def test_a_document_has_its_own_publisher_and_its_claims(site: Built) -> None:
    for page in site.written:
        if not isinstance(page.matter, Source):
            continue
        path = file_of(page.url)
        nodes = {node["@id"]: node for node in graph_of(site, path)}
        document = nodes[nodes[BASE + page.url.removeprefix("/")]["mainEntity"]["@id"]]
        assert document["@type"] == ("NewsArticle" if page.matter.outlet else "CreativeWork")
        if page.matter.outlet:
            assert nodes[document["publisher"]["@id"]]["name"] == site.dossier.pages[page.matter.outlet].title
        claims = {id_: node for id_, node in nodes.items() if node["@type"] == "Claim"}
        assert list(claims) == [BASE + page.url.removeprefix("/") + f"#{claim.key.id}" for claim in page.matter.claims]
        for claim, (id_, node) in zip(page.matter.claims, claims.items(), strict=True):
            assert id_.partition("#")[2] in site.ids[path]
            assert node["text"].endswith(f": {claim.record.says}")
            assert node["appearance"] == {"@id": document["@id"]}
            speakers = [f"{BASE}{page_url(who).removeprefix('/')}#{ENTITY}" for who in claim.by]
            assert not speakers or node["author"] in ({"@id": speakers[0]}, [{"@id": each} for each in speakers])


def test_dates_that_are_no_dates_are_left_out() -> None:
    for published, said in (
        ('"2019", basis: inferred, why: So.', None),
        ('"2019", basis: stated', "2019"),
        ('"2019~", basis: stated', None),
    ):
        nodes = nodes_of(REPORT.replace('"2019-03-12", basis: stated', published))
        assert nodes["https://skerry.example/sources/lamp-relit/#document"].get("datePublished") == said


def test_what_no_named_speaker_says_has_no_author() -> None:
    nodes = nodes_of(REPORT.replace("by: ida-storm", "by: unnamed"))
    assert "author" not in nodes["https://skerry.example/sources/lamp-relit/#relit"]
    assert nodes["https://skerry.example/sources/lamp-relit/#height"]["author"] == {
        "@id": "https://skerry.example/organisations/courier/#entity"
    }


def test_data_page_describes_every_file_it_offers(site: Built) -> None:
    nodes = graph_of(site, "data/index.html")
    (dataset,) = (node for node in nodes if node["@type"] == "Dataset")
    files = [each["contentUrl"] for each in dataset["distribution"]]
    assert len(set(files)) == len(files) >= 12
    assert all(site.resolves("index.html", file) for file in files)
    offered = {node.attributes["href"] for node in site.pages["data/index.html"].css("a[href$='.csv']")}
    assert {f"{BASE}data/{href}" for href in offered} == {file for file in files if file.endswith(".csv")}


def nodes_of(report: str) -> dict[str, dict[str, Any]]:
    dossier = reader({"sources/lamp-relit.md": report})
    context = PageContext(dossier, WORDS, Addresses("https://skerry.example"), "/sources/lamp-relit/")
    return {node["@id"]: node for node in json.loads(graph_text(context, "T", "2020-05-01", "D"))["@graph"]}
