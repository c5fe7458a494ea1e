"""Endnotes hold what a page does not show: citations of claims that it shows lead to these."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.sites import Built

NUMBERS = "a[role=doc-noteref]"


def test_each_claim_stands_once_on_a_page_and_every_citation_leads_to_one(site: Built) -> None:
    for path, tree in site.pages.items():
        shown = [node.attributes["id"] for node in tree.css(".claim-number")]
        notes = [node.attributes["id"] for node in tree.css(".endnotes li[id]")]
        assert len({*shown, *notes}) == len(shown) + len(notes)
        cited = {(node.attributes["href"] or "").removeprefix("#") for node in tree.css(NUMBERS)}
        assert cited <= {*shown, *notes}, path


@pytest.mark.parametrize("folder", ["questions", "puzzles", "sources"])
def test_claims_that_a_page_shows_have_no_endnote(site: Built, folder: str) -> None:
    pages = {path: tree for path, tree in site.pages.items() if path.startswith(f"{folder}/") and tree.css(NUMBERS)}
    assert pages
    for path, tree in pages.items():
        noted = {site.target(path, href) for href in hrefs(tree, ".endnotes .voice a")}
        shown = {site.target(path, href) for href in hrefs(tree, ".answers a, .claims a, .claim .permalink")}
        assert {place for place in noted if place and place[1]}.isdisjoint(shown)


def hrefs(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [node.attributes["href"] or "" for node in tree.css(selector)]
