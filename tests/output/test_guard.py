"""Where nothing may be published."""

from pathlib import Path

import pytest

from sourcebook.output.guard import MARK, MARK_FILE, refusal

OF_ITS_OWN = "name a folder of its own with --out DIR"
HOLDS = ("contains the dossier, the program or your home folder", OF_ITS_OWN)
INSIDE = ("lies in the dossier or in a folder of the program", OF_ITS_OWN)
FOREIGN = ("contains files that Sourcebook did not write", "empty it, or name another with --out DIR")
REFUSALS = {
    "project": HOLDS,
    ".": HOLDS,
    "home": HOLDS,
    "work": HOLDS,
    "work/..": HOLDS,
    "project/content": HOLDS,
    "project/content/pages/site": INSIDE,
    "project/content/site.toml": INSIDE,
    "link": ("is a link", "name the folder itself"),
    "link-to-nothing": ("is a link", "name the folder itself"),
    "file": ("is a file", "name a folder with --out DIR"),
    "foreign": FOREIGN,
    "other-mark": FOREIGN,
}


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, a project and a working folder of the test's own; folders that must not be written to."""
    for name in ("home", "project/content", "work", "real", "empty"):
        (tmp_path / name).mkdir(parents=True)
    texts = {
        "project/content/site.toml": "title",
        "file": "mine",
        "foreign/mine.txt": "",
        "other-mark/.gitignore": "*",
        "other-mark/index.html": "",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "link-to-nothing").symlink_to(tmp_path / "nothing")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def refused(out: Path, places: Path) -> str | None:
    found = refusal(out, [places / "project" / "content"])
    return None if found is None else str(found)


@pytest.mark.parametrize("name", REFUSALS)
def test_refused(places: Path, name: str) -> None:
    out = places / name
    message, hint = REFUSALS[name]
    assert refused(out, places) == f"{out}:1:1: OUT the output folder {message} ({hint})"


def test_refused_by_a_name_relative_to_the_working_folder(places: Path) -> None:
    assert (refused(Path(), places) or "").startswith(".:1:1: OUT ")
    assert refused(Path("site"), places) is None


def test_refused_through_a_link_on_the_way(places: Path) -> None:
    (places / "way").symlink_to(places / "project")
    assert "lies in the dossier" in (refused(places / "way" / "content" / "site", places) or "")


def test_a_folder_that_is_not_there_or_empty_is_taken(places: Path) -> None:
    assert [refused(places / name, places) for name in ("new", "empty")] == [None, None]


def test_a_folder_marked_by_an_earlier_version_is_ours(places: Path) -> None:
    (places / "empty" / ".gitignore").write_bytes(b"# Made by Sourcebook; all is written anew.\n*\n")
    (places / "empty" / "old.html").write_text("old", encoding="utf-8")
    assert refused(places / "empty", places) is None


def test_a_folder_with_the_list_of_a_build_is_ours(places: Path) -> None:
    (places / "empty" / MARK_FILE).write_bytes(MARK + b" Others stay.\nold.html\n")
    (places / "empty" / "old.html").write_text("old", encoding="utf-8")
    assert refused(places / "empty", places) is None


def test_a_repository_to_publish_from_is_taken_before_the_first_build(places: Path) -> None:
    (places / "empty" / ".git").mkdir()
    for name in (".nojekyll", "CNAME"):
        (places / "empty" / name).write_text("", encoding="utf-8")
    assert refused(places / "empty", places) is None
