"""What pages say of themselves where they are shared."""

import struct
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from sourcebook.build.options import BuildOptions
from tests.lighthouse import LIGHTHOUSE, copy
from tests.sites import BASE, Built, files_of, one
from tools.environment import ROOT

UNSHARED = "404.html"


def tags(tree: LexborHTMLParser) -> dict[str, str]:
    """The tags for sharing by their name; each stands once."""
    found = [
        (node.attributes.get("property") or node.attributes.get("name") or "", node.attributes.get("content") or "")
        for node in tree.css("meta[property^='og:'], meta[name^='twitter:']")
    ]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_every_page_has_tags_but_stubs_and_the_one_for_what_is_not_found(site: Built) -> None:
    assert {path for path, tree in site.pages.items() if not tags(tree)} == {UNSHARED, *site.stubs}


def test_tags_say_what_the_page_says(site: Built) -> None:
    settings = site.dossier.tables.settings
    for path in set(site.pages) - {UNSHARED} - site.stubs:
        said, tree = tags(site.pages[path]), site.pages[path]
        assert said["og:url"] == one(tree, "link[rel=canonical]").attributes["href"]
        if "og:description" in said:
            assert said["og:description"] == one(tree, "meta[name=description]").attributes["content"]
            assert said["og:site_name"] == settings.title
        else:
            assert path.startswith("sources/")
            assert said["twitter:description"]
        assert said["og:title"] == one(tree, "head > title").text().removesuffix(f" – {settings.title}")
        assert said["og:locale"] == "en_GB"


def test_written_pages_are_articles(site: Built) -> None:
    kinds = {path: tags(site.pages[path])["og:type"] for path in set(site.pages) - {UNSHARED} - site.stubs}
    articles = {path for path, kind in kinds.items() if kind == "article"}
    shown = ("topics", "questions", "sources", "puzzles", "notes")
    pages = {f"{page.key}/index.html" for page in site.written if page.key.folder in shown}
    assert articles == pages
    assert set(kinds.values()) == {"article", "website"}


def test_pictures_are_there_in_the_size_that_is_said(site: Built) -> None:
    seen = set()
    for path in set(site.pages) - {UNSHARED} - site.stubs:
        said = tags(site.pages[path])
        assert said["og:image"].startswith(f"{BASE}cards/")
        png = (site.folder / said["og:image"].removeprefix(BASE)).read_bytes()
        assert struct.unpack(">II", png[16:24]) == (int(said["og:image:width"]), int(said["og:image:height"]))
        assert said["og:image:alt"] == said["twitter:image:alt"] != ""
        assert said["twitter:card"] == "summary_large_image"
        seen.add(said["og:image"].removeprefix(BASE))
    made = {file.relative_to(site.folder).as_posix() for file in (site.folder / "cards").rglob("*")}
    assert seen == {name for name in made if name.endswith(".png")}


def test_a_territory_of_the_dossier_goes_before_that_of_the_words(tmp_path: Path) -> None:
    content = copy(tmp_path / "content", [("site.toml", 'language = "en"', 'language = "en-IE"')])
    home = files_of(BuildOptions(ROOT, content, tmp_path, cards=False))["index.html"]
    assert tags(LexborHTMLParser(home.decode()))["og:locale"] == "en_IE"


def test_without_cards_there_is_no_picture(tmp_path: Path) -> None:
    files = files_of(BuildOptions(ROOT, LIGHTHOUSE, tmp_path, cards=False))
    assert [path for path in files if path.endswith((".png", ".ico"))] == []
    home = LexborHTMLParser(files["index.html"].decode())
    assert tags(home)["twitter:card"] == "summary"
    assert home.css("meta[property^='og:image'], link[rel=apple-touch-icon]") == []


def test_neither_the_preview_nor_the_copy_for_disks_draws(tmp_path: Path) -> None:
    for order in (
        BuildOptions(ROOT, LIGHTHOUSE, tmp_path, preview=True),
        BuildOptions(ROOT, LIGHTHOUSE, tmp_path, for_disk=True),
    ):
        assert [path for path in files_of(order) if path.endswith((".png", ".ico"))] == []
