"""Whatever is wrong with the file or its folder: a value is right or missing, and nothing is raised."""

import os
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.cache.cache import Cache
from tests.cases import cases

VALUES = {str(number).encode(): str(number).encode() * (number**2) for number in range(60)}
PAGE = 4096


def fill(path: Path, values: dict[bytes, bytes] = VALUES) -> Cache:
    cache = Cache(path, b"program")
    for key, value in values.items():
        cache.set(value, key)
    cache.commit()
    return cache


def right(cache: Cache, values: dict[bytes, bytes] = VALUES) -> int:
    """How many values are there; those are right."""
    known = {key: cache.get(key) for key in values}
    assert {key: value for key, value in known.items() if value is not None and value != values[key]} == {}
    return sum(value is not None for value in known.values())


def assert_no_cache(path: Path) -> None:
    """A cache that lasts as long as its object."""
    cache = fill(path)
    assert right(cache) == len(VALUES)
    assert right(Cache(path, b"program")) == 0


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound file, of several commits and with free pages."""
    path = tmp_path_factory.mktemp("whole") / "sourcebook" / "test.db"
    for count in (20, 60, 40):
        fill(path, dict(list(VALUES.items())[:count]))
    return path.read_bytes()


Harm = Callable[[bytearray], object]


@st.composite
def harms(draw: st.DrawFn) -> Harm:
    """A way in which the bytes of a file are harmed."""
    kind = draw(st.sampled_from(["flip", "burst", "truncate", "zero", "swap", "garbage", "append"]))
    places = draw(st.lists(st.floats(0, 1, exclude_max=True), min_size=2, max_size=2))
    bits = draw(st.integers(1, 255))
    noise = draw(st.binary(min_size=1, max_size=64))

    def harm(data: bytearray) -> None:
        one, two = (int(place * len(data)) for place in places)
        page, other = (slice(at // PAGE * PAGE, at // PAGE * PAGE + PAGE) for at in (one, two))
        if kind == "flip":
            data[one] ^= bits
        elif kind == "burst":
            data[one : one + len(noise)] = noise
        elif kind == "truncate":
            del data[one:]
        elif kind == "zero":
            data[page] = bytes(PAGE)
        elif kind == "swap":
            data[page], data[other] = data[other], data[page]
        elif kind == "garbage":
            data[:] = noise * (len(data) // len(noise))
        else:
            data += noise * PAGE

    return harm


@settings(deadline=None, max_examples=60)
@given(harmful=st.lists(harms(), min_size=1, max_size=3))
def test_a_harmed_file_gives_right_values_or_none(
    harmful: list[Harm], whole: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "harm" / "test.db"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    data = bytearray(whole)
    for harm in harmful:
        if data:
            harm(data)
    for reads_first in (True, False):
        path.write_bytes(data)
        if reads_first:
            right(Cache(path, b"program"))
        right(fill(path))
        right(Cache(path, b"program"))


@pytest.mark.parametrize("data", [b"", b"garbage" * 5000, bytes(40_000), b"SQLite format 3\0" + bytes(5000)])
@pytest.mark.parametrize("reads_first", [True, False])
def test_a_file_that_is_no_cache_is_replaced(path: Path, data: bytes, reads_first: bool) -> None:
    path.parent.mkdir(mode=0o700)
    path.write_bytes(data)
    cache = Cache(path, b"program")
    assert not reads_first or right(cache) == 0
    fill(path)
    assert right(Cache(path, b"program")) == len(VALUES)


SCHEMAS = [
    "CREATE TABLE other (key INTEGER PRIMARY KEY)",
    "CREATE TABLE rows (key INTEGER PRIMARY KEY, value BLOB)",
    "CREATE TABLE rows (key TEXT PRIMARY KEY, digest TEXT, value TEXT) WITHOUT ROWID",
    "CREATE VIEW rows AS SELECT 1 AS key, x'00' AS digest, x'00' AS value",
    "CREATE TABLE rows (key INTEGER PRIMARY KEY, digest BLOB, value BLOB NOT NULL CHECK (value = 1))",
]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_file_of_another_schema_is_replaced(path: Path, schema: str) -> None:
    path.parent.mkdir(mode=0o700)
    with sqlite3.connect(path) as connection:
        connection.execute(schema)
    connection.close()
    assert right(Cache(path, b"program")) == 0
    fill(path)
    assert right(Cache(path, b"program")) == len(VALUES)


def altered(path: Path, statement: str) -> int:
    with sqlite3.connect(path) as connection:
        changed = connection.execute(statement).rowcount
    connection.close()
    return changed


@cases
def test_a_planted_row_is_not_believed(path: Path, change: str) -> None:
    """Rows of another type, another value, or of another key, digest and all."""
    fill(path)
    changed = altered(path, f"UPDATE rows SET {change}")
    assert changed > len(VALUES) - 10
    assert right(Cache(path, b"program")) <= len(VALUES) - changed


def test_a_blob_that_became_a_text_hides_no_other_row(path: Path) -> None:
    fill(path)
    assert altered(path, "UPDATE rows SET digest = CAST(x'FFFF' AS TEXT) WHERE length(value) < 100") == 10
    assert right(Cache(path, b"program")) == len(VALUES) - 10


def test_a_file_that_vanishes_is_made_again(path: Path) -> None:
    cache = fill(path)
    right(cache)
    path.unlink()
    right(cache)
    cache.set(VALUES[b"5"], b"5")
    cache.commit()
    right(cache)
    fill(path)
    assert right(Cache(path, b"program")) == len(VALUES)


@pytest.fixture
def limit() -> Iterator[Callable[[int], None]]:
    """Lets no file of this process grow beyond a size: writes fail as they do on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 1, PAGE, 5 * PAGE, 20 * PAGE])
