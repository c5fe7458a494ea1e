"""A folder made whole or left as it was."""

import ctypes
import errno
import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from sourcebook.model.files import Identity, OutputFile, Tree, identity
from sourcebook.output import swap
from sourcebook.output.guard import MARK, MARK_FILE, WriteError
from sourcebook.output.publish import Published, publish
from sourcebook.output.staging import Staging
from sourcebook.output.tree import snapshot
from tests.sites import site_files

BESIDE = [".site.previous", "site"]
NOTHING: tuple[Tree, Tree] = {}, {}


def files(texts: dict[str, str]) -> list[OutputFile]:
    return [OutputFile(path, text.encode(), "a test") for path, text in texts.items()]


FILES = files({"index.html": "home", "topics/lamp/index.html": "lamp"})


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out" / "site"


@pytest.fixture(params=[True, False], ids=["one exchange", "two renames"])
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """With the system's exchange of folders, if it has one, and without."""
    if not request.param:
        monkeypatch.setattr(swap, "_swap", lambda new, out: False)
    return bool(request.param)


def published(
    new: Collection[OutputFile],
    out: Path,
    kept: Mapping[str, Identity] | None = None,
    known: tuple[Tree, Tree] = NOTHING,
) -> Published:
    """Publish these files and keep others."""
    kept = kept or {}
    with Staging(out) as staging:
        same = {file.path: found for file in new if (found := staging.put(file)) is not None}
        return publish(staging, [*(file.path for file in new), *kept], {**kept, **same}, known)


def keeps(new: Collection[OutputFile], out: Path, path: str, meant: Path | None = None) -> bool:
    """Publish these files and keep another; whether that went well, and what lies there now was told."""
    done = published(new, out, {path: identity((meant or out / path).stat())})
    return done.problem is None and done.trees is not None and done.trees[0] == snapshot(out)


@pytest.mark.usefixtures("exchange")
@pytest.mark.parametrize("strange", [[], ["site"], [".site.previous"], ["site", ".site.previous"]])
def test_what_was_known_of_both_generations_is_believed_only_while_it_holds(out: Path, strange: list[str]) -> None:
    """Whether or not somebody puts something into them, takes it out or alters it."""
    first = published(FILES, out)
    second = published(files({"index.html": "second", "old/index.html": "old"}), out)
    assert first.trees is not None
    assert second.trees == (snapshot(out), first.trees[0])
    for name in strange:
        folder = out.with_name(name)
        (folder / "index.html").write_bytes(b"strange")
        next(folder.glob("*/**/index.html")).unlink()
    third = published(files({"index.html": "third", "topics/index.html": "topics"}), out, known=second.trees)
    assert site_files(out) == {"index.html": b"third", "topics/index.html": b"topics"}
    assert third.trees == (snapshot(out), snapshot(out.with_name(".site.previous")))


@pytest.mark.usefixtures("exchange")
def test_the_folder_holds_exactly_the_files(out: Path) -> None:
    assert published(FILES, out).problem is None
    assert site_files(out) == {"index.html": b"home", "topics/lamp/index.html": b"lamp"}
    assert (out / MARK_FILE).read_bytes().startswith(MARK)
    assert {*FILES[0].path.split(), MARK_FILE} < {*(out / MARK_FILE).read_text("utf-8").splitlines()}
    assert published(files({"index.html": "new", "topics": "now a file"}), out).problem is None
    assert site_files(out) == {"index.html": b"new", "topics": b"now a file"}
    assert sorted(path.name for path in out.parent.iterdir()) == BESIDE
    assert out.stat().st_mode & 0o777 == 0o755


STEPS: dict[str, ModuleType | type] = {
    "mkdir": os, "replace": os, "link": os, "unlink": os, "chmod": Path, "rename": Path
}  # fmt: skip
"""What publishing calls, by its name."""


