"""What is made lies on the disk beside the output until it is published, and nothing of it afterwards."""

import os
import sys
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.model.files import OutputFile, identity
from sourcebook.output.guard import WriteError
from sourcebook.output.publish import publish
from sourcebook.output.staging import Staging
from tests.lighthouse import LIGHTHOUSE
from tests.sites import site_files
from tools.environment import ROOT

HOME, LAMP = OutputFile("index.html", b"home", "a test"), OutputFile("topics/lamp/index.html", b"lamp", "a test")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out" / "site"


@pytest.fixture
def before(out: Path) -> Path:
    """The output with both files in it."""
    with Staging(out) as staging:
        assert [staging.put(file) for file in (HOME, LAMP)] == [None, None]
        assert publish(staging, (HOME.path, LAMP.path), {}).problem is None
    return out


def beside(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir())


def test_a_file_lies_beside_the_output_while_a_build_lasts(out: Path) -> None:
    with Staging(out) as staging:
        assert staging.put(LAMP) is None
        assert staging.folder.parent == out.parent
        assert site_files(staging.folder) == {LAMP.path: LAMP.data}
        assert staging.read(LAMP.path) == LAMP.data
        assert not out.exists()
    assert beside(out) == []


def test_nothing_is_left_where_something_goes_wrong(before: Path) -> None:
    def interrupted() -> None:
        with Staging(before) as staging:
            staging.put(HOME._replace(data=b"new"))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()
    assert beside(before) == ["site"]
    assert site_files(before) == {HOME.path: HOME.data, LAMP.path: LAMP.data}


def test_what_the_output_has_already_is_not_written(before: Path) -> None:
    with Staging(before) as staging:
        assert staging.put(HOME) == identity((before / HOME.path).stat())
        assert staging.put(LAMP._replace(data=b"LAMP")) is None
        assert site_files(staging.folder) == {LAMP.path: b"LAMP"}
        assert (staging.read(HOME.path), staging.read(LAMP.path)) == (b"home", b"LAMP")


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is locked there")
def test_what_a_dead_process_left_is_swept_up_and_what_a_living_one_uses_stays(out: Path) -> None:
    with Staging(out) as living:
        living.put(HOME)
        dead = out.with_name(".site.0a1b2c3d.making")
        (dead / "topics").mkdir(parents=True)
        (dead / "topics" / "index.html").write_bytes(b"left")
        with Staging(out):
            assert not dead.exists()
            assert living.read(HOME.path) == b"home"


def test_what_the_disk_refuses_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> int:
        raise OSError(28, "No space left on device")

    with Staging(out) as staging:
        monkeypatch.setattr(os, "open", full)
        with pytest.raises(WriteError, match="No space left"):
            staging.put(HOME)
        monkeypatch.undo()
    out.parent.rmdir()
    out.parent.write_bytes(b"no folder")
    with pytest.raises(WriteError), Staging(out):
        pass
    report = build(BuildOptions(ROOT, LIGHTHOUSE, out, cards=False))
    assert [problem.code for problem in report.problems] == ["WRITE"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are none")
def test_where_no_folder_can_be_locked_a_build_ends_and_leaves_none(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sourcebook.output.staging.try_lock", lambda folder: None)
    report = build(BuildOptions(ROOT, LIGHTHOUSE, out, cards=False))
    assert "WRITE cannot be written: its folder cannot be locked" in str(report.problems[0])
    assert beside(out) == []


def test_a_pipe_in_the_output_is_not_waited_for(before: Path) -> None:
    (before / HOME.path).unlink()
    os.mkfifo(before / HOME.path)
    with Staging(before) as staging:
        assert staging.put(HOME) is None
