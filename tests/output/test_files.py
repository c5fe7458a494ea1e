"""The one door for what an editor keeps: whole or not at all, below its folder, through no link."""

import ast
import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.model.problem import Problem
from sourcebook.output import files, locks
from sourcebook.output.files import STAGED, obstacle, write, write_new
from tests import dossiers
from tests.cases import cases
from tests.test_architecture import MODULES
from tools.environment import ROOT

Write = Callable[[Path, str, bytes], Problem | None]
OTHERS = {
    "build/release.py": "a temporary folder for the site",
    "build/verify.py": "a temporary folder, in which builds are compared",
    "cache/database.py": "the cache, in the account's own folder, which no dossier names",
    "cli/dossier.py": "a temporary folder, in which a renaming is checked",
    "exports/pdf.py": "a temporary folder, for Typst",
    "output/publish.py": "the output folder",
    "output/staging.py": "the output folder",
    "output/swap.py": "the output folder",
}
"""Other modules that write, and what: none of it is kept by an editor."""


@pytest.fixture(params=[True, False], ids=["by descriptor", "by path"])
def by_descriptor(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With openat(2), and without, as on Windows."""
    monkeypatch.setattr(files, "BY_DESCRIPTOR", request.param and files.BY_DESCRIPTOR)


@pytest.mark.usefixtures("by_descriptor")
def test_a_file_is_written_in_place_of_another_and_folders_are_made(tmp_path: Path) -> None:
    for data in (b"first", b"second, longer", b""):
        assert write(tmp_path / "new", "a/b/file.txt", data) is None
        assert (tmp_path / "new/a/b/file.txt").read_bytes() == data
    assert [path.name for path in tmp_path.rglob("*")] == ["new", "a", "b", "file.txt"]


@pytest.mark.usefixtures("by_descriptor")
def test_a_new_file_takes_the_place_of_an_empty_one_alone(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert write_new(tmp_path, "file", b"text") is None
    taken = write_new(tmp_path, "file", b"other")
    assert (
        str(taken) == "file:1:1: TAKEN this file exists and is not overwritten (change it, or move it out of the way)"
    )
    assert (tmp_path / "file").read_bytes() == b"text"


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "file").chmod(0o600)
    write(tmp_path, "file", b"text")
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


def test_the_folder_that_is_owned_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "owned").symlink_to("real")
    assert write(tmp_path / "owned", "file", b"text") is None
    assert (tmp_path / "real" / "file").read_bytes() == b"text"


def test_what_was_left_over_under_the_temporary_name_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / STAGED).symlink_to("mine")
    assert write(tmp_path, "file", b"text") is None
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"mine": b"mine", "file": b"text"}


@pytest.mark.usefixtures("by_descriptor")
@pytest.mark.parametrize("to_write", [write, write_new])
@pytest.mark.parametrize("name", ["a", "a/b", "a/b/file"])
@pytest.mark.parametrize("leads_to", ["elsewhere", "elsewhere/file", "nothing", "/proc/self", "."])
def test_nothing_is_written_through_a_link_at_any_step(
    tmp_path: Path, name: str, leads_to: str, to_write: Write
) -> None:
    (tmp_path / "elsewhere/b").mkdir(parents=True)
    for path in ("elsewhere/file", "elsewhere/b/file"):
        (tmp_path / path).write_bytes(b"mine")
    link = tmp_path / "dossier" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(leads_to if leads_to.startswith("/") else tmp_path / leads_to)
    before = sorted(tmp_path.rglob("*"))
    part = "file" if name == "a/b/file" else "folder"
    cure = f"put the {part} itself here, or remove the link: rm {link}"
    said = f"{name}:1:1: LINK nothing is written through a link ({cure})"
    assert str(to_write(tmp_path / "dossier", "a/b/file", b"text")) == said
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "elsewhere/file").read_bytes() + (tmp_path / "elsewhere/b/file").read_bytes() == b"minemine"
    assert os.system(cure.rpartition(": ")[2]) == 0
    assert to_write(tmp_path / "dossier", "a/b/file", b"text") is None
    assert (tmp_path / "dossier/a/b/file").read_bytes() == b"text"


@pytest.mark.skipif(not files.BY_DESCRIPTOR, reason="this system opens no file by its folder's descriptor")
@pytest.mark.parametrize("name", ["a", "a/b"])
def test_a_link_that_is_put_there_after_the_look_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "elsewhere/b").mkdir(parents=True)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).symlink_to(tmp_path / "elsewhere")
    monkeypatch.setattr(files, "obstacle", lambda *_: None)
    assert " WRITE cannot be written: " in str(write(tmp_path, "a/b/file", b"text"))
    assert [path for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()] == []


def test_what_is_no_file_and_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    for path in ("folder", "pipe"):
        assert f"{path}:1:1: WRITE this is no regular file" in str(write(tmp_path, path, b"text"))
    assert str(write(tmp_path, "file/inner", b"")).startswith("file:1:1: WRITE this is no folder, so file/inner ")
    assert obstacle(tmp_path, "new/inner") is None


@pytest.mark.usefixtures("by_descriptor")
@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize("to_write", [write, write_new])
@pytest.mark.parametrize("before", [None, b"", b"what was there"])
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, to_write: Write, before: bytes | None
) -> None:
    if before is not None:
        (tmp_path / "file").write_bytes(before)
    permitted = getattr(os, call)

    def full(what: object, *given: object, **named: object) -> object:
        if call == "open" and str(what).rpartition("/")[2] != STAGED:
            return permitted(what, *given, **named)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, call, full)
    failed = to_write(tmp_path, "file", b"text")
    monkeypatch.undo()
    assert failed is not None
    assert failed.code == ("TAKEN" if to_write is write_new and before else "WRITE")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == ({} if before is None else {"file": before})


def writes(tree: ast.Module) -> Iterator[str]:
    """Calls that make, alter or copy a file, as they are written."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = [*call.args, *(word.value for word in call.keywords)]
        modes = [each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        flags = {node.attr for each in given for node in ast.walk(each) if isinstance(node, ast.Attribute)}
        opens = name in ("open", "fdopen", "ZipFile") and (
            any(set(mode) <= set("rwxabt+") and set(mode) & set("wxa+") for mode in modes)
            or flags & {"O_WRONLY", "O_RDWR", "O_CREAT"}
        )
        copies = ast.unparse(call.func).startswith(("os.link", "shutil.copy", "shutil.move"))
        if opens or copies or name in ("write_text", "write_bytes", "touch"):
            yield ast.unparse(call)


def test_nothing_else_in_the_package_writes_files() -> None:
    found = {module: list(writes(tree)) for module, tree in MODULES.items()}
    assert {module for module, calls in found.items() if calls} - {"output/files.py"} == set(OTHERS), found


@cases
def test_a_write_in_the_package_would_be_found(line: str) -> None:
    assert list(writes(ast.parse(line))) != []
    assert list(writes(ast.parse("open(path, 'rb'); path.open(encoding='utf-8'); os.open(path, os.O_RDONLY)"))) == []


@pytest.mark.skipif(not locks.CAN_LOCK, reason="this system has no locks on folders")
def test_a_lock_that_does_not_come_free_is_told_with_a_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "WAIT_SECONDS", 0.1)
    with locks.locked(tmp_path):
        failed = write(tmp_path, "file", b"text")
        content = dossiers.write(tmp_path / "content")
        report = build(BuildOptions(ROOT, content, tmp_path / "site", cards=False))
    said = "cannot be written: another program has locked its folder for 0.1 s; end it and try again"
    assert said in str(failed)
    assert [said in str(problem) for problem in report.problems] == [True]
    assert write(tmp_path, "file", b"text") is None


@pytest.mark.parametrize(
    "account",
    [
        {},
        {"HOME": ""},
        {"HOME": "relative", "XDG_CACHE_HOME": "FOLDER/content/site.toml"},
        {"HOME": "/nowhere"},
        {"HOME": "/proc", "XDG_CACHE_HOME": "/dev/null"},
    ],
)
def test_a_site_is_built_without_a_home(tmp_path: Path, account: dict[str, str]) -> None:
    """Also by an account that the system does not know, and with a cache folder that it may not use."""
    place = ["--content", str(dossiers.write(tmp_path / "content")), "--out", str(tmp_path / "out/site")]
    command = [sys.executable, "-B", str(ROOT / "build.py"), "build", *place, "--no-cards", "--no-search"]
    (tmp_path / "out").mkdir(mode=0o777)
    variables = {name: value.replace("FOLDER", str(tmp_path)) for name, value in account.items()}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
