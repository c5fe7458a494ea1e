"""What is made lies on the disk beside the output until it is published, and nothing of it afterwards."""

import os
import sys
from pathlib import Path

import pytest

from sourcebook import spool as spools
from sourcebook.memory import Memory
from sourcebook.model.files import OutputFile, SpooledFile, identity, tree
from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.spool import Spool
from sourcebook.stages.publish import publish
from tests.lighthouse import LIGHTHOUSE
from tools.environment import ROOT

HOME, LAMP = OutputFile("index.html", b"home", "a test"), OutputFile("topics/lamp/index.html", b"lamp", "a test")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out" / "site"


def beside(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir())


def lying(file: object) -> SpooledFile:
    assert isinstance(file, SpooledFile)
    return file


def test_a_file_lies_beside_the_output_while_the_spool_is_open(out: Path) -> None:
    with Spool(out) as spool:
        assert spool.put(HOME) is HOME
        spool.begin()
        put = lying(spool.put(LAMP))
        assert (put.path, put.data, put.origin, put.spooled) == (LAMP.path, b"lamp", "a test", True)
        assert identity(Path(put.place).stat()) == put.identity
        assert Path(put.place).is_relative_to(out.parent)
        assert spool.put(put) is put
    assert beside(out) == []


def test_nothing_is_left_where_something_goes_wrong(out: Path) -> None:
    def fail() -> None:
        with Spool(out) as spool:
            spool.begin()
            spool.put(HOME)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert beside(out) == []


def test_what_the_output_has_already_is_not_written(out: Path, tmp_path: Path) -> None:
    publish([HOME, LAMP], out, [tmp_path / "project"])
    with Spool(out) as spool:
        spool.begin()
        same, other = lying(spool.put(HOME)), lying(spool.put(LAMP._replace(data=b"LAMP")))
        assert (same.place, same.spooled, same.identity) == (
            f"{out}/index.html", False, identity((out / "index.html").stat())
        )  # fmt: skip
        assert (other.data, other.spooled) == (b"LAMP", True)


def test_a_spool_that_begins_anew_is_empty(out: Path, tmp_path: Path) -> None:
    """What was made before something turned out to have changed is not published."""
    with Spool(out) as spool:
        spool.begin()
        spool.put(OutputFile("old/index.html", b"old", "a test"))
        spool.begin()
        assert publish([spool.put(HOME), spool.put(LAMP)], out, [tmp_path / "project"]).problems == []
    assert sorted(path for path in tree(out) if path.endswith(".html")) == ["index.html", "topics/lamp/index.html"]
    assert beside(out) == ["site"]


def test_files_are_moved_from_the_spool_whatever_was_there_before(out: Path, tmp_path: Path) -> None:
    for n in range(4):
        new = [HOME._replace(data=b"home %d" % n), LAMP, OutputFile(f"{n}/index.html", b"new", "a test")]
        with Spool(out) as spool:
            spool.begin()
            done = publish([spool.put(file) for file in new], out, [tmp_path / "project"])
        assert (done.problems, done.tree) == ([], tree(out))
        assert {file.path: (out / file.path).read_bytes() for file in new} == {file.path: file.data for file in new}
        assert sorted(path for path in tree(out) if path.endswith(".html")) == sorted(file.path for file in new)
        assert (out.stat().st_mode & 0o777, (out / "topics").stat().st_mode & 0o777) == (0o755, 0o755)


def test_nothing_is_touched_where_what_was_the_same_is_gone(out: Path, tmp_path: Path) -> None:
    publish([HOME, LAMP], out, [tmp_path / "project"])
    with Spool(out) as spool:
        spool.begin()
        files = [spool.put(HOME), spool.put(LAMP._replace(data=b"new"))]
        (out / "index.html").write_bytes(b"by somebody else")
        before = tree(out)
        assert publish(files, out, [tmp_path / "project"]) == ([], None, {})
        assert tree(out) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no spool")
def test_what_a_dead_process_left_is_swept_up_and_what_a_living_one_uses_stays(out: Path) -> None:
    with Spool(out) as living:
        living.begin()
        put = lying(living.put(HOME))
        dead = out.with_name(".site.0a1b2c3d.making")
        (dead / "topics").mkdir(parents=True)
        (dead / "topics" / "index.html").write_bytes(b"left")
        with Spool(out):
            assert not dead.exists()
            assert Path(put.place).read_bytes() == b"home"


def test_where_the_disk_refuses_a_file_it_is_kept_in_memory(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> os.stat_result:
        raise OSError(28, "No space left on device")

    with Spool(out) as spool:
        spool.begin()
        monkeypatch.setattr(os, "fstat", full)
        assert spool.put(HOME) is HOME
        monkeypatch.undo()
        assert beside(out) != []
    out.parent.rmdir()
    out.parent.write_bytes(b"no folder")
    with Spool(out) as spool:
        spool.begin()
        assert spool.put(HOME) is HOME


def test_a_spool_that_another_build_sweeps_up_as_it_begins_is_none(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = spools._lock  # noqa: SLF001 - between its making and its locking

    def too_late(folder: Path) -> int | None:
        handle = sound(folder)
        folder.rmdir()
        return handle

    monkeypatch.setattr(spools, "_lock", too_late)
    with Spool(out) as spool:
        spool.begin()
        assert spool.put(HOME) is HOME
    assert beside(out) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are none")
def test_a_pipe_in_the_output_is_not_waited_for(out: Path, tmp_path: Path) -> None:
    publish([HOME, LAMP], out, [tmp_path / "project"])
    (out / "index.html").unlink()
    os.mkfifo(out / "index.html")
    with Spool(out) as spool:
        spool.begin()
        assert lying(spool.put(HOME)).spooled
        assert spool.put(HOME._replace(data=b"")) != HOME


def test_a_build_of_many_pages_leaves_no_spool_and_says_where_its_files_lie(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sourcebook.parts.WORTH_SHARING", 4)
    result = build(BuildOptions(ROOT, LIGHTHOUSE, out, cards=False, workers=2), Memory())
    assert not result.failed
    assert beside(out) == ["site"]
    assert sum(isinstance(file, SpooledFile) for file in result.files) > 20
    assert all(file.data == (out / file.path).read_bytes() for file in result.files)
