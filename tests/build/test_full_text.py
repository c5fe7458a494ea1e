"""The full-text index in a build: made again where a page gives it another text, and only then."""

from pathlib import Path
from typing import Any

import pytest

from sourcebook.build.options import BuildOptions, Report
from sourcebook.build.pipeline import build
from sourcebook.cache.cache import Cache, Caches
from sourcebook.exports.fulltext import Indexing
from tests.dossiers import SKERRY, Changes, page, write
from tests.sites import files_of, site_files
from tools.environment import ROOT


class Desk:
    """A dossier that is built again and again with full text, and how often the index was made."""

    def __init__(self, folder: Path) -> None:
        self.options = BuildOptions(ROOT, folder / "content", folder / "site", cards=False, full_text=True)
        self.caches = Caches(Cache(None, b""), Cache(None, b""))

    def built(self, changes: Changes | None = None, **options: Any) -> Report:
        write(self.options.content, changes)
        report = build(self.options._replace(**options), self.caches)
        assert not report.failed
        assert site_files(self.options.out) == files_of(self.options._replace(**options))
        return report


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.built()
    return made


def indexed(report: Report) -> set[str]:
    return {reason for path, reason in report.reasons if path.startswith("pagefind/")}


def test_an_edit_of_prose_makes_the_index_again(desk: Desk) -> None:
    assert indexed(desk.built({"places/skerry.md": page("Skerry", "An island with a light.")})) == {full_text_reason()}
    assert indexed(desk.built()) == {full_text_reason()}


def full_text_reason() -> str:
    return "the text of a page changed"


def test_an_edit_that_no_page_shows_in_its_text_keeps_it(desk: Desk) -> None:
    summary = SKERRY["places/skerry.md"].replace("title: Skerry\n", "title: Skerry\nsummary: An island.\n")
    noted = {"places/skerry.md": summary.replace("---\n", "---\n# a comment\n", 1)}
    desk.built({"places/skerry.md": summary})
    report = desk.built(noted)
    assert indexed(report) == set()
    assert any(path.startswith("pagefind/") for path in report.carried)


def test_a_new_page_and_a_deletion_make_it_again(desk: Desk) -> None:
    assert indexed(desk.built({"topics/tide.md": page("Tide", "On [[skerry]].")})) == {full_text_reason()}
    (desk.options.content / "topics/tide.md").unlink()
    assert indexed(desk.built()) == {full_text_reason()}


def test_a_build_without_it_leaves_none(desk: Desk) -> None:
    assert not [path for path in desk.built(full_text=False).carried if path.startswith("pagefind/")]
    assert indexed(desk.built()) == {full_text_reason()}


def test_nothing_is_left_of_an_index_that_fails(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(Indexing, "files", lambda indexing: 1 // 0)
    before = site_files(desk.options.out)
    write(desk.options.content, {"places/skerry.md": page("Skerry", "An island with a light.")})
    with pytest.raises(ZeroDivisionError):
        build(desk.options, desk.caches)
    assert site_files(desk.options.out) == before
    assert list((tmp_path / "temporary").iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "site", "temporary"]
