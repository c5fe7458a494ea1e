"""Where nothing may be published."""

from pathlib import Path

import pytest

from sourcebook.output.guard import MARK, MARK_FILE, refusal
from tests.cases import cases


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


@cases
def test_refused(places: Path, name: str, said: str) -> None:
    out = places / name
    assert refused(out, places) == f"{out}:1:1: OUT the output folder {said}"


def test_refused_by_a_name_relative_to_the_working_folder(places: Path) -> None:
    assert (refused(Path(), places) or "").startswith(".:1:1: OUT ")
    assert refused(Path("site"), places) is None


def test_refused_through_a_link_on_the_way(places: Path) -> None:
    (places / "way").symlink_to(places / "project")
    assert "lies in the dossier" in (refused(places / "way" / "content" / "site", places) or "")


@pytest.mark.parametrize(
    "files",
    [
        {},
        {MARK_FILE: f"{MARK.decode()} Others stay.\nold.html\n", "old.html": ""},
        {".git/HEAD": "", ".nojekyll": "", "CNAME": ""},
    ],
    ids=["empty", "of a build", "a repository to publish from"],
)
def test_taken(places: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (places / "empty" / name).parent.mkdir(exist_ok=True)
        (places / "empty" / name).write_text(text, encoding="utf-8")
    assert refused(places / "empty", places) is None
    assert refused(places / "new", places) is None
