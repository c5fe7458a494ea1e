"""What others put into the output stays there, from build to build, and is told where a page wants its name."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.cache.cache import Caches
from sourcebook.model.files import OutputFile
from sourcebook.output import swap
from sourcebook.output.guard import MARK_FILE, WriteError
from tests.cases import cases
from tests.dossiers import page, write
from tests.output.test_publish import published
from tools.environment import ROOT

Files = dict[str, bytes]
FOREIGN: Files = {
    ".git/HEAD": b"ref: refs/heads/gh-pages\n",
    ".git/objects/ab/cdef": b"an object",
    "CNAME": b"skerry.example\n",
    "topics/notes.txt": b"beside our pages",
    "topics/tower/draft/index.html": b"below one of our pages",
    "downloads/deep/er/file.bin": bytes(range(256)),
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write(tmp_path / "content", {"topics/tower.md": page("Tower", "A."), "topics/fog.md": page("Fog", "B.")})


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out" / "site"


@pytest.fixture(params=[True, False], ids=["one exchange", "two renames"])
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's exchange of folders, if it has one, and without."""
    if not request.param:
        monkeypatch.setattr(swap, "_swap", lambda new, out: False)


def put(folder: Path, files: Files) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def lying(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(content: Path, out: Path, caches: Caches | None) -> list[str]:
    """Build; the errors."""
    problems = build(BuildOptions(ROOT, content, out, cards=False), caches).problems
    return [str(problem) for problem in problems if problem.level == "error"]


def alone(content: Path, tmp_path: Path) -> Files:
    """What a build writes where nothing else is."""
    shutil.rmtree(tmp_path / "clean", ignore_errors=True)
    assert built(content, tmp_path / "clean", None) == []
    return lying(tmp_path / "clean")


@pytest.mark.parametrize("remembers", [True, False], ids=["with a cache", "without"])
def test_foreign_files_survive_builds_edits_and_deletions(
    content: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remembers: bool
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "account"))

    def caches() -> Caches | None:
        return Caches.of_account(content, b"it") if remembers else None

    assert built(content, out, caches()) == []
    put(out, FOREIGN)
    numbers = {name: (out / name).stat().st_ino for name in FOREIGN}
    lamp, fog = content / "topics/tower.md", content / "topics/fog.md"
    lamp_page = lamp.read_text("utf-8")
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: lamp.write_text(f"{lamp_page}\nOne line more.\n", "utf-8"),
        lambda: put(out, {"added-between.txt": b"x"}),
        (out / "added-between.txt").unlink,
        fog.unlink,
        lambda: put(out, {".git/index": b"a commit"}),
        lamp.unlink,
        lambda: lamp.write_text(lamp_page, "utf-8"),
    ]
    foreign = dict(FOREIGN)
    for n, step in enumerate(steps):
        step()
        foreign |= {".git/index": b"a commit"} if n == 5 else {}
        between = {"added-between.txt": b"x"} if n == 2 else {}
        assert built(content, out, caches()) == [], n
        assert lying(out) == alone(content, tmp_path) | foreign | between, n
    assert {name: (out / name).stat().st_ino for name in FOREIGN} == numbers


def test_a_worktrees_git_is_a_file_and_links_stay_links(content: Path, out: Path, tmp_path: Path) -> None:
    built(content, out, None)
    (out / ".git").write_text("gitdir: ../repository/.git/worktrees/site\n")
    (out / "latest").symlink_to(tmp_path)
    os.mkfifo(out / "pipe")
    for n in range(3):
        (content / "topics/tower.md").write_text(page("Tower", "Edited" + "!" * n), "utf-8")
        assert built(content, out, None) == []
        assert (out / ".git").read_text().startswith("gitdir: ")
        assert (out / "latest").readlink() == tmp_path
        assert (out / "pipe").is_fifo()


@cases
def test_a_page_that_wants_the_name_of_a_foreign_file_is_a_problem_that_its_cure_mends(
    content: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str, remembers: bool
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "account"))
    caches = Caches.of_account(content, b"it") if remembers else None
    built(content, out, caches)
    put(out, {name: b"mine", ".git/HEAD": b"main"})
    assert built(content, out, caches) == []
    before = lying(out)
    (content / "topics/tide.md").write_text(page("Tide", "A tide."), "utf-8")
    said = (
        f"{out / told}:1:1: OUT a build writes a file or folder of this name, but did not write this one"
        " (move it out of the output folder, or rename the page)"
    )
    for _ in range(2):
        assert built(content, out, caches) == [said]
        assert lying(out) == before
    (out / told).rename(tmp_path / "moved")
    assert built(content, out, caches) == []
    assert lying(out) == alone(content, tmp_path) | {".git/HEAD": b"main"}


def files(texts: dict[str, str]) -> list[OutputFile]:
    return [OutputFile(path, text.encode(), "a test") for path, text in texts.items()]


@pytest.mark.usefixtures("exchange")
@pytest.mark.parametrize("remembers", [True, False])
@pytest.mark.parametrize("killed_at", range(1, 9))
def test_a_build_that_is_killed_while_folders_change_places_loses_no_foreign_file(
    out: Path, killed_at: int, remembers: bool
) -> None:
    """Killed before any of its renames: the next build has all of them where they were."""
    first = published(files({"index.html": "1", "topics/a/index.html": "a"}), out)
    foreign = {".git/HEAD": b"main", "CNAME": b"x", "topics/a/notes": b"mine"}
    put(out, foreign)
    if os.fork() == 0:
        calls = iter(range(1, 100))
        rename = os.rename

        def kill(old: object, new: object, **given: object) -> None:
            if next(calls) == killed_at:
                os._exit(9)
            rename(old, new, **given)  # type: ignore[arg-type]

        os.rename = kill  # type: ignore[assignment]
        published(files({"index.html": "2", "other/index.html": "b"}), out)
        os._exit(0)
    os.wait()
    assert first.trees is not None
    known = (first.trees[0] if remembers else {}), first.trees[1]
    assert published(files({"index.html": "3", "third/index.html": "c"}), out, None, known).problem is None
    assert lying(out).keys() == {"index.html", "third/index.html", MARK_FILE, *foreign}
    assert {name: data for name, data in lying(out).items() if name in foreign} == foreign


@pytest.mark.usefixtures("exchange")
def test_foreign_files_are_where_they_were_after_an_exchange_that_fails(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(files({"index.html": "1", "topics/a/index.html": "a"}), out)
    put(out, {".git/HEAD": b"main", "CNAME": b"x"})
    before = lying(out)
    rename = os.rename

    def refuse(old: str, new: str) -> None:
        if str(new).endswith(".previous/CNAME"):
            raise PermissionError(1, "Operation not permitted")
        rename(old, new)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(WriteError):
        published(files({"index.html": "2", "b/index.html": "b"}), out)
    assert lying(out) == before
    monkeypatch.undo()
    assert published(files({"index.html": "2", "b/index.html": "b"}), out).problem is None
    assert lying(out).keys() == {"index.html", "b/index.html", MARK_FILE, ".git/HEAD", "CNAME"}


def test_git_adds_all_of_a_site_that_is_a_repository(out: Path) -> None:
    """Also of one that an earlier version hid from git."""
    texts = {"index.html": "home", "topics/a/index.html": "a", ".nojekyll": ""}
    published(files(texts | {".gitignore": "*"}), out)
    published(files(texts), out)
    git = ["git", "-C", str(out)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    added = subprocess.run([*git, "ls-files"], check=True, capture_output=True, text=True).stdout.split()
    assert {*added} == {*texts, MARK_FILE}
