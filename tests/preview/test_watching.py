"""One build for a burst of saves, none lost, none for what no build reads."""

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Timer
from types import SimpleNamespace

import pytest

from sourcebook.preview import watching
from sourcebook.preview.watching import bursts, may_be_read
from tests.cases import cases

SECONDS = 20
QUIET_SECONDS = 0.3


class Watch:
    """Two watched folders, stepped by hand: what is saved between two steps is saved while something is built."""

    def __init__(self, content: Path, assets: Path) -> None:
        self.content, self.assets = content, assets
        self.stop = Event()
        self.bursts = bursts([content, assets], self.stop)

    def told(self, seconds: float) -> bool:
        """Whether a burst is told within some seconds. After one that is not, the watch has ended."""
        timer = Timer(seconds, self.stop.set)
        timer.start()
        try:
            return next(filter(None, self.bursts), False)
        finally:
            timer.cancel()


@contextmanager
def standing(folder: Path) -> Iterator[Watch]:
    (folder / "content" / "topics").mkdir(parents=True)
    (folder / "content" / "topics" / "a.md").write_text("1", "utf-8")
    (folder / "assets").mkdir()
    watch = Watch(folder / "content", folder / "assets")
    assert watch.told(SECONDS), "the watch does not stand"
    try:
        yield watch
    finally:
        watch.stop.set()


def written(content: Path) -> None:
    (content / "topics" / "a.md").write_text("2", "utf-8")


def renamed_over(content: Path) -> None:
    hidden = content / "topics" / ".a.md.tmp"
    hidden.write_text("2", "utf-8")
    hidden.replace(content / "topics" / "a.md")


def moved_in(content: Path) -> None:
    older = content.parent / "older.md"
    older.write_text("1", "utf-8")
    os.utime(older, (1e9, 1e9))
    older.replace(content / "topics" / "a.md")


def written_within_a_tick(content: Path) -> None:
    file = content / "topics" / "a.md"
    status = file.stat()
    file.write_text("2", "utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def taken_away(content: Path) -> None:
    (content / "topics" / "a.md").unlink()


def renamed(content: Path) -> None:
    (content / "topics" / "a.md").rename(content / "topics" / "b.md")


def added_in_a_new_folder(content: Path) -> None:
    (content / "people").mkdir()
    (content / "people" / "b.md").write_text("1", "utf-8")


def exchanged(content: Path) -> None:
    content.rename(content.parent / "old")
    shutil.copytree(content.parent / "old", content)


SAVES = [
    written, renamed_over, moved_in, written_within_a_tick, taken_away, renamed, added_in_a_new_folder, exchanged,
]  # fmt: skip


@pytest.mark.parametrize("save", SAVES)
def test_a_save_is_told(tmp_path: Path, save: Callable[[Path], None]) -> None:
    """The first step stands for the watch, so that a save before or during the first build is told as well."""
    with standing(tmp_path) as watch:
        save(watch.content)
        assert watch.told(SECONDS)


def test_the_second_of_two_saves_is_told(tmp_path: Path) -> None:
    with standing(tmp_path) as watch:
        for text in "23456":
            (watch.content / "topics" / "a.md").write_text(text, "utf-8")
            assert watch.told(SECONDS), text


def test_a_burst_is_told_once(tmp_path: Path) -> None:
    with standing(tmp_path) as watch:
        for n in range(200):
            (watch.content / "topics" / f"{n}.md").write_text("1", "utf-8")
        (watch.assets / "style.css").write_text("p{}", "utf-8")
        assert watch.told(SECONDS)
        assert not watch.told(QUIET_SECONDS)


@pytest.mark.parametrize(
    "name",
    [".a.md.swp", ".git/index", "#a.md#", "a.md~", "topics/.#a.md", "topics/a.md~", "topics/4913", "topics/~$a.md"],
)
def test_what_no_build_reads_is_not_told(tmp_path: Path, name: str) -> None:
    with standing(tmp_path) as watch:
        (watch.content / name).parent.mkdir(exist_ok=True)
        (watch.content / name).write_text("1", "utf-8")
        assert not watch.told(QUIET_SECONDS)


def test_a_folder_is_waited_for_and_watched_anew(tmp_path: Path) -> None:
    with standing(tmp_path) as watch:
        shutil.rmtree(watch.content)
        assert watch.told(SECONDS)
        Timer(QUIET_SECONDS, (watch.content / "topics").mkdir, kwargs={"parents": True}).start()
        assert watch.told(SECONDS)
        written(watch.content)
        assert watch.told(SECONDS)


def test_no_folder_is_told_so_that_it_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    watch = Watch(tmp_path / "none", tmp_path / "assets")
    assert watch.told(SECONDS)
    assert not watch.told(QUIET_SECONDS)


def limited(*_: Path, **__: object) -> Iterator[None]:
    raise OSError("OS file watch limit reached")


def within_windows() -> SimpleNamespace:
    return SimpleNamespace(release="5.15.90.1-microsoft-standard-WSL2")


@pytest.mark.parametrize("save", [save for save in SAVES if save is not written_within_a_tick])
def test_where_the_system_cannot_watch_the_folders_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None]
) -> None:
    monkeypatch.setattr(watching, "watch", limited)
    with standing(tmp_path) as watch:
        save(watch.content)
        assert watch.told(SECONDS)
        (watch.content / "topics" / "a.md").write_text("again", "utf-8")
        assert watch.told(SECONDS)


def without_events(*_: Path, stop_event: Event, **__: object) -> Iterator[set[tuple[int, str]]]:
    """As on a mount of a container: watching works, and nothing is told."""
    while not stop_event.wait(0.005):
        yield set()


@pytest.mark.parametrize("save", [save for save in SAVES if save is not written_within_a_tick])
def test_a_save_for_which_no_event_comes_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None]
) -> None:
    monkeypatch.setattr(watching, "watch", without_events)
    with standing(tmp_path) as watch:
        save(watch.content)
        assert watch.told(SECONDS)
        assert not watch.told(3 * watching.MISSED_SECONDS), "it is told once"


def test_polling_can_be_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "watch", None)
    folders = [tmp_path / "content", tmp_path / "assets"]
    for folder in folders:
        folder.mkdir()
    stop = Event()
    saves = bursts(folders, stop, poll=True)
    assert next(saves)
    (folders[0] / "a.md").write_text("1", "utf-8")
    assert next(filter(None, saves))
    stop.set()


def test_where_saves_are_told_to_another_system_the_folders_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "watch", None)
    monkeypatch.setattr(platform, "uname", within_windows)
    with standing(tmp_path) as watch:
        written(watch.content)
        (watch.content / ".hidden").write_text("1", "utf-8")
        assert watch.told(SECONDS)
        (watch.content / ".hidden").write_text("2", "utf-8")
        assert not watch.told(QUIET_SECONDS)


@cases
def test_names_count_below_the_watched_folders_alone(path: str, wanted: bool) -> None:
    assert may_be_read([Path("/home/.me/content"), Path("/home/.me/assets")], path) is wanted
