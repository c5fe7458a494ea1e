"""The set-up: which Python it takes, when it installs, with whose settings, and what the locks hold."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment

REQUIREMENTS = environment.ROOT / "requirements"
LOCKS = sorted(REQUIREMENTS.glob("*.txt"))


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_names_no_host(lock: Path) -> None:
    assert "://" not in lock.read_text(encoding="utf-8")


def test_what_has_one_file_is_known_to_have_no_wheel() -> None:
    """A release with a wheel has its source beside it, and so two hashes at least."""
    entries = [entry for lock in LOCKS for entry in re.split(r"\n(?=\w)", lock.read_text(encoding="utf-8"))]
    alone = {entry.partition("==")[0] for entry in entries if entry.count("--hash=") == 1}
    assert alone == set(environment.WITHOUT_WHEEL)


def test_tests_run_with_the_versions_of_the_build() -> None:
    build, test = pins(REQUIREMENTS / "build.txt"), pins(REQUIREMENTS / "test.txt")
    assert build
    assert {name: test.get(name) for name in build} == build


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout's set-up alone, and a folder `bin` for the Pythons it can find."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("__init__.py", "environment.py", "environment.sh"):
        (tools / name).write_bytes((environment.ROOT / "tools" / name).read_bytes())
    (tmp_path / "bin").mkdir()
    return tmp_path


def put_command(checkout: Path, name: str, script: str) -> None:
    command = checkout / "bin" / name
    command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    command.chmod(0o755)


def set_up(checkout: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    put_command(checkout, "dirname", 'echo "${1%/*}"')
    return subprocess.run(
        ["/bin/sh", "tools/environment.sh", "build"],
        cwd=checkout,
        env={"PATH": str(checkout / "bin"), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_newest_python_that_works_is_taken(checkout: Path) -> None:
    put_command(checkout, "python3.14", "echo no such version >&2; exit 127")
    put_command(checkout, "python3.13", 'case "$*" in *tools.environment*) echo 3.13 "$@";; esac')
    put_command(checkout, "python3.12", 'case "$*" in *tools.environment*) echo 3.12 "$@";; esac')
    assert set_up(checkout).stdout == "3.13 -E -s -m tools.environment build\n"
    assert set_up(checkout, PYTHON="python3.12").stdout == "3.12 -E -s -m tools.environment build\n"


def test_python_too_old_is_not_taken(checkout: Path) -> None:
    put_command(checkout, "python3", 'case "$*" in *version_info*) exit 1;; esac; echo taken')
    done = set_up(checkout)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "Python 3.11 or newer is needed" in done.stderr


def test_python_without_ensurepip_is_told_what_to_install(checkout: Path) -> None:
    put_command(checkout, "python3.12", 'case "$*" in *ensurepip*) exit 1;; *print*) echo python3.12;; esac')
    done = set_up(checkout)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "apt-get install python3.12-venv" in done.stderr


def create_bare(venv: Path) -> None:
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole environment for a lock named `build`, as the set-up leaves it."""
    venv = tmp_path / ".venv"
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "build.txt").write_text("click==1\n", encoding="utf-8")
    for name, path in {"ROOT": tmp_path, "VENV": venv, "PYTHON": venv / "bin" / "python", "STAMP": venv / "s"}.items():
        monkeypatch.setattr(environment, name, path)
    monkeypatch.setattr(environment, "create", lambda: create_bare(venv))
    monkeypatch.setattr(environment, "pip_install", lambda *_: None)
    environment.make("build")
    (tmp_path / "requirements" / "test.txt").write_text("click==1\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("fault", ["no stamp", "broken stamp", "no python", "other lock", "moved"])
def test_environment_is_made_anew(made: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    match fault:
        case "no stamp":
            environment.STAMP.unlink()
        case "broken stamp":
            environment.STAMP.write_text("{", encoding="utf-8")
        case "no python":
            environment.PYTHON.unlink()
        case "other lock":
            (made / "requirements" / "build.txt").write_text("click==2\n", encoding="utf-8")
        case "moved":
            monkeypatch.setattr(environment, "VENV", made / "elsewhere")
    assert not environment.is_current("build")


def test_pip_keeps_the_users_network_settings_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "pip.conf"
    config.write_text("[global]\nproxy = http://proxy.example:1\nconstraint = c.txt\nuser = true\n", encoding="utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    monkeypatch.setenv("PIP_RETRIES", "7")
    used = environment.pip_environment(sys.executable)
    assert (used["PIP_PROXY"], used["PIP_RETRIES"]) == ("http://proxy.example:1", "7")
    assert used["PIP_CONFIG_FILE"] == os.devnull
    assert used.keys().isdisjoint({"PIP_CONSTRAINT", "PIP_USER", "PIP_TARGET"})


def test_cleaning_takes_what_a_build_wrote_and_leaves_what_others_put_there(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text((environment.ROOT / "Makefile").read_text("utf-8"), "utf-8")
    ours, others = ("index.html", "topics/a lamp/index.html"), (".git/HEAD", "CNAME", "topics/notes.txt")
    for name in (*ours, *others):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text("", "utf-8")
    (tmp_path / "site/.git/refs").mkdir()
    (tmp_path / "site/.sourcebook").write_text("\n".join(["# Files", ".sourcebook", *ours, ""]), "utf-8")
    settings = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run(["make", "clean"], cwd=tmp_path, env=settings, check=True, capture_output=True)
    left = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")}
    assert left == {*others, ".git", ".git/refs", "topics"}
