"""The documents for people say what is there: commands run, targets and files exist, links lead somewhere."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sourcebook.model.names import FOLDERS
from tools.environment import ROOT

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
BUILT = {"theme/", "_headers", "404.html", "site/index.html"}
PARTS = ("build.py", "assets", "content", "examples", "sourcebook", "templates")
PLACEHOLDERS = {"DIR": "examples/lighthouse/originals"}
BARE = re.compile(r"(?:[A-Za-z_-]+/)+(?:[A-Za-z_-]+(?:\.[a-z]+)?)?|[A-Za-z_-]+\.(?:md|py|toml|txt|html)\b")
SECONDS = 60


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def commands(name: str) -> list[str]:
    """What a document tells to type: lines of its blocks of code, and code in a line that runs something."""
    blocks = [line.strip() for line in text(name).splitlines() if line.startswith("    ")]
    inline = re.findall(r"`((?:make|python|\.venv/bin/python)(?: [^`]*)?)`", text(name))
    return [line for line in (*blocks, *inline) if re.match(r"make\b|\.venv|python\b", line)]


EVERY = [(name, command) for name in DOCUMENTS for command in commands(name)]
MAKE = sorted({command for _, command in EVERY if command.startswith("make")})
PYTHON = sorted({command for _, command in EVERY if not command.startswith("make")})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what building needs, in which `content` is the invented dossier: it has its documents beside it."""
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    shutil.rmtree(tmp_path / "content")
    shutil.copytree(ROOT / "examples" / "lighthouse", tmp_path / "content")
    return tmp_path


def test_documents_name_commands_of_both_kinds() -> None:
    assert len(MAKE) > 5
    assert len(PYTHON) > 2


@pytest.mark.parametrize("command", PYTHON)
def test_commands_run(command: str, project: Path) -> None:
    python, script, *arguments = [PLACEHOLDERS.get(word, word) for word in shlex.split(command)]
    assert (python in (".venv/bin/python", "python"), script) == (True, "build.py")
    done = subprocess.run(
        [sys.executable, script, *arguments], cwd=project, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", MAKE)
def test_targets_and_variables_exist(command: str) -> None:
    makefile = text("Makefile")
    phony = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split())  # type: ignore[index]  # it has one
    for word in shlex.split(command)[1:]:
        name, is_variable, _ = word.partition("=")
        assert f"$({name})" in makefile if is_variable else name in phony, word


def test_variables_of_the_readme_are_those_of_the_makefile() -> None:
    named = set(re.findall(r"`([A-Z]+)=", text("README.md")))
    assert len(named) > 4
    assert {name for name in named if f"$({name})" not in text("Makefile")} == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", text(name)):
        if not re.match(r"[a-z]+:", target):
            path, _, fragment = target.partition("#")
            assert (ROOT / path).exists(), target
            assert not fragment or fragment in anchors(path or name), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_and_folders_that_are_named_exist(name: str) -> None:
    named = {code for code in re.findall(r"(?<!no )`([^`\s]+)`", text(name)) if BARE.fullmatch(code)}
    imports = ROOT / "sourcebook" / "desk" / "imports"
    folders = [ROOT, ROOT / "sourcebook", imports, ROOT / "examples" / "lighthouse"]
    assert {path for path in named - BUILT if not any((folder / path).exists() for folder in folders)} == set()


def test_map_of_the_project_shows_what_lies_there() -> None:
    block = re.search(r"## What lies where\n\n```\n(.*?)```", text("ARCHITECTURE.md"), re.DOTALL)
    assert block
    names = [line.split()[0] for line in block[1].splitlines()]
    assert [name for name in names if not (ROOT / name).exists()] == []
    folders = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))]
    ours = {f"{path.name}/" for path in folders if not (path / ".gitkeep").exists()} - {"node_modules/"}
    assert ours == {name for name in names if name.endswith("/")} - {"site/"}


def test_table_of_folders_is_that_of_the_program() -> None:
    rows = re.findall(r"^\| ((?:`[a-z]+/`(?:, )?)+) \|", text("README.md"), re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`([a-z]+)/`", row)]
    assert sorted(named) == sorted(FOLDERS)


def test_tests_that_hold_an_invariant_exist() -> None:
    named = {
        name
        for group in re.findall(r"\[((?:[a-z]+/)?test_[a-z_,/\s]+)\]", text("ARCHITECTURE.md"))
        for name in group.split()
    }
    assert len(named) > 4
    assert [name for name in named if not (ROOT / "tests" / f"{name.strip(',')}.py").is_file()] == []


def anchors(name: str) -> set[str]:
    """The anchors that GitHub gives the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", text(name), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
