"""A folder made whole or left as it was."""

import builtins
import ctypes
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sourcebook import exchange as folders
from sourcebook.model.files import Identity, OutputFile, identity, still
from sourcebook.model.files import tree as lying
from sourcebook.output.foreign import LIST_FILE
from sourcebook.refusal import MARK
from sourcebook.stages.publish import publish

Texts = dict[str, bytes]
BESIDE = [".site.previous", "site"]


def files(texts: dict[str, str]) -> list[OutputFile]:
    return [OutputFile(path, text.encode(), "a test") for path, text in texts.items()]


FILES = files({"index.html": "home", "topics/lamp/index.html": "lamp"})


def tree(folder: Path) -> Texts:
    """All files but the list of those that a build wrote."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in files.items() if path != LIST_FILE}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, a project and a working folder of the test's own."""
    for name in ("home", "project/content", "work"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "project/content/site.toml").write_text("title", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out" / "site"


@pytest.fixture(params=[True, False], ids=["one exchange", "two renames"])
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """With the system's exchange of folders, if it has one, and without."""
    if not request.param:
        monkeypatch.setattr(folders, "_swap", lambda new, out: False)
    return bool(request.param)


def published(texts: Iterable[OutputFile], out: Path, tmp_path: Path) -> list[str]:
    return [str(problem) for problem in publish(texts, out, [tmp_path / "project" / "content"]).problems]


def kept(texts: Iterable[OutputFile], out: Path, tmp_path: Path, path: str, meant: Path | None = None) -> bool:
    """Publish these files and keep another; whether that went well, and what lies there now was told."""
    done = publish(texts, out, [tmp_path / "project"], {path: identity((meant or out / path).stat())})
    return done.problems == [] and done.tree == lying(out)


@pytest.mark.usefixtures("exchange")
@pytest.mark.parametrize("strange", [[], ["site"], [".site.previous"], ["site", ".site.previous"]])
def test_what_was_known_of_both_generations_is_believed_only_while_it_holds(
    out: Path, tmp_path: Path, strange: list[str]
) -> None:
    """Whether or not somebody puts something into them, takes it out or alters it."""
    read = [tmp_path / "project"]
    first = publish(FILES, out, read)
    second = publish(files({"index.html": "second", "old/index.html": "old"}), out, read)
    assert (second.tree, second.behind) == (lying(out), first.tree)
    for name in strange:
        folder = out.with_name(name)
        (folder / "index.html").write_bytes(b"strange")
        (folder / "stray").mkdir()
        (folder / "stray" / "file").write_bytes(b"")
        next(folder.glob("*/**/index.html")).unlink()
    known = second.tree or {}, second.behind
    third = publish(files({"index.html": "third", "topics/index.html": "topics"}), out, read, None, known)
    stray = {"stray/file": b""} if "site" in strange else {}
    assert tree(out) == {".gitignore": MARK, "index.html": b"third", "topics/index.html": b"topics"} | stray
    assert third.tree is not None
    assert still(out, third.tree)
    assert third.tree.keys() == {*lying(out)} - {*stray}
    assert third.behind.keys() == lying(out.with_name(".site.previous")).keys()
    assert stray or still(out.with_name(".site.previous"), third.behind)


@pytest.mark.usefixtures("exchange")
def test_the_folder_holds_exactly_the_files(out: Path, tmp_path: Path) -> None:
    assert published(FILES, out, tmp_path) == []
    assert tree(out) == {".gitignore": MARK, "index.html": b"home", "topics/lamp/index.html": b"lamp"}
    assert published(files({"index.html": "new", "topics": "now a file"}), out, tmp_path) == []
    assert tree(out) == {".gitignore": MARK, "index.html": b"new", "topics": b"now a file"}
    assert sorted(path.name for path in out.parent.iterdir()) == BESIDE
    assert out.stat().st_mode & 0o777 == 0o755


@pytest.mark.usefixtures("exchange")
def test_readers_of_the_old_folder_are_not_disturbed(out: Path, tmp_path: Path) -> None:
    published(FILES, out, tmp_path)
    with (out / "index.html").open("rb") as reader:
        published(files({"index.html": "new"}), out, tmp_path)
        assert reader.read() == b"home"


def test_an_empty_folder_is_taken(out: Path, tmp_path: Path) -> None:
    out.mkdir(parents=True)
    assert published(FILES, out, tmp_path) == []
    assert (out / "index.html").read_bytes() == b"home"


def test_a_folder_marked_by_an_earlier_version_is_ours(out: Path, tmp_path: Path) -> None:
    out.mkdir(parents=True)
    (out / ".gitignore").write_bytes(b"# Made by Sourcebook; everything is written anew.\nother rules\n")
    for name in ("topics/old/index.html", "CNAME"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("old", encoding="utf-8")
    assert published(FILES, out, tmp_path) == []
    assert tree(out).keys() == {".gitignore", "CNAME", *(file.path for file in FILES)}


REFUSALS = {
    "project": ("holds what is read, or your home", "name a folder of its own with --out DIR"),
    ".": ("holds what is read, or your home", "name a folder of its own with --out DIR"),
    "home": ("holds what is read, or your home", "name a folder of its own with --out DIR"),
    "work": ("holds what is read, or your home", "name a folder of its own with --out DIR"),
    "work/..": ("holds what is read, or your home", "name a folder of its own with --out DIR"),
    "project/content": ("holds what is read, or your home", "name a folder of its own with --out DIR"),
    "project/content/site": ("lies inside a folder that is read", "name a folder of its own with --out DIR"),
    "project/content/site.toml": ("lies inside a folder that is read", "name a folder of its own with --out DIR"),
    "link": ("is a link", "name the folder itself"),
    "link-to-nothing": ("is a link", "name the folder itself"),
    "file": ("is a file", "name a folder with --out DIR"),
    "foreign": ("holds files that Sourcebook did not write", "empty it, or name another with --out DIR"),
    "other-mark": ("holds files that Sourcebook did not write", "empty it, or name another with --out DIR"),
}


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """Folders that must not be written to, beside those of every test."""
    for name, text in {"file": "mine", "foreign/mine.txt": "mine", "other-mark/.gitignore": "*\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "link-to-nothing").symlink_to(tmp_path / "nothing")
    return tmp_path


@pytest.mark.parametrize("name", REFUSALS)
def test_refused_with_nothing_touched(places: Path, name: str) -> None:
    before = tree(places), sorted(places.rglob("*"))
    out = places / name
    message, hint = REFUSALS[name]
    assert published(FILES, out, places) == [f"{out}:1:1: OUT the output folder {message} ({hint})"]
    assert (tree(places), sorted(places.rglob("*"))) == before


def test_refused_by_a_name_relative_to_the_working_folder(tmp_path: Path) -> None:
    assert published(FILES, Path(), tmp_path)[0].startswith(".:1:1: OUT ")
    assert published(FILES, Path("site"), tmp_path) == []
    assert (tmp_path / "work" / "site" / "index.html").is_file()


def test_refused_through_a_link_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(tmp_path / "project")
    assert "is read" in published(FILES, tmp_path / "way" / "content" / "site", tmp_path)[0]
    assert not (tmp_path / "project" / "content" / "site").exists()


def test_a_parent_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    [said] = published(FILES, tmp_path / "file" / "site", tmp_path)
    assert " WRITE cannot be written: " in said
    assert (tmp_path / "file").read_text("utf-8") == "mine"


STEPS = {"mkdir": os, "open": builtins, "link": os, "unlink": os, "chmod": Path, "rename": Path}
"""What a build calls, by its name."""


@pytest.mark.usefixtures("exchange")
@pytest.mark.parametrize("step", STEPS)
def test_what_the_system_forbids_is_told_and_the_old_folder_stays(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    published(FILES, out, tmp_path)
    published(files({"index.html": "other", "same.html": "same"}), out, tmp_path)
    before = tree(out)
    monkeypatch.setattr(folders, "_swap", lambda new, out: False)
    permitted = getattr(STEPS[step], step)

    def forbid(path: object, *args: object, **kwargs: object) -> object:
        if ".site.previous" in str(path) and not str(path).endswith(".old"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return permitted(path, *args, **kwargs)

    if step == "link":
        monkeypatch.setattr("shutil.copy2", lambda source, target: forbid(target))
        monkeypatch.setattr(os, "link", lambda source, target: forbid(target))
    else:
        monkeypatch.setattr(STEPS[step], step, forbid)
    said = f"{out}:1:1: WRITE cannot be written: Permission denied (see its permissions and disk)"
    assert published(files({"a/b": "x", "index.html": "new", "same.html": "same"}), out, tmp_path) == [said]
    monkeypatch.undo()
    assert tree(out) == before


def test_a_generation_that_was_cut_short_is_made_whole(out: Path, tmp_path: Path) -> None:
    published(FILES, out, tmp_path)
    staged = out.with_name(".site.previous")
    (staged / "topics").mkdir(parents=True)
    (staged / "topics" / "lamp").write_text("a file where a folder is wanted")
    (staged / "left/over").mkdir(parents=True)
    (staged / "index.html").mkdir()
    (staged / "link").symlink_to(tmp_path)
    assert published(FILES, out, tmp_path) == []
    assert tree(out) == {".gitignore": MARK, "index.html": b"home", "topics/lamp/index.html": b"lamp"}
    assert not (out / "left").exists()
    assert (tmp_path / "project").is_dir()


def test_an_exchange_in_two_steps_that_was_cut_short_is_undone(out: Path, tmp_path: Path) -> None:
    published(FILES, out, tmp_path)
    number = (out / "index.html").stat().st_ino
    out.rename(out.with_name(".site.previous.old"))
    assert kept(FILES[1:], out, tmp_path, "index.html", out.with_name(".site.previous.old") / "index.html")
    assert (out / "index.html").stat().st_ino == number
    assert sorted(path.name for path in out.parent.iterdir()) == ["site"]


def test_what_an_exchange_in_two_steps_left_over_is_swept_up(out: Path, tmp_path: Path) -> None:
    published(FILES, out, tmp_path)
    out.with_name(".site.previous.old").mkdir()
    (out.with_name(".site.previous.old") / "left.html").write_bytes(b"left")
    assert published(FILES, out, tmp_path) == []
    assert sorted(path.name for path in out.parent.iterdir()) == ["site"]


def test_the_new_site_stands_where_the_old_one_cannot_be_put_aside(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(FILES, out, tmp_path)
    permitted = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path.name == ".site.previous.old":
            raise PermissionError(errno.EACCES, "Permission denied")
        return permitted(path, target)

    monkeypatch.setattr(folders, "_swap", lambda new, out: False)
    monkeypatch.setattr(Path, "rename", rename)
    assert published(files({"index.html": "new"}), out, tmp_path) == []
    assert (out / "index.html").read_bytes() == b"new"
    assert [path.name for path in out.parent.iterdir()] == ["site"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is another call")
def test_a_generation_is_on_the_disk_before_it_takes_its_place(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    system = folders._system  # noqa: SLF001

    def noted(name: str, *given: object) -> int | None:
        called.append(name)
        return system(name, *given)

    published(FILES, out, tmp_path)
    monkeypatch.setattr(folders, "_system", noted)
    published(files({"index.html": "new"}), out, tmp_path)
    assert called == ["syncfs", "renameat2", "syncfs"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's call stands in for both")
@pytest.mark.parametrize("system", ["renameat2", "renamex_np"])
def test_folders_change_places_by_what_the_system_has(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """Linux's call under the name of macOS's too: both take the same flag."""
    sound = folders._system  # noqa: SLF001

    def only(name: str, *given: object) -> int | None:
        if name.startswith("rename") and name != system:
            return None
        if name == "renamex_np":
            one, other, flags = given
            return sound("renameat2", -100, one, -100, other, flags)
        return sound(name, *given)

    published(FILES, out, tmp_path)
    monkeypatch.setattr(folders, "_system", only)
    monkeypatch.setattr(folders, "_exchange_in_two", lambda *_: pytest.fail("two renames"))
    assert published(files({"index.html": "new"}), out, tmp_path) == []
    assert (out / "index.html").read_bytes() == b"new"


def test_what_the_disk_does_not_hold_does_not_take_its_place(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(FILES, out, tmp_path)
    before = tree(out)

    def failing(name: str, *given: object) -> int | None:
        ctypes.set_errno(errno.EIO)
        return -1

    monkeypatch.setattr(folders, "_system", failing)
    [said] = published(files({"index.html": "new"}), out, tmp_path)
    assert " WRITE cannot be written: Input/output error " in said
    assert tree(out) == before


def test_what_is_kept_is_the_same_file_and_writing_anew_leaves_the_old_one_alone(out: Path, tmp_path: Path) -> None:
    published(FILES, out, tmp_path)
    before = (out / "topics/lamp/index.html").stat()
    for n in range(3):
        new = files({"index.html": f"new {n}", "a.html": f"a {n}"})
        assert kept(new, out, tmp_path, "topics/lamp/index.html")
        assert tree(out) == {
            ".gitignore": MARK, "index.html": b"new %d" % n, "a.html": b"a %d" % n, "topics/lamp/index.html": b"lamp"
        }  # fmt: skip
        now = (out / "topics/lamp/index.html").stat()
        assert (now.st_ino, now.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (out.with_name(".site.previous") / "index.html").read_bytes() == b"new 1"


def test_one_file_takes_the_place_of_another_by_itself(out: Path, tmp_path: Path) -> None:
    reads = [tmp_path / "project"]
    first = publish(FILES, out, reads)
    (out.with_name(".site.next") / "strange").mkdir(parents=True)
    number, meant = out.stat().st_ino, {"topics/lamp/index.html": identity((out / "topics/lamp/index.html").stat())}
    done = publish(
        files({"index.html": "new"}), out, [tmp_path / "project"], meant | mark_of(out), (first.tree or {}, {})
    )
    assert done.problems == []
    assert (out.stat().st_ino, done.tree) == (number, lying(out))
    assert tree(out) == {".gitignore": MARK, "index.html": b"new", "topics/lamp/index.html": b"lamp"}
    assert sorted(path.name for path in out.parent.iterdir()) == ["site"]
    again = publish(
        files({"index.html": "new"}), out, [tmp_path / "project"], meant | mark_of(out), (done.tree or {}, {})
    )
    assert (again.problems, again.tree) == ([], done.tree)


def mark_of(out: Path) -> dict[str, Identity]:
    return {".gitignore": identity((out / ".gitignore").stat())}


def test_a_file_that_cannot_take_the_place_of_another_leaves_the_folder_as_it_was(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(FILES, out, tmp_path)
    before = tree(out)

    def broken(handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", broken)
    [said] = published(files({"index.html": "new", "topics/lamp/index.html": "lamp"}), out, tmp_path)
    assert " WRITE cannot be written: Input/output error " in said
    assert tree(out) == before
    assert sorted(path.name for path in out.parent.iterdir()) == ["site"]


def test_nothing_is_touched_where_what_was_to_be_kept_is_another_file(out: Path, tmp_path: Path) -> None:
    published(FILES, out, tmp_path)
    meant = {"topics/lamp/index.html": identity((out / "topics/lamp/index.html").stat())}
    published(files({"index.html": "of another build", "topics/lamp/index.html": "brighter"}), out, tmp_path)
    before = {path: identity(path.stat()) for path in out.parent.rglob("*")}
    assert publish(FILES[:1], out, [tmp_path / "project"], meant) == ([], None, {})
    assert {path: identity(path.stat()) for path in out.parent.rglob("*")} == before


def test_where_there_are_no_hard_links_files_are_copied(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, target: str) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    published(FILES, out, tmp_path)
    monkeypatch.setattr(os, "link", refuse)
    assert kept(FILES[:1], out, tmp_path, "topics/lamp/index.html")
    assert tree(out) == {".gitignore": MARK, "index.html": b"home", "topics/lamp/index.html": b"lamp"}


def test_a_fault_while_files_are_made_leaves_the_old_folder(out: Path, tmp_path: Path) -> None:
    published(FILES, out, tmp_path)
    before = tree(out)

    def failing() -> Iterator[OutputFile]:
        yield FILES[0]
        raise ValueError("a fault in a template")

    with pytest.raises(ValueError, match="a fault in a template"):
        published(failing(), out, tmp_path)
    assert tree(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("paths", [("a.html", "a.html"), ("a.html", "A.html"), (".gitignore",), ("../a",), ("/a",)])
def test_files_that_collide_or_lead_out_are_a_mistake_of_ours(
    out: Path, tmp_path: Path, paths: tuple[str, ...]
) -> None:
    with pytest.raises(AssertionError, match="collides"):
        published([OutputFile(path, b"", "a test") for path in paths], out, tmp_path)
    assert not out.exists()
