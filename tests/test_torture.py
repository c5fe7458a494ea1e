"""The harness of `torture/`: a small share of each part, the faults planted for it, and what it found once."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from sourcebook.build import pipeline
from sourcebook.build.options import BuildOptions
from sourcebook.cache.cache import Caches
from sourcebook.cache.database import Database
from sourcebook.cli import main as cli
from sourcebook.model.files import walk_files
from tests.lighthouse import LIGHTHOUSE
from tools.environment import ROOT
from torture.outcome import Outcome
from torture.planted import PLANTED
from torture.report import BEGIN, END, PAGE, PARTS, write_report

SECONDS = 240
SHARES = {"kills": 1, "faults": 1, "readers": 10, "edits": 2, "environments": 2, "payloads": 2, "fuzz": 10}
SHARES |= {"writes": 2, "strangers": 2, "shapes": 2, "saved": 1, "strings": 500, "cells": 500, "streams": 2}
PROVED = {
    "in place": ("--kills", "1", "--seed", "5"), "told well": ("--faults", "20", "--seed", "0"),
    "in place, with readers": ("--readers", "10"), "forgetful": ("--edits", "60", "--seed", "1"),
    "clock": ("--environments", "2"), "unescaped": ("--payloads", "3"), "trusting": ("--fuzz", "3"),
    "misplaced": ("--fuzz", "1"), "straight": ("--writes", "12"),
    "straight, through links": ("--strangers", "1", "--seed", "127"),
    "unlimited": ("--shapes", "1", "--seed", "113"), "unlimited, saved": ("--saved", "1", "--seed", "1"),
    "slow": ("--strings", "4000"), "armed": ("--cells", "20"), "loud": ("--streams", "6"),
}  # fmt: skip
"""With how little each planted fault is found."""

BY_HAND = {"syscalls"}
"""It needs strace, which few machines have; what it finds, kills and faults find by name."""

LONG = (
    "told well", "forgetful", "straight", "unlimited", "unlimited, saved", "clock", "loud", "misplaced", "slow",
)  # fmt: skip
"""Found by chance alone, or by what takes long: `make validate` plants them."""


def torture(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "torture", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    return done.returncode, done.stdout + done.stderr


def marked(name: str) -> object:
    marks = [pytest.mark.browser] * (name == "unescaped") + [pytest.mark.validate] * (name in LONG)
    return pytest.param(name, marks=marks)


def test_every_part_has_a_share_and_a_fault() -> None:
    assert set(PARTS) == {planted.part for planted in PLANTED.values()}
    assert SHARES.keys() == set(PARTS) - BY_HAND
    assert PROVED.keys() == {name for name, planted in PLANTED.items() if planted.part not in BY_HAND}


def test_nothing_breaks() -> None:
    shares = [f"--{part}={count}" for part, count in SHARES.items() if part != "payloads"]
    code, said = torture(*shares)
    assert code == 0, said


@pytest.mark.browser
def test_nothing_runs() -> None:
    code, said = torture("--payloads", str(SHARES["payloads"]))
    assert code == 0, said


@pytest.mark.parametrize("name", [marked(name) for name in PROVED])
def test_a_planted_fault_is_found(name: str) -> None:
    code, said = torture(*PROVED[name], "--plant", name)
    assert code == 1
    assert said.startswith(f"{PLANTED[name].part}: ")
    assert " 0 breaches" not in said


def test_the_report_replaces_the_rows_of_what_was_run(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\n{END}\nafter\n", "utf-8")
    day = date(2020, 5, 1)
    write_report([Outcome("fuzz", 1, "dossiers"), Outcome("kills", 2, "builds")], day, page)
    write_report([Outcome("kills", 3000, "builds", ("a breach",))], day, page)
    text = page.read_text("utf-8")
    assert text.startswith(f"before\n{BEGIN}\n\n| part ")
    assert text.endswith(f"\n\n{END}\nafter\n")
    rows = [line.split(" | ")[:3] for line in text.splitlines() if line.startswith("| ")][2:]
    assert rows == [["| kills", "3,000 builds", "1"], ["| fuzz", "1 dossiers", "0"]]


def test_the_page_tells_of_every_part() -> None:
    text = PAGE.read_text("utf-8")
    assert [part for part in PARTS if f"\n| {part} | " not in text] == []


def test_a_folder_that_cannot_be_read_is_not_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.txt").touch()
    assert walk_files(tmp_path) == [tmp_path / "inner" / "a.txt"]
    permitted = os.scandir

    def forbid(path: str) -> object:
        if str(path).endswith("inner"):
            raise PermissionError(13, "Permission denied", path)
        return permitted(path)

    monkeypatch.setattr(os, "scandir", forbid)
    with pytest.raises(PermissionError):
        walk_files(tmp_path)


def test_a_disk_that_fails_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*given: object, **named: object) -> None:
        raise OSError(5, "Input/output error", "templates/home.html")

    monkeypatch.setattr(pipeline, "build", failing)
    monkeypatch.setattr(sys, "argv", ["build.py", "build", "--out", str(tmp_path / "site")])
    assert cli.run() == 1
    assert capsys.readouterr().err == "templates/home.html: cannot be read or written: Input/output error\n"


def test_what_is_published_is_a_success_though_the_cache_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*given: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "account"))
    monkeypatch.setattr(Database, "_write", failing)
    caches = Caches.of_account(LIGHTHOUSE, b"")
    assert not pipeline.build(BuildOptions(ROOT, LIGHTHOUSE, tmp_path / "site", cards=False), caches).failed
    assert (tmp_path / "site" / "index.html").exists()


@pytest.mark.parametrize("call", ["stat", "lstat"])
def test_what_is_published_is_a_success_though_the_disk_fails_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """At the first publication all folders are exchanged, at the second one file is replaced."""
    look = getattr(os, call)
    content, site = tmp_path / "content", tmp_path / "site"
    shutil.copytree(LIGHTHOUSE, content)
    monkeypatch.setattr(
        sys, "argv", ["build.py", "--content", str(content), "--out", str(site), "--no-cards", "--no-search"]
    )

    def failing(path: object, *given: object, **named: object) -> object:
        if is_published():
            raise OSError(5, "Input/output error")
        return look(path, *given, **named)

    for title in ("Lamp", "Light"):
        page = content / "people/vera-tolmina.md"
        page.write_text(f"{page.read_text('utf-8')}\n\n{title}.\n", "utf-8")

        def is_published(title: str = title) -> bool:
            with suppress(FileNotFoundError):
                return f"<p>{title}.</p>" in (site / "people/vera-tolmina/index.html").read_text("utf-8")
            return False

        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing)
            assert cli.run() == 0
        assert is_published()


def test_without_docstrings_nothing_is_built() -> None:
    command = [sys.executable, "-OO", "build.py", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "-OO" in done.stderr) == (2, True)
