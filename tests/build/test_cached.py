"""Whole builds with a cache that is harmed, foreign or refused: as if it were not there, and never wrong."""

import sqlite3
import threading
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions, Report
from sourcebook.build.pipeline import build
from sourcebook.cache.account import cache_path
from sourcebook.cache.cache import Caches
from tests.dossiers import SKERRY, page, write
from tests.sites import files_of, site_files
from tools.environment import ROOT

CHANGED = {"places/skerry.md": page("Skerry", "An island with a light.")}


@pytest.fixture(autouse=True)
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "account"))
    return tmp_path / "account"


@pytest.fixture
def options(tmp_path: Path) -> BuildOptions:
    """A dossier that was built once."""
    options = BuildOptions(ROOT, write(tmp_path / "content"), tmp_path / "site", cards=False)
    built(options)
    return options


def built(options: BuildOptions) -> Report:
    report = build(options, Caches.of_account(options.content, b"it"))
    assert not report.failed
    return report


def file_of(options: BuildOptions) -> Path:
    path = cache_path(options.content)
    assert path is not None
    return path


def assert_right(options: BuildOptions) -> None:
    """The next builds give the bytes of a clean one, whatever the cache holds."""
    for changes in (CHANGED, {}):
        write(options.content, changes)
        built(options)
        assert site_files(options.out) == files_of(options)


def test_rows_that_change_places_are_not_believed(options: BuildOptions) -> None:
    connection = sqlite3.connect(file_of(options))
    rows = connection.execute("SELECT key, digest, value FROM rows ORDER BY key").fetchall()
    for (key, *_), (_, check, value) in zip(rows, rows[1:] + rows[:1], strict=True):
        connection.execute("UPDATE rows SET digest = ?, value = ? WHERE key = ?", (check, value, key))
    connection.commit()
    connection.close()
    assert len(rows) > 5
    assert_right(options)


def test_nothing_is_written_into_a_dossier_and_nothing_in_it_is_taken_for_a_cache(options: BuildOptions) -> None:
    (options.content / ".cache").mkdir()
    (options.content / ".cache" / file_of(options).name).write_bytes(file_of(options).read_bytes())
    file_of(options).unlink()
    assert {reason for _, reason in built(options).reasons} == {"it was not made before"}
    assert {*site_files(options.content)} == {*SKERRY, f".cache/{file_of(options).name}"}


def test_two_builds_at_once_are_both_right(options: BuildOptions, tmp_path: Path) -> None:
    outs = [options._replace(out=tmp_path / name / "site") for name in "ab"]
    write(options.content, CHANGED)
    running = [threading.Thread(target=built, args=(each,)) for each in outs]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    clean = files_of(options)
    assert [site_files(each.out) == clean for each in outs] == [True, True]
