"""Endnotes hold what a page does not show: citations of claims that it shows lead to these."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from tests.dossiers import page, write
from tests.sites import Built
from tools.environment import ROOT

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


def test_footnotes_are_numbered_among_the_endnotes(tmp_path: Path) -> None:
    text = """The lamp burns.[^when] It is bright.[^how] [[ida-storm]] says so.[@lamp-relit#relit] Again.[^when]

[^when]: At *night*, says the [[courier]].[@lamp-relit#height]

    Since [[skerry]] has a tower.
[^how]: See [a page](https://skerry.example).
"""
    content = write(tmp_path / "content", {"topics/lamp.md": page("The lamp", text)})
    assert not build(BuildOptions(ROOT, content, tmp_path / "site")).failed
    tree = LexborHTMLParser((tmp_path / "site/topics/lamp/index.html").read_text("utf-8"))
    assert [node.text()[-1] for node in tree.css(".prose > p sup a")] == ["1", "2", "3", "1", "4"]
    notes = {node.attributes["id"]: " ".join(node.text().split()) for node in tree.css(".endnotes li[id]")}
    assert list(notes) == ["n-1", "n-2", "n-3", "n-4"]
    assert notes["n-1"].startswith("At night, says the The Courier")
    assert "Since Skerry has a tower." in notes["n-1"]
    assert [hrefs(tree, f"#{note} .back a") for note in notes] == [
        ["#c-1-1", "#c-1-2"],
        ["#c-2-1"],
        ["#c-3-1"],
        ["#c-4-1"],
    ]
    assert "27 metres" in notes["n-4"]
    assert tree.body is not None
    assert "[^" not in tree.body.text()
