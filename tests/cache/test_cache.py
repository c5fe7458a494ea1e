"""Values come back as they were set, in this process, the next one and its forks, until they are too old."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.cache.cache import Cache
from sourcebook.cache.database import Database

KEYS = [str(number).encode() for number in range(200)]


def value_of(key: bytes, version: bytes = b"") -> bytes:
    """The only right value of a key."""
    return (key + version) * (1 + 20 * len(key) ** 2)


def fill(path: Path, keys: list[bytes], version: bytes = b"") -> Cache:
    cache = Cache(path, b"program")
    for key in keys:
        cache.set(value_of(key, version), key, version)
    cache.commit()
    return cache


def known(path: Path, *key: bytes) -> bytes | None:
    return Cache(path, b"program").get(*key)


def forked(work: Callable[[], object]) -> int:
    """Run in a fork, whose exit code is 0 if the work returns True."""
    child = os.fork()
    if child == 0:
        code = 9
        try:
            code = 0 if work() is True else 1
        finally:
            os._exit(code)
    return child


def exit_code(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


keys = st.lists(st.binary(max_size=20), max_size=3).map(tuple)


@settings(deadline=None, max_examples=40)
@given(values=st.dictionaries(keys, st.binary(max_size=9000), max_size=12), other=keys)
def test_values_come_back_under_their_own_keys(
    values: dict[tuple[bytes, ...], bytes], other: tuple[bytes, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("cache") / "sourcebook" / "test.db"
    cache, in_memory = Cache(path, b"program"), Cache(None, b"program")
    for key, value in values.items():
        cache.set(value, *key)
        in_memory.set(value, *key)
        assert cache.get(*key) == value
    in_memory.commit()
    cache.commit()
    for reader in (cache, in_memory, Cache(path, b"program")):
        assert {key: reader.get(*key) for key in values} == values
        assert reader.get(*other) == values.get(other)
        assert (reader.get(*other) is not None) == (other in values)
    assert [key for key in values if Cache(path, b"another program").get(*key) is not None] == []


def test_a_value_that_is_set_again_replaces_the_old_one(path: Path) -> None:
    for value in (b"first" * 2000, b"", b"third"):
        cache = Cache(path, b"program")
        cache.set(value, b"key")
        cache.commit()
        assert (cache.get(b"key"), known(path, b"key")) == (value, value)


def test_a_commit_drops_values_from_memory(path: Path) -> None:
    cache = fill(path, KEYS[:3])
    path.unlink()
    Database.close(cache._database)  # type: ignore[arg-type]  # noqa: SLF001
    assert cache.get(KEYS[0], b"") is None


def test_nothing_is_written_before_a_commit_and_nothing_if_nothing_was_set(path: Path) -> None:
    cache = Cache(path, b"program")
    cache.set(b"value", b"key")
    assert known(path, b"key") is None
    Cache(path, b"program").commit()
    assert not path.exists()


def test_file_and_folder_are_for_this_account_alone_whatever_the_umask(path: Path) -> None:
    umask = os.umask(0)
    try:
        fill(path, KEYS)
    finally:
        os.umask(umask)
    assert (path.parent.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_the_file_of_another_program_is_replaced(path: Path) -> None:
    fill(path, KEYS)
    other = Cache(path, b"another program")
    assert not any(other.get(key, b"") is not None for key in KEYS)
    assert known(path, KEYS[0], b"")
    other.set(b"x", b"key")
    other.commit()
    assert known(path, KEYS[0], b"") is None
    assert Cache(path, b"another program").get(b"key") == b"x"


def test_forks_read_the_file_and_what_they_set_stays_theirs(path: Path) -> None:
    cache = fill(path, KEYS)
    assert cache.get(KEYS[0], b"") == value_of(KEYS[0])  # a connection is open
    whole = path.read_bytes()

    def work() -> bool:
        right = all(cache.get(key, b"") == value_of(key) for key in KEYS)
        cache.set(b"of the fork", KEYS[0], b"")
        cache.commit()
        return right and cache.get(KEYS[0], b"") == b"of the fork"

    assert [exit_code(child) for child in [forked(work) for _ in range(3)]] == [0, 0, 0]
    assert path.read_bytes() == whole
    assert all(cache.get(key, b"") == value_of(key) for key in KEYS)


def test_no_connection_crosses_a_fork(path: Path) -> None:
    cache = fill(path, KEYS)
    assert cache.get(KEYS[0], b"") is not None

    def work() -> bool:
        return path.resolve() not in {entry.resolve() for entry in Path("/proc/self/fd").iterdir()}

    assert exit_code(forked(work)) == 0
    assert cache.get(KEYS[0], b"") is not None
    assert not work()


def test_a_fork_leaves_a_damaged_file_to_its_parent(path: Path) -> None:
    cache = fill(path, KEYS)
    path.write_bytes(b"garbage" * 1000)
    assert exit_code(forked(lambda: cache.get(KEYS[0], b"") is None)) == 0
    assert path.exists()
    assert cache.get(KEYS[0], b"") is None
    assert not path.exists()


def test_two_builds_at_once_both_come_to_their_end(path: Path) -> None:
    def work(own: bytes) -> bool:
        for number in range(8):
            fill(path, KEYS, own + b"%d" % number)
        return all(known(path, key, own + b"0") in (None, value_of(key, own + b"0")) for key in KEYS)

    children = [forked(partial(work, own)) for own in (b"a", b"b")]
    assert [exit_code(child) for child in children] == [0, 0]
    versions = [own + b"%d" % number for own in (b"a", b"b") for number in range(8)]
    cache = Cache(path, b"program")
    assert all(cache.get(key, version) == value_of(key, version) for key in KEYS for version in versions)


def test_a_build_that_is_killed_amid_a_commit_leaves_right_values_or_none(path: Path) -> None:
    def work() -> bool:
        number = 0
        while True:
            fill(path, KEYS, b"%d" % (number % 5))
            number += 1

    for kill in range(15):
        child = forked(work)
        time.sleep(0.01 + kill * 0.0061)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        cache = Cache(path, b"program")
        for key in KEYS:
            for version in (b"0", b"1", b"2", b"3", b"4"):
                assert cache.get(key, version) in (None, value_of(key, version))
        cache = fill(path, KEYS, b"after")
        assert sum(cache.get(key, b"after") == value_of(key, b"after") for key in KEYS) > 0


@contextmanager
def locked(path: Path) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.close()


def test_a_lock_that_stays_costs_one_wait_and_the_file_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sourcebook.cache.database.LOCK_SECONDS", 0.1)
    fill(path, KEYS)
    began = time.monotonic()
    with locked(path):
        reader, writer = Cache(path, b"program"), Cache(path, b"program")
        assert not any(reader.get(key, b"") is not None for key in KEYS)
        for key in KEYS:
            writer.set(b"of this process", key)
            writer.commit()
        assert writer.get(KEYS[0]) == b"of this process"
    assert time.monotonic() - began < 2
    assert all(known(path, key, b"") == value_of(key) and known(path, key) is None for key in KEYS)
