"""What is printed: escaped, and never the reason why a command fails."""

import ast
import io
import subprocess
import sys
from pathlib import Path

import pytest

from sourcebook.desk.terminal import echo, escaped
from tests.cases import cases
from tests.dossiers import write
from tests.test_architecture import MODULES
from tools.environment import ROOT

STREAMS = (">/dev/full", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-", "2>&1 | true")
NAMES = ("\x1b[31mred", "a\n::error::b", "a\r\nb", "\u202eb", "\udcff", "é\x9b", "\x07")


@pytest.mark.parametrize("stream", STREAMS)
def test_a_published_site_gives_zero_whatever_becomes_of_the_streams(tmp_path: Path, stream: str) -> None:
    content = write(tmp_path / "content")
    build = f"'{sys.executable}' '{ROOT}/build.py' build -v --explain --no-cards --no-search"
    command = f"{build} --content '{content}' --out '{tmp_path}/site' {stream}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (0, False)
    assert (tmp_path / "site/index.html").is_file()
    (content / "pages/home.md").unlink()
    assert subprocess.run(["bash", "-c", command], capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("command", ["check --format json", "explain", "explain LINK"])
def test_a_document_that_cannot_be_printed_is_a_failure(tmp_path: Path, command: str) -> None:
    given = f" --content '{write(tmp_path)}'" * command.startswith("check")
    line = f"'{sys.executable}' '{ROOT}/build.py' {command}{given} >/dev/full"
    assert subprocess.run(["bash", "-c", line], check=False).returncode == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "cp1252"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_line_of_what_a_terminal_shows(monkeypatch: pytest.MonkeyPatch, name: str, encoding: str) -> None:
    data = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(data, encoding))
    assert echo(f"{escaped(name)}: read")
    printed = data.getvalue().decode(encoding)
    assert printed.count("\n") == 1
    assert all(letter.isprintable() for letter in printed.rstrip("\n"))


@cases
def test_no_command_prints_a_name_as_it_is(tmp_path: Path, command: list[str]) -> None:
    name, folder = "".join(NAMES), write(tmp_path / "x")
    given = name if command[0] in ("--no", "explain") else str(tmp_path / name)
    (Path(given) / "file").mkdir(parents=True) if command[-1] == "--out" else None
    more = ["--content", str(folder)] if command[0] in ("import", "build") and command[-1] != "--content" else []
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", *command, given, *more], capture_output=True, check=False, cwd=tmp_path
    )
    lines = (done.stdout + done.stderr).decode().split("\n")
    assert [line for line in lines if not line.isprintable() or line.startswith("::")] == []
    assert (done.returncode, "Traceback" in "".join(lines)) in ((0, False), (1, False), (2, False))


def test_an_imported_name_is_printed_escaped(tmp_path: Path) -> None:
    write(tmp_path / "content")
    (tmp_path / "a\n::error::b\x1b[31m.txt").write_text("The lamp\n\nIt was lit.", "utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", "import", *tmp_path.glob("a*"), "--content", tmp_path / "content"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert [line for line in done.stdout.split("\n") if not line.isprintable() or line.startswith("::")] == []


def test_nothing_else_in_the_package_prints() -> None:
    calls = {
        (module, ast.unparse(node.func))
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    before_the_environment = {("__main__.py", "print")}
    printing = ("print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write")
    assert {(module, name) for module, name in calls if name in printing} == before_the_environment


def test_a_foreign_file_in_the_output_may_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    place = ["--content", str(write(tmp_path / "content")), "--out", str(tmp_path / "site")]
    build = [sys.executable, str(ROOT / "build.py"), "build", "--no-cards", "--no-search", *place]
    for _ in range(2):
        done = subprocess.run(build, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        Path(tmp_path, "site", "b\udcff").write_bytes(b"foreign")
    assert Path(tmp_path, "site", "b\udcff").read_bytes() == b"foreign"
