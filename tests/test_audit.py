"""Every file that a set-up installs has a hash, and `make audit` says what has none."""

import json
import re
from pathlib import Path

import pytest

from tests.cases import cases
from tools.audit import node_locks, python_locks, unhashed
from tools.environment import ROOT, WITHOUT_WHEEL

WHEEL = "click==8.1.0 \\\n    --hash=sha256:00\n    # via x\n"


@pytest.mark.parametrize("lock", python_locks(), ids=lambda path: path.name)
def test_every_file_of_a_python_lock_has_a_hash(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert text.count("==") > 0
    assert unhashed(text) == []


@pytest.mark.parametrize("lock", node_locks(), ids=lambda path: path.parent.name)
def test_every_file_of_a_node_lock_has_a_hash(lock: Path) -> None:
    packages = {name: row for name, row in json.loads(lock.read_bytes())["packages"].items() if name}
    assert packages
    assert [name for name, row in packages.items() if not row.get("integrity", "").startswith("sha512-")] == []


@cases
def test_what_has_no_hash_is_named(lock: str, found: list[str]) -> None:
    assert unhashed(lock) == found


def test_all_that_is_asked_for_is_in_a_lock() -> None:
    """Else a set-up would take what the index has that day."""
    for asked in (ROOT / "requirements").glob("*.in"):
        lock = asked.with_suffix(".txt").read_text("utf-8")
        names = re.findall(r"^([a-z0-9][a-z0-9_-]*)", asked.read_text("utf-8"), re.MULTILINE)
        assert [name for name in names if not re.search(rf"^{name.replace('_', '-')}\b.*==", lock, re.MULTILINE)] == []


def test_pip_is_called_in_one_place_and_asks_for_hashes_and_wheels_there() -> None:
    calls = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in [ROOT / "Makefile", *(ROOT / "tools").glob("*.*"), *(ROOT / ".github").rglob("*.yml")]
        if re.search(r"pip[\"', ]+install|npm (install|i)\b|npx|curl |wget ", path.read_text("utf-8"))
    }
    assert sorted(calls) == [".github/workflows/systems.yml", "tools/environment.py"]
    assert "install --require-hashes --only-binary :all:" in calls[".github/workflows/systems.yml"]
    assert '"--require-hashes"' in calls["tools/environment.py"]
    assert '"--only-binary", ":all:"' in calls["tools/environment.py"]


def test_all_but_what_is_measured_against_comes_as_wheels() -> None:
    locks = {lock.name: lock.read_text("utf-8") for lock in (ROOT / "requirements").glob("*.txt")}
    assert {
        (package, lock) for package in WITHOUT_WHEEL for lock, text in locks.items() if f"\n{package}==" in text
    } == {(package, "bench.txt") for package in WITHOUT_WHEEL}
