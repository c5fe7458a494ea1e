"""Commands that messages name: each can be pasted where the reader stands, and is for the dossier that was named."""

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from sourcebook.cli.main import main
from sourcebook.desk.commands import COMMANDS, WITHOUT_DOSSIER, as_typed
from sourcebook.desk.imports import importing, reading
from sourcebook.desk.name_index import NameIndex
from sourcebook.model.problem import Problem
from tests.dossiers import SKERRY, write
from tests.test_broken import CASES
from tools.environment import ROOT

SECONDS = 120
UNLISTED = {"published.csv": SKERRY["published.csv"].replace("/about/\n", "")}
ARTICLE = "By Mara O'Quay\n\nThe tower of Skerry is 27 metres high, Skerrynews reports.\n"
PAGE = "<!doctype html><title>A</title><article><p>The tower.</p></article>"


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a reader sees who pastes a command while standing in a folder."""
    return subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.fixture(params=["root", "beside", "elsewhere"])
def stands(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Folders in which a reader may stand: that of `build.py`, that of the dossier, another."""
    folders = {"root": ROOT, "beside": tmp_path, "elsewhere": tmp_path / "else where"}
    folders["elsewhere"].mkdir()
    return folders[request.param]


@pytest.fixture
def program() -> str:
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'build.py'))}"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write(tmp_path / "a dossier's", UNLISTED)


def named(said: str, command: str) -> str:
    """The line or hint of what was said that names a command, from the command on."""
    (line,) = [line for line in said.splitlines() if f"build.py {command}" in line]
    return line.rpartition("run: ")[2].removesuffix(")")


def test_the_cure_of_an_address_that_is_not_listed(program: str, stands: Path, content: Path) -> None:
    for where in (content, content.relative_to(stands) if content.is_relative_to(stands) else content):
        done = shell(f"{program} check --content {shlex.quote(str(where))}", stands)
        assert "UNLISTED" in done.stderr
    cured = shell(named(done.stderr, "addresses"), stands)
    assert (cured.returncode, cured.stderr) == (0, "")
    assert "UNLISTED" not in shell(f"{program} check --content {shlex.quote(str(content))}", stands).stderr
    assert "/about/" in (content / "published.csv").read_text("utf-8").splitlines()


def test_what_is_to_be_done_after_an_import(program: str, stands: Path, content: Path) -> None:
    saved = content.parent / "a page.txt"
    saved.write_text(ARTICLE, "utf-8")
    done = shell(f"{program} import {shlex.quote(str(saved))} --content {shlex.quote(str(content))}", stands)
    commands = [line.strip() for line in done.stdout.splitlines() if "build.py" in line]
    assert len(commands) == 3
    assert [shell(command, stands).returncode for command in commands[:2]] == [0, 0]
    held = shell(commands[2], stands)
    assert "Not compared with the documents" not in held.stdout
    assert held.stdout.rstrip().endswith("1 error, 0 warnings")
    assert (content / "people" / "mara-oquay.md").is_file()
    assert (content / "organisations" / "skerrynews.md").is_file()
    saved.write_text(ARTICLE + "\nA second report followed.\n", "utf-8")
    again = shell(f"{program} import {shlex.quote(str(saved))} --content {shlex.quote(str(content))} --slug b", stands)
    assert "do not exist" not in again.stdout, "pages that are drafts are known"


def test_what_is_to_be_done_after_a_build(program: str, stands: Path, content: Path) -> None:
    out = shlex.quote(str(content.parent / "site"))
    done = shell(f"{program} --content {shlex.quote(str(content))} --out {out} --no-cards --no-search", stands)
    command = done.stdout.rstrip().rpartition("or run: ")[2]
    assert shell(command.replace("preview", "check"), stands).returncode == 0
    words = shlex.split(command)
    assert words[2:4] == ["preview", "--content"]
    assert (stands / words[4]).samefile(content)


