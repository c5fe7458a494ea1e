"""Menu and footer as an editor gives them: lists, own pages, addresses outside, labels, order; and unlisted pages."""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from sourcebook.build.options import BuildOptions
from tests.cases import cases
from tests.dossiers import SITE, page, write
from tests.sites import files_of, one, report_and_files
from tools.environment import ROOT

MENU = (
    'navigation = ["team", {page = "topics", label = "Articles"}, "a-z",'
    ' {address = "https://paper.example/", label = "The paper"}]\n'
    'footer = ["about", {page = "team", label = "Us"}, {address = "https://paper.example/money", label = "Money"}]\n'
)


def with_menu(folder: Path, menu: str) -> BuildOptions:
    settings = SITE.replace('navigation = ["topics", "questions", "sources", "a-z"]\n', menu)
    content = write(folder / "content", {"site.toml": settings, "pages/team.md": page("Our team")})
    return BuildOptions(ROOT, content, folder / "site", cards=False)


def links(files: dict[str, bytes], path: str, place: str) -> list[tuple[str, str]]:
    tree = one(LexborHTMLParser(files[path].decode()), place)
    return [(node.text(), node.attributes["href"] or "") for node in tree.css("a")]


def test_entries_are_shown_in_order_by_their_labels(tmp_path: Path) -> None:
    files = files_of(with_menu(tmp_path, MENU))
    for path, up in (("index.html", ""), ("team/index.html", "../"), ("topics/lamp/index.html", "../../")):
        assert links(files, path, ".site-head nav") == [
            ("Our team", f"{up}team/" if path != "team/index.html" else "./"),
            ("Articles", f"{up}topics/" if "topics" not in path else "../"),
            ("All lists, A–Z", f"{up}a-z/"),
            ("The paper", "https://paper.example/"),
        ]
    footer = links(files, "index.html", ".ways ul")
    assert footer[:3] == [("About", "about/"), ("Us", "team/"), ("Money", "https://paper.example/money")]
    assert [href for _, href in footer[3:]] == ["licences.txt", "feed.xml"]
    head = one(LexborHTMLParser(files["team/index.html"].decode()), ".site-head [aria-current]")
    assert head.text() == "Our team"


@cases
def test_an_entry_that_is_none_is_told(entry: str, said: str, tmp_path: Path) -> None:
    report, _ = report_and_files(with_menu(tmp_path, f"navigation = [{entry}]\n"))
    lines = [str(problem) for problem in report.problems if problem.path == "site.toml"]
    assert any(said in line for line in lines), lines


def test_an_unlisted_page_is_published_and_in_no_list(tmp_path: Path) -> None:
    def built(flag: str) -> dict[str, bytes]:
        topic = page("The second lamp", "It burns.", flag)
        content = write(tmp_path / (flag[:8] or "listed"), {"topics/second.md": topic})
        return files_of(BuildOptions(ROOT, content, tmp_path / "site", cards=False))

    listed, unlisted = built(""), built("unlisted: true\n")
    assert "topics/second/index.html" in unlisted
    shown = [path for path, data in listed.items() if b"second lamp" in data or b"topics/second/" in data]
    assert {"index.html", "topics/index.html", "a-z/index.html", "search-index.js", "sitemap.xml"} <= set(shown)
    for path in ("index.html", "topics/index.html", "a-z/index.html", "search-index.js", "sitemap.xml"):
        assert b"second lamp" not in unlisted[path], path
        assert b"topics/second/" not in unlisted[path], path
