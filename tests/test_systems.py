"""Other systems: no module needs what one of them lacks, and a swap in two steps is told.

Nothing here runs on Windows or macOS: the workflow `systems.yml` does.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.output import swap
from tests.dossiers import write
from tools.environment import ROOT

LACKING = ("fcntl", "grp", "pwd", "resource", "syslog", "termios", "posix", "_posixsubprocess")
"""Modules of the standard library that Windows has not."""

HIDE = f"""
import os, sys
import asyncio, ctypes, multiprocessing, pathlib, shutil, subprocess, tempfile, zoneinfo
import click, frontmatter, jinja2, livereload.handlers, livereload.watcher, markdown, msgspec, nh3, pydantic, yaml
import tornado.httpserver, tornado.netutil, tornado.web, trafilatura, watchfiles
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name in {LACKING[:6]}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
for name in {LACKING[:6]}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Hidden())
sys.platform = "win32"
for name in ("sched_getaffinity", "geteuid", "register_at_fork", "O_NOFOLLOW", "O_DIRECTORY", "O_NONBLOCK", "fchmod"):
    vars(os).pop(name, None)
os.supports_dir_fd.clear()
"""
"""What a Python of Windows lacks, taken away before the program is imported; libraries have chosen their system."""


def run(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", HIDE + code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_module_is_imported_where_those_are_missing() -> None:
    code = """
import importlib, pkgutil, sourcebook
for module in pkgutil.walk_packages(sourcebook.__path__, "sourcebook."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
        print(module.name)
"""
    done = run(code)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.split()) > 150


@pytest.mark.parametrize("command", ["build", "check", "new", "import"])
def test_commands_run_where_those_are_missing(command: str, tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    (tmp_path / "saved.txt").write_text("A headline\\n\\nA paragraph of 27 words.\\n", "utf-8")
    given = {"new": ["new", "place", "A rock"], "import": ["import", str(tmp_path / "saved.txt")]}
    arguments = given.get(command, [command])
    code = "import sys; from sourcebook.__main__ import main; sys.exit(main())"
    done = run(code, *arguments, "--content", content)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "index.html").is_file() == (command == "build")


def conditional_imports(tree: ast.Module) -> Iterator[str]:
    """Names imported at the top of a module, outside any function or condition."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_no_module_imports_at_its_top_what_a_system_lacks() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): {*conditional_imports(ast.parse(path.read_bytes()))} & {*LACKING}
        for path in (ROOT / "sourcebook").rglob("*.py")
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_a_swap_in_two_steps_is_told_with_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = write(tmp_path / "content")
    options = BuildOptions(ROOT, content, tmp_path / "site", cards=False)
    assert build(options).gap is None
    monkeypatch.setattr(swap, "_swap", lambda new, out: False)
    gap = build(options._replace(address="https://other.example")).gap
    assert gap is not None
    assert 0 < gap < 1
