"""Valid HTML, and no page for what has nothing to show."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from tests.dossiers import SKERRY, Changes, write
from tests.harness import nu
from tests.sites import BASE, Built, one
from tools.environment import ROOT


@pytest.mark.nu
def test_nu_finds_no_error(built_lighthouse: Path) -> None:
    assert nu.errors(nu.check(built_lighthouse)) == []


@pytest.mark.nu
@pytest.mark.validate
def test_nu_finds_no_error_on_any_page(built_site: Path) -> None:
    assert nu.errors(nu.check(built_site)) == []


EVERYWHERE = {"a-z", "assets", "data", "search", "topics"}
ALONE: Changes = {
    **dict.fromkeys((path for path in SKERRY if path not in ("site.toml", "pages/home.md")), None),
    "pages/home.md": "---\ntitle: A light\n---\nBegin with [[lamp]].\n",
    "topics/lamp.md": "---\ntitle: The lamp\n---\nA lamp.\n",
}
PLACE, EVENT = "---\ntitle: Skerry\n---\nAn island.\n", "---\ntitle: Fog\nwhen: none\nwhy: undated\n---\nFog.\n"
POINT = "point: {lat: 59, lon: -3, exact: area, reference: atlas}\n"
ATLAS = """\
[atlas]
title = "Atlas"
publisher = "A publisher"
address = "https://atlas.example/"
nature = "independent"
read = "not"
"""
QUESTION = "---\ntitle: Height\nasks: How high is it?\ntype: text\n---\nThe height.\n"


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({}, set()),
        ({"places/skerry.md": PLACE}, {"places"}),
        (
            {"places/skerry.md": PLACE.replace("---\nAn", f"{POINT}---\nAn"), "references.toml": ATLAS},
            {"places", "references", "map"},
        ),
        ({"events/fog.md": EVENT}, {"events", "timeline"}),
        ({"questions/height.md": QUESTION}, {"questions", "record"}),
        ({"published.csv": "/\n/map/\n/people/\n/topics/lamp/\n"}, {"map", "people"}),
    ],
    ids=["topics alone", "a place", "a place with a position", "an event", "a question", "what was published"],
)
def test_what_has_nothing_to_show_is_no_page_and_nothing_leads_there(
    changes: Changes, more: set[str], tmp_path: Path
) -> None:
    result = build(
        BuildOptions(
            ROOT, write(tmp_path / "content", {**ALONE, **changes}), tmp_path / "site", address=BASE, cards=False
        )
    )
    assert [str(problem) for problem in result.problems if problem.level == "error"] == []
    assert result.dossier is not None
    site = Built("skerry", tmp_path / "site", result.dossier)
    assert [href for page, href in site.links() if not site.resolves(page, href)] == []
    assert not re.search(r"\b0 \w", one(site.pages["index.html"], "main").text())
    assert {path.name for path in (tmp_path / "site").iterdir() if path.is_dir()} == EVERYWHERE | more


def test_a_list_that_was_published_says_that_nothing_stands_there(tmp_path: Path) -> None:
    files: Changes = {**ALONE, "published.csv": "/\n/people/\n/topics/lamp/\n"}
    build(BuildOptions(ROOT, write(tmp_path / "content", files), tmp_path / "site", cards=False))
    page = LexborHTMLParser((tmp_path / "site/people/index.html").read_text("utf-8"))
    assert one(page, ".below .quiet").text() == "Nothing is here yet."
    assert page.css(".rows") == []
