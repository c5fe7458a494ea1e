"""What is remembered comes back as it was, or not at all; nothing is believed that this account did not write."""

import os
import pickle
from functools import partial
from pathlib import Path

import pytest

from sourcebook.account import account_folder
from sourcebook.maker import made_by
from sourcebook.memory import OLDEST, Given, Memory, remember
from sourcebook.model.digests import digest
from sourcebook.store import SMALL
from sourcebook.workers import spread


@pytest.fixture(autouse=True)
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "account"))
    return tmp_path / "account" / "sourcebook"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a memory that knows `a` and `b`."""
    memory = Memory(tmp_path / "memory", b"it")
    memory.keep({"value": 1}, b"a")
    memory.keep("x" * 1000, b"b")
    memory.save()
    return tmp_path / "memory"


def known(folder: Path, *key: bytes) -> object:
    return Memory(folder, b"it").recall(*key)


def test_values_come_back(folder: Path) -> None:
    assert (known(folder, b"a"), known(folder, b"b"), known(folder, b"c")) == ({"value": 1}, "x" * 1000, None)


def test_another_program_knows_nothing(folder: Path) -> None:
    assert Memory(folder, b"another").recall(b"a") is None


def test_keys_are_told_apart_by_their_parts() -> None:
    memory = Memory()
    memory.keep(1, b"ab", b"c")
    assert (memory.recall(b"a", b"bc"), memory.recall(b"abc"), memory.recall(b"ab", b"c")) == (None, None, 1)
    assert digest(b"ab", b"c") != digest(b"a", b"bc")


def test_what_is_known_is_not_worked_out_again() -> None:
    memory = Memory()
    found = iter(["first", "second"])
    assert [remember(memory, lambda: next(found), b"key") for _ in range(3)] == ["first"] * 3


def test_a_bit_that_is_wrong_anywhere_makes_a_value_unknown_and_never_another(folder: Path) -> None:
    for name in ("index", "values"):
        whole = (folder / name).read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 60)):
            (folder / name).write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
            assert known(folder, b"a") in (None, {"value": 1})
            assert known(folder, b"b") in (None, "x" * 1000)
        for cut in (0, 1, len(whole) // 2, len(whole) - 1):
            (folder / name).write_bytes(whole[:cut])
            assert known(folder, b"b") is None
        (folder / name).write_bytes(whole)
    assert known(folder, b"b") == "x" * 1000


def test_a_memory_that_was_harmed_is_good_again_after_the_next_saving(folder: Path) -> None:
    for name in ("index", "values"):
        (folder / name).write_bytes(b"nonsense")
        memory = Memory(folder, b"it")
        memory.keep(2, b"new")
        memory.save()
        assert known(folder, b"new") == 2


class Weapon:
    """Runs code where it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        return os.mkdir, ("fired",)


