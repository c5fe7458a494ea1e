"""Commands on a stranger's dossier, in which links lead to files of the editor: nothing there changes."""

import os
import shutil
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.output.foreign import listing
from tests.dossiers import write
from tests.test_cli import run
from tools.environment import ROOT

MINE = b"mine\n"
ARTICLE = "By Mara Quay\n\nThe tower of Skerry is 27 metres high.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A dossier beside an editor's file, an empty folder of his, and an article to import."""
    (tmp_path / "home").mkdir()
    (tmp_path / "bashrc").write_bytes(MINE)
    (tmp_path / "saved.txt").write_text(ARTICLE, "utf-8")
    return write(tmp_path / "content")


def link(content: Path, name: str, leads_to: str) -> Path:
    """Put a link where the dossier has a file or folder, or none."""
    place = content / name
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(content.parent / leads_to)
    return place


IMPORT = ("import", "../saved.txt")
NEW = ("new", "event", "A storm")
CASES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "originals": ("originals", "home", IMPORT),
    "the .gitignore of originals": ("originals/.gitignore", "bashrc", IMPORT),
    "a .gitignore that would be made": ("originals/.gitignore", "none", IMPORT),
    "an original": ("originals/saved.txt", "bashrc", IMPORT),
    "sources": ("sources", "home", IMPORT),
    "a draft": ("sources/saved.md", "none", IMPORT),
    "events": ("events", "home", NEW),
    "a page": ("events/a-storm.md", "none", NEW),
}


@pytest.mark.parametrize("case", CASES)
def test_a_command_refuses_a_link_in_one_line_and_works_when_it_is_removed(
    content: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    name, leads_to, command = CASES[case]
    monkeypatch.chdir(content)
    place = link(content, name, leads_to)
    arguments = [str(content / part) if part.startswith("..") else part for part in command]
    done = run(*arguments, "--content", content)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert f"{name}:1:1: LINK nothing is written through a link" in done.stderr
    cure = done.stderr.rpartition("rm ")[2].rstrip(")\n")
    assert cure == str(place)
    untouched(content)
    Path(cure).unlink()
    assert run(*arguments, "--content", content).returncode == 0


def untouched(content: Path) -> None:
    """Nothing of the editor has changed."""
    assert sorted(path.name for path in content.parent.iterdir()) == ["bashrc", "content", "home", "saved.txt"]
    assert (content.parent / "bashrc").read_bytes() == MINE
    assert list((content.parent / "home").iterdir()) == []


def test_the_list_of_addresses_is_read_through_no_link_and_written_through_none(content: Path) -> None:
    link(content, "published.csv", "bashrc")
    done = run("addresses", "--content", content)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "published.csv:1:1: LINK " in done.stderr
    untouched(content)


STRANGE = (
    ("site/.sourcebook", "pipe"), ("site/.sourcebook", "/dev/zero"), ("site/assets", "home"), ("theme", "home"),
    (".site.previous", "home"), (".site.previous/.sourcebook", "pipe"), (".site.previous.old", "home"),
    (".site.previous.old", "pipe"), (".site.x.making", "pipe"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "leads_to"), STRANGE)
def test_a_build_neither_reads_nor_moves_what_a_site_or_theme_leads_to(content: Path, name: str, leads_to: str) -> None:
    """A site, what builds leave beside it, and a theme come with a stranger's dossier as its pages do."""
    mine = content.parent / "home/assets/mine.txt"
    mine.parent.mkdir()
    mine.write_bytes(MINE)
    if name.startswith(("site/", ".site.previous/")):
        (content / "site").mkdir()
        (content / "site/.sourcebook").write_bytes(listing([".sourcebook"]))
    place = link(content, name, leads_to)
    if leads_to == "pipe":
        place.unlink()
        os.mkfifo(place)
    report = build(BuildOptions(ROOT, content, content / "site", cards=False))
    refused = {"site/assets": "OUT", "theme": "LINK"}.get(name)
    assert [problem.code for problem in report.problems] == [refused] * (refused is not None)
    assert (mine.read_bytes(), (content.parent / "bashrc").read_bytes()) == (MINE, MINE)
    assert not list(content.glob("site/**/mine*"))