@pytest.mark.parametrize("old", [True, False])
def test_on_a_full_disk_values_stay_in_memory(
    path: Path, size: int, old: bool, limit: Callable[[int], None], whole: bytes
) -> None:
    if old:
        path.parent.mkdir(mode=0o700)
        path.write_bytes(whole)
    limit(size)
    cache = fill(path)
    assert right(cache) == len(VALUES)
    limit(resource.RLIM_INFINITY)
    right(Cache(path, b"program"))
    fill(path)
    assert right(Cache(path, b"program")) == len(VALUES)


def link(path: Path) -> None:
    fill(path)
    path.rename(path.with_name("target"))
    path.symlink_to("target")


def broken_link(path: Path) -> None:
    path.symlink_to("target")


def folder(path: Path) -> None:
    path.mkdir()


def device(path: Path) -> None:
    path.symlink_to("/dev/full")


@pytest.mark.parametrize("put", [link, broken_link, folder, os.mkfifo, device])
def test_what_lies_in_the_place_of_the_file_is_neither_used_nor_touched(
    path: Path, put: Callable[[Path], object]
) -> None:
    path.parent.mkdir(mode=0o700)
    put(path)
    before = {entry.name: (entry.lstat().st_mode, entry.lstat().st_ino) for entry in path.parent.iterdir()}
    assert_no_cache(path)
    assert {entry.name: (entry.lstat().st_mode, entry.lstat().st_ino) for entry in path.parent.iterdir()} == before


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_used(path: Path, mode: int) -> None:
    fill(path)
    path.chmod(mode)
    assert_no_cache(path)


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_a_folder_that_others_may_write_is_not_used(path: Path, mode: int) -> None:
    fill(path)
    path.parent.chmod(mode)
    assert_no_cache(path)


def test_a_folder_that_is_a_link_is_not_used(path: Path) -> None:
    fill(path)
    path.parent.rename(path.parent.with_name("elsewhere"))
    path.parent.symlink_to("elsewhere")
    assert_no_cache(path)


@pytest.mark.parametrize("foreign", ["file", "folder"])
def test_what_belongs_to_another_account_is_not_used(path: Path, foreign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path)
    status = os.lstat(path if foreign == "file" else path.parent)
    seen = Path.lstat

    def lstat(self: Path) -> os.stat_result:
        found = seen(self)
        return os.stat_result((*found[:4], found.st_uid + 1, *found[5:])) if found.st_ino == status.st_ino else found

    monkeypatch.setattr(Path, "lstat", lstat)
    assert_no_cache(path)


def test_a_file_in_the_place_of_the_folder_means_no_cache(path: Path) -> None:
    path.parent.write_text("no folder")
    assert_no_cache(path)


def test_a_folder_that_cannot_be_made_or_written_means_no_cache(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system refuses, as it does for a folder that is read-only (but not to the superuser)."""

    def refuse(*given: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert_no_cache(path)
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert_no_cache(path)


def test_a_file_that_is_read_only_is_read_or_replaced(path: Path) -> None:
    fill(path)
    path.chmod(0o400)
    assert right(Cache(path, b"program")) == len(VALUES)
    fill(path)
    assert right(Cache(path, b"program")) == len(VALUES)
    assert stat.S_IMODE(path.stat().st_mode) in (0o400, 0o600)


def test_without_the_sqlite_module_values_stay_in_memory(path: Path) -> None:
    code = (
        "import sys; sys.modules['sqlite3'] = None; from pathlib import Path; from sourcebook.cache.cache import Cache;"
        "cache = Cache(Path(sys.argv[1]), b'program'); cache.set(b'value', b'key'); cache.commit();"
        "assert cache.get(b'key') == b'value'"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    assert not path.exists()