def test_a_memory_from_elsewhere_is_not_unpickled(
    folder: Path, tmp_path: Path, account: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (account / "key").unlink()
    other = Memory(folder, b"it")
    other.keep(Weapon(), b"a")
    other.save()
    (account / "key").unlink()
    monkeypatch.chdir(tmp_path)
    assert known(folder, b"a") is None
    values = pickle.dumps(Weapon())
    (folder / "values").write_bytes(values)
    (folder / "index").write_bytes(bytes(32) + pickle.dumps(Weapon()))
    assert known(folder, b"a") is None
    assert not (tmp_path / "fired").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_secret_that_others_may_read_or_write_is_not_used(folder: Path, account: Path, mode: int) -> None:
    (account / "key").chmod(mode)
    assert known(folder, b"a") is None


def test_a_secret_that_is_a_link_or_too_short_is_not_used(folder: Path, account: Path, tmp_path: Path) -> None:
    (account / "key").rename(tmp_path / "key")
    (account / "key").symlink_to(tmp_path / "key")
    assert known(folder, b"a") is None
    (account / "key").unlink()
    (account / "key").write_bytes(b"short")
    (account / "key").chmod(0o600)
    assert known(folder, b"a") is None


def test_the_secret_is_for_this_account_alone(folder: Path, account: Path) -> None:
    assert (account / "key").stat().st_mode & 0o777 == 0o600
    assert account_folder() == account


def test_without_a_place_for_the_secret_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    memory = Memory(tmp_path / "memory", b"it")
    memory.keep(1, b"a")
    memory.save()
    assert memory.recall(b"a") == 1
    assert not (tmp_path / "memory").exists()


def test_where_the_disk_refuses_the_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    memory = Memory(tmp_path / "file", b"it")
    memory.keep(1, b"a")
    memory.save()
    assert memory.recall(b"a") == 1


def test_what_is_not_asked_for_is_forgotten_after_a_while(folder: Path) -> None:
    for n in range(OLDEST):
        assert known(folder, b"b") is not None
        memory = Memory(folder, b"it")
        memory.recall(b"a")
        memory.keep(n, b"new")
        memory.age()
        memory.save()
    assert (known(folder, b"a"), known(folder, b"b")) == ({"value": 1}, None)


def test_nothing_is_forgotten_while_nothing_ages(folder: Path) -> None:
    for n in range(OLDEST + 1):
        memory = Memory(folder, b"it")
        memory.keep(n, b"new")
        memory.save()
    assert known(folder, b"b") is not None


def test_a_value_of_two_names_is_one_and_stays_as_long_as_either_is_asked_for(folder: Path) -> None:
    memory = Memory(folder, b"it")
    memory.keep("x" * 2 * SMALL, b"one")
    memory.name((b"two",), b"one")
    memory.name((b"three",), b"unknown")
    memory.save()
    for n in range(OLDEST + 2):
        memory = Memory(folder, b"it")
        memory.use(b"two")
        memory.keep(n, b"new")
        memory.age()
        memory.save()
    for name in (b"one", b"two"):
        assert known(folder, name) == "x" * 2 * SMALL
    assert known(folder, b"three") is None
    assert (folder / "values").stat().st_size < 4 * SMALL


def test_what_forks_keep_lies_on_the_disk_at_once_and_each_finds_its_own(folder: Path) -> None:
    memory = Memory(folder, b"it")

    def kept(n: int) -> Given:
        memory.keep(f"{n}" * 1000 * n, b"fork", bytes([n]))
        assert memory.recall(b"fork", bytes([n])) == f"{n}" * 1000 * n
        return memory.give()

    for given in spread([partial(kept, n) for n in range(60)], 2):
        assert not any(isinstance(found, bytes) for found in given.values())
        memory.take(given)
    memory.save()
    assert [known(folder, b"fork", bytes([n])) for n in range(60)] == [f"{n}" * 1000 * n for n in range(60)]


def test_the_file_of_values_does_not_grow_for_ever(folder: Path) -> None:
    for n in range(40):
        memory = Memory(folder, b"it")
        memory.recall(b"a")
        memory.keep(str(n % 10) * SMALL, b"same key")
        memory.age()
        memory.save()
    assert (folder / "values").stat().st_size < 4 * SMALL
    assert known(folder, b"a") == {"value": 1}
    assert {path.name for path in folder.iterdir()} == {"index", "values"}


def test_a_memory_can_go_on_after_saving(folder: Path) -> None:
    memory = Memory(folder, b"it")
    for n in range(20):
        memory.keep(str(n) * 500, b"same key")
        memory.save()
        assert (memory.recall(b"same key"), memory.recall(b"a")) == (str(n) * 500, {"value": 1})


def test_the_program_is_known_by_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("a = 1")
    first = made_by([tmp_path])
    assert made_by([tmp_path]) == first
    (tmp_path / "a.py").write_text("a = 2")
    assert made_by([tmp_path]) != first


def test_what_forks_alone_ask_for_is_not_forgotten(folder: Path) -> None:
    for n in range(OLDEST + 2):
        memory = Memory(folder, b"it")

        def asked(memory: Memory = memory) -> Given:
            assert memory.recall(b"b") == "x" * 1000
            return memory.give()

        for given in spread([asked] * 2, 2):
            memory.take(given)
        memory.keep(n, b"new")
        memory.age()
        memory.save()
    assert known(folder, b"b") == "x" * 1000


def test_what_the_disk_refused_once_is_not_found_instead_of_what_it_took(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(folder, b"it")
    monkeypatch.setattr(os, "write", lambda *given: 0)
    memory.keep("old", b"a")
    monkeypatch.undo()
    memory.keep("new", b"a")
    assert memory.recall(b"a") == "new"


def test_where_a_file_is_not_read_from_its_middle_nothing_is_remembered(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "pread")
    assert known(folder, b"a") is None
