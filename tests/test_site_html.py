"""All pages of the dossier: valid HTML, and every address in them leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from tests.dossiers import SKERRY, Changes, write
from tests.harness import nu
from tests.harness.pages import address_of, every_page
from tests.sites import one
from tools.environment import ROOT

ADDRESSES = "a[href], area[href], link[href], img[src], script[src], source[src], iframe[src], form[action], use[href]"


@pytest.mark.nu
def test_nu_finds_no_error(built_site: Path) -> None:
    found = nu.errors(nu.check(built_site))
    assert not found, "\n".join(found)


def test_every_address_resolves_at_the_root(built_site: Path) -> None:
    found = list(dangling(built_site, "https://example.org/"))
    assert not found, "\n".join(found)


def test_every_address_resolves_below_a_path(built_site_below_repo: Path) -> None:
    found = list(dangling(built_site_below_repo, "https://example.org/repo/"))
    assert not found, "\n".join(found)


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
        ({"addresses.txt": "/\n/map/\n/people/\n/topics/lamp/\n"}, {"map", "people"}),
    ],
    ids=["topics alone", "a place", "a place with a position", "an event", "a question", "what was published"],
)
def test_what_has_nothing_to_show_is_no_page_and_nothing_leads_there(
    changes: Changes, more: set[str], tmp_path: Path
) -> None:
    result = build(
        BuildOptions(ROOT, write(tmp_path / "content", {**ALONE, **changes}), tmp_path / "site", cards=False)
    )
    assert [str(problem) for problem in result.problems if problem.level == "error"] == []
    assert list(dangling(tmp_path / "site", "https://skerry.example/")) == []
    home = one(LexborHTMLParser((tmp_path / "site" / "index.html").read_text("utf-8")), "main")
    assert not re.search(r"\b0 \w", home.text())
    assert {path.name for path in (tmp_path / "site").iterdir() if path.is_dir()} == EVERYWHERE | more


def test_a_list_that_was_published_says_that_nothing_stands_there(tmp_path: Path) -> None:
    files: Changes = {**ALONE, "addresses.txt": "/\n/people/\n/topics/lamp/\n"}
    build(BuildOptions(ROOT, write(tmp_path / "content", files), tmp_path / "site", cards=False))
    page = LexborHTMLParser((tmp_path / "site/people/index.html").read_text("utf-8"))
    assert one(page, ".text .quiet").text() == "Nothing stands here yet."
    assert page.css(".rows") == []


def test_build_writes_the_mark_that_is_committed(built_site: Path) -> None:
    """Else every build would leave a change behind for git to show."""
    assert (built_site / ".gitignore").read_bytes() == (ROOT / "site" / ".gitignore").read_bytes()


def dangling(site: Path, base: str) -> Iterator[str]:
    """Addresses on the site's own host that name no file, or no element of the page they name."""
    pages = {page: LexborHTMLParser((site / page).read_text(encoding="utf-8")) for page in every_page(site)}
    anchors = {page: set(anchors_of(tree)) for page, tree in pages.items()}
    own = urlsplit(base).netloc
    for page, tree in pages.items():
        for written in addresses_of(tree):
            target, fragment = urldefrag(urljoin(base + address_of(page), written))
            if urlsplit(target).netloc != own:
                continue
            file = file_at(target, base)
            if not target.startswith(base) or not (site / file).is_file():
                yield f"{page}: {written} names no file"
            elif fragment and unquote(fragment) not in anchors.get(file, set()):
                yield f"{page}: {written} names no element"


def addresses_of(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css(ADDRESSES):
        for name in ("href", "src", "action"):
            if value := node.attributes.get(name):
                yield value


def anchors_of(tree: LexborHTMLParser) -> Iterator[str]:
    yield "top"
    for node in tree.css("[id]"):
        if value := node.attributes.get("id"):
            yield value


def file_at(address: str, base: str) -> str:
    """The file a static host answers an address with, relative to the site."""
    path = unquote(urlsplit(address).path)[len(urlsplit(base).path) :]
    return path + "index.html" if path == "" or path.endswith("/") else path
