"""A build from end to end: all problems at once, the site whole or untouched, the same bytes everywhere."""

from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions, Report
from sourcebook.build.pipeline import build
from sourcebook.output.guard import MARK_FILE
from tests.dossiers import REPORT, SKERRY, Changes, page, write
from tools.environment import ROOT

Tree = dict[str, bytes]


def built(folder: Path, changes: Changes | None = None, **settings: bool | str) -> tuple[Report, Tree]:
    out = folder / "site"
    result = build(BuildOptions(ROOT, write(folder / "content", changes), out, **settings))  # type: ignore[arg-type]
    return result, tree(out)


def tree(folder: Path) -> Tree:
    """All files but the list of those that a build wrote."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in files.items() if path != MARK_FILE}


SEVERAL: Changes = {
    "topics/lamp.md": page("The lamp", "See [[Nobody]] and ![a](b)."),
    "people/ida-storm.md": "no front matter",
    "places/skerry.md": page("Skerry", "See [[tower-hight]]."),
    "sources/lamp-relit.md": REPORT.replace("by: ida-storm", "by: ida-strom").replace("obtained", "obtaned"),
    "terms.toml": "x = ",
    "places/reef.txt": "",
}


@pytest.mark.parametrize(
    "changes",
    [
        SEVERAL,
        {"site.toml": None},
        {"site.toml": "title ="},
        {"pages/home.md": None},
        {"pages/about.md": page("About", "See [[zzz]].")},
        {"topics/lamp.md": SKERRY["topics/lamp.md"].replace("27 metres", "28 metres")},
    ],
    ids=["several", "no settings", "broken settings", "no home", "a name", "a rule"],
)
def test_an_error_leaves_the_site_as_it_was(tmp_path: Path, changes: Changes) -> None:
    before = built(tmp_path)[1]
    for path in (path for path, text in changes.items() if text is None):
        (tmp_path / "content" / path).unlink()
    result, after = built(tmp_path, changes)
    assert result.failed
    assert (result.made, result.carried) == ((), frozenset())
    assert after == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "site"]


def test_an_error_in_the_first_build_makes_no_site(tmp_path: Path) -> None:
    assert built(tmp_path, SEVERAL)[0].failed
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_a_warning_is_told_and_does_not_stop_the_build(tmp_path: Path) -> None:
    result, site = built(tmp_path, {"places/reef.md": page("Reef")})
    assert {(problem.code, problem.level) for problem in result.problems} == {
        ("ORPHAN", "warning"),
        ("UNLISTED", "note"),
    }
    assert not result.failed
    assert "places/reef/index.html" in site


def test_an_output_that_is_refused_fails(tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    result = build(BuildOptions(ROOT, content, content))
    assert [problem.code for problem in result.problems] == ["OUT"]
    assert result.failed
    assert tree(content) == {path: text.encode() for path, text in SKERRY.items()}


def test_drafts_make_no_page_and_no_problem(tmp_path: Path) -> None:
    result, site = built(tmp_path, {"topics/draft.md": page("Draft 99", "See [[zzz]] of 1999.", "draft: true\n")})
    assert result.problems == ()
    assert "topics/draft/index.html" not in site
    assert [path for path, data in site.items() if b"Draft 99" in data] == []


def test_former_addresses_lead_on(tmp_path: Path) -> None:
    moved = page("Skerry", "An island with a tower.", "formerly: [rock]\n")
    result, site = built(
        tmp_path, {"places/skerry.md": moved, "published.csv": SKERRY["published.csv"] + "/places/rock/\n"}
    )
    assert result.problems == ()
    assert b'http-equiv="refresh"' in site["places/rock/index.html"]
    assert b"../skerry/" in site["places/rock/index.html"]
    assert b"/places/rock/" not in site["sitemap.xml"]


def test_what_a_build_carries_of_its_address(tmp_path: Path) -> None:
    site = built(tmp_path, address="https://example.org/repo/")[1]
    assert b'<link rel="canonical" href="https://example.org/repo/topics/lamp/">' in site["topics/lamp/index.html"]
    assert b"https://example.org/repo/topics/lamp/" in site["sitemap.xml"]
    assert b'href="/repo/topics/' in site["404.html"]
    assert b"skerry.example" not in b"".join(site.values())


def test_what_a_preview_leaves_out(tmp_path: Path) -> None:
    site = built(tmp_path, preview=True)[1]
    assert "assets/style.css" in site
    assert b"Content-Security-Policy" not in site["index.html"]
    assert b"livereload.js" in site["index.html"]
    assert b"livereload.js" not in built(tmp_path)[1]["index.html"]