@pytest.mark.usefixtures("exchange")
@pytest.mark.parametrize("step", STEPS)
def test_what_the_system_forbids_is_told_and_the_old_folder_stays(
    out: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    published(FILES, out)
    published(files({"index.html": "other", "same.html": "same"}), out)
    before = site_files(out)
    monkeypatch.setattr(swap, "_swap", lambda new, out: False)
    permitted = getattr(STEPS[step], step)

    def forbid(*given: object, **named: object) -> object:
        paths = [str(each) for each in given]
        if any(".site.previous" in path and not path.endswith(".old") for path in paths):
            raise PermissionError(errno.EACCES, "Permission denied")
        return permitted(*given, **named)

    monkeypatch.setattr(STEPS[step], step, forbid)
    if step == "link":
        monkeypatch.setattr("shutil.copy2", forbid)
    with pytest.raises(WriteError, match="Permission denied"):
        published(files({"a/b": "x", "index.html": "new", "same.html": "same"}), out)
    monkeypatch.undo()
    assert site_files(out) == before


def test_a_generation_that_was_cut_short_is_made_whole(out: Path, tmp_path: Path) -> None:
    published(FILES, out)
    (tmp_path / "linked").mkdir()
    staged = out.with_name(".site.previous")
    (staged / "topics").mkdir(parents=True)
    (staged / "topics" / "lamp").write_text("a file where a folder is wanted")
    (staged / "left/over").mkdir(parents=True)
    (staged / "index.html").mkdir()
    (staged / "link").symlink_to(tmp_path / "linked")
    assert published(files({"index.html": "new", "topics/lamp/index.html": "new"}), out).problem is None
    assert site_files(out) == {"index.html": b"new", "topics/lamp/index.html": b"new"}
    assert not (out / "left").exists()
    assert (tmp_path / "linked").is_dir()


def test_an_exchange_in_two_steps_that_was_cut_short_is_undone(out: Path) -> None:
    published(FILES, out)
    number = (out / "index.html").stat().st_ino
    out.rename(out.with_name(".site.previous.old"))
    assert keeps(FILES[1:], out, "index.html", out.with_name(".site.previous.old") / "index.html")
    assert (out / "index.html").stat().st_ino == number
    assert sorted(path.name for path in out.parent.iterdir()) == BESIDE


def test_what_an_exchange_in_two_steps_left_over_is_swept_up(out: Path) -> None:
    published(FILES, out)
    out.with_name(".site.previous.old").mkdir()
    (out.with_name(".site.previous.old") / "left.html").write_bytes(b"left")
    assert published(FILES, out).problem is None
    assert sorted(path.name for path in out.parent.iterdir()) == ["site"]


def test_the_new_site_stands_where_the_old_one_cannot_be_put_aside(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(FILES, out)
    permitted = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path.name == ".site.previous.old":
            raise PermissionError(errno.EACCES, "Permission denied")
        return permitted(path, target)

    monkeypatch.setattr(swap, "_swap", lambda new, out: False)
    monkeypatch.setattr(Path, "rename", rename)
    assert published(files({"index.html": "new"}), out).problem is None
    assert (out / "index.html").read_bytes() == b"new"
    assert [path.name for path in out.parent.iterdir()] == ["site"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is another call")
def test_a_generation_is_on_the_disk_before_it_takes_its_place(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    system = swap._system  # noqa: SLF001

    def noted(name: str, *given: object) -> int | None:
        called.append(name)
        return system(name, *given)

    published(FILES, out)
    monkeypatch.setattr(swap, "_system", noted)
    published(files({"index.html": "new"}), out)
    assert called == ["syncfs", "renameat2", "syncfs"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's call stands in for both")
@pytest.mark.parametrize("system", ["renameat2", "renamex_np"])
def test_folders_change_places_by_what_the_system_has(out: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    """Linux's call under the name of macOS's too: both take the same flag."""
    sound = swap._system  # noqa: SLF001

    def only(name: str, *given: object) -> int | None:
        if name.startswith("rename") and name != system:
            return None
        if name == "renamex_np":
            one, other, flags = given
            return sound("renameat2", -100, one, -100, other, flags)
        return sound(name, *given)

    published(FILES, out)
    monkeypatch.setattr(swap, "_system", only)
    monkeypatch.setattr(swap, "_exchange_in_two", lambda *_: pytest.fail("two renames"))
    assert published(files({"index.html": "new"}), out).problem is None
    assert (out / "index.html").read_bytes() == b"new"


def test_what_the_disk_does_not_hold_does_not_take_its_place(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(FILES, out)
    before = site_files(out)

    def failing(name: str, *given: object) -> int | None:
        ctypes.set_errno(errno.EIO)
        return -1

    monkeypatch.setattr(swap, "_system", failing)
    with pytest.raises(WriteError, match="Input/output error"):
        published(files({"index.html": "new"}), out)
    assert site_files(out) == before


def test_what_is_kept_is_the_same_file_and_writing_anew_leaves_the_old_one_alone(out: Path) -> None:
    published(FILES, out)
    before = (out / "topics/lamp/index.html").stat()
    for n in range(3):
        new = files({"index.html": f"new {n}", "a.html": f"a {n}"})
        assert keeps(new, out, "topics/lamp/index.html")
        assert site_files(out) == {
            "index.html": b"new %d" % n, "a.html": b"a %d" % n, "topics/lamp/index.html": b"lamp"
        }  # fmt: skip
        now = (out / "topics/lamp/index.html").stat()
        assert (now.st_ino, now.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (out.with_name(".site.previous") / "index.html").read_bytes() == b"new 1"


def test_one_file_takes_the_place_of_another_by_itself(out: Path) -> None:
    first = published(FILES, out)
    number, kept = out.stat().st_ino, {"topics/lamp/index.html": identity((out / "topics/lamp/index.html").stat())}
    done = published(files({"index.html": "new"}), out, kept, first.trees or NOTHING)
    assert (out.stat().st_ino, done.problem, done.trees) == (number, None, (snapshot(out), {}))
    assert site_files(out) == {"index.html": b"new", "topics/lamp/index.html": b"lamp"}
    assert sorted(path.name for path in out.parent.iterdir()) == ["site"]
    assert published(files({"index.html": "new"}), out, kept, done.trees or NOTHING) == done


def test_a_file_that_cannot_take_the_place_of_another_leaves_the_folder_as_it_was(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(FILES, out)
    before = site_files(out)

    def broken(handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(WriteError, match="Input/output error"):
        published(files({"index.html": "new", "topics/lamp/index.html": "lamp"}), out)
    assert site_files(out) == before
    assert sorted(path.name for path in out.parent.iterdir()) == ["site"]


def test_nothing_is_touched_where_what_was_to_be_kept_is_another_file(out: Path) -> None:
    published(FILES, out)
    meant = {"topics/lamp/index.html": identity((out / "topics/lamp/index.html").stat())}
    published(files({"index.html": "of another build", "topics/lamp/index.html": "brighter"}), out)
    before = snapshot(out)
    assert published(FILES[:1], out, meant) == (None, None, None)
    assert snapshot(out) == before


def test_where_there_are_no_hard_links_files_are_copied(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: str, target: str) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    published(FILES, out)
    monkeypatch.setattr(os, "link", refuse)
    assert keeps(FILES[:1], out, "topics/lamp/index.html")
    assert site_files(out) == {"index.html": b"home", "topics/lamp/index.html": b"lamp"}


@pytest.mark.parametrize("paths", [("a.html", "a.html"), ("a.html", "A.html"), (".sourcebook",), ("../a",), ("/a",)])
def test_files_that_collide_or_lead_out_are_a_mistake_of_ours(out: Path, paths: tuple[str, ...]) -> None:
    with Staging(out) as staging, pytest.raises(AssertionError, match="collides"):
        publish(staging, paths, {})
    assert not out.exists()