def test_the_cure_of_a_page_that_cannot_be_read_yet(
    stands: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = content.parent / "it's $HOME.html"
    saved.write_text(PAGE, "utf-8")
    monkeypatch.chdir(stands)
    monkeypatch.setattr(reading, "can_read_pages", lambda: False)
    problem = importing.import_file(content, saved, NameIndex(None), date(2026, 1, 1))
    assert isinstance(problem, Problem)
    command = as_typed(problem.hint, ROOT, content).removeprefix("run: ")
    assert shell(f"{command} --dry-run", stands).returncode == 0
    assert variables(command) == {"FILE": str(saved), "CONTENT": str(content)}


def variables(command: str) -> dict[str, str]:
    """The variables that a shell and then make read in a command."""
    pairs = (word.split("=", 1) for word in shlex.split(command) if "=" in word)
    return {name: value.replace("$$", "$") for name, value in pairs}


def test_commands_are_short_where_they_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    python = as_typed("run: sourcebook addresses", ROOT, ROOT / "content").removeprefix("run: ").split()[0]
    assert as_typed("see `sourcebook new` or `sourcebook preview`", ROOT) == (
        f"see `{python} build.py new` or `{python} build.py preview`"
    )
    for text in ("make sure of it; see build.py", "The rock: a sourcebook for all", "sourcebook/cli/main.py"):
        assert as_typed(text, ROOT) == text
    monkeypatch.setattr("shutil.which", lambda name: sys.executable)
    assert as_typed("run: sourcebook addresses", ROOT, Path("content")) == "run: python build.py addresses"
    relative = as_typed("run: sourcebook addresses", ROOT, Path("examples/lighthouse"))
    assert relative == "run: python build.py addresses --content examples/lighthouse"
    monkeypatch.chdir(ROOT / "examples" / "lighthouse" / "places")
    assert as_typed("run: sourcebook addresses", ROOT, ROOT / "examples" / "lighthouse").endswith("build.py addresses")


def test_an_installed_program_names_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    scripts = str(Path(sys.executable).parent)
    monkeypatch.setattr("shutil.which", lambda name, path=None: f"{scripts}/{name}")
    assert as_typed("run: sourcebook check", tmp_path) == "run: sourcebook check"
    assert as_typed("run: make import FILE=a.html", tmp_path) == "run: pip install 'sourcebook[import]'"
    assert as_typed("run: make book", tmp_path) == "run: pip install 'sourcebook[pdf]'"
    monkeypatch.setattr("shutil.which", lambda name, path=None: None)
    assert as_typed("run: sourcebook check", tmp_path) == f"run: {shlex.quote(sys.executable)} -m sourcebook check"


def literals() -> Iterator[str]:
    """Every text of the package but docstrings, and every hint of the broken dossiers."""
    for path in (ROOT / "sourcebook").rglob("*.py"):
        tree = ast.parse(path.read_bytes())
        silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        silent |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)  # type: ignore[misc]
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
                yield node.value
    for case in CASES.values():
        yield from case["expected"]


COMMAND = re.compile(rf"\bsourcebook (?:{'|'.join(COMMANDS)})\b")
KINDS = {"new X X": "new person X"}
NAMED = sorted({text.strip() for text in literals() if COMMAND.search(text)})


def test_there_are_commands_to_look_at() -> None:
    assert len(NAMED) >= 5


@pytest.mark.parametrize("text", NAMED)
def test_each_command_that_a_message_names_is_one(text: str) -> None:
    command = text.partition("sourcebook ")[2].partition("`")[0].partition("\n")[0].removesuffix(")")
    words = shlex.split(KINDS.get(command, command))
    with click.Context(main) as context:
        name, found, rest = main.resolve_command(context, words)
        assert found is not None
        dossier = [] if name in WITHOUT_DOSSIER else ["--content", "X"]
        found.make_context(name, [*rest, *dossier], parent=context)
