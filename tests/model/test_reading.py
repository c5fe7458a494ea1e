"""The one door for what is read: regular files, of a size, in their folder."""

import ast
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.build.theme import read_theme_files
from sourcebook.desk.imports.importing import import_file
from sourcebook.desk.name_index import NameIndex
from sourcebook.model.problem import Problem
from sourcebook.model.reading import read_file
from tests.test_architecture import MODULES

OTHERS = {
    "build/release.py": "the site that it built itself",
    "build/verify.py": "the sites that it built itself",
    "cache/fingerprint.py": "the program",
    **dict.fromkeys(
        ("build/reasons.py", "desk/imports/words.py", "preview/media.py", "prose/signs.py"), "its own table"
    ),
    "build/comparison.py": "a release that somebody has",
    "desk/starter.py": "the program's own example",
    "desk/site_check.py": "the output folder",
    "exports/typeface.py": "fonts of the theme, which were read by the door before",
    "model/language.py": "the program",
    "output/staging.py": "the output folder",
    "preview/overlay.py": "the program",
    "desk/problem_codes.py": "the program",
    "views/translations.py": "the program's own tools",
}
"""Other modules that read, and what."""


def strange(folder: Path, kind: str) -> Path:
    path = folder / "inner" / "file.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    (folder.parent / "secret.txt").write_text("secret", "utf-8")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "circle":
        path.symlink_to(path.name)
    elif kind == "up":
        path.symlink_to("../../secret.txt")
    else:
        path.symlink_to(kind)
    return path


KINDS = ("pipe", "folder", "circle", "up", "/dev/zero", "/dev/stdin", "/proc/self/environ", "/proc/self/mem", "nowhere")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_strange_is_read(tmp_path: Path, kind: str) -> None:
    path = strange(tmp_path / "dossier", kind)
    found = read_file(path, "inner/file.txt", 100, tmp_path / "dossier")
    assert isinstance(found, Problem)
    assert (found.path, found.code in ("LINK", "FOLDER", "READ")) == ("inner/file.txt", True)


@pytest.mark.parametrize("folder", ["templates", "assets"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_theme_is_read_by_the_same_rule(tmp_path: Path, kind: str, folder: str) -> None:
    strange(tmp_path / folder, kind)
    for name in ("templates", "assets"):
        (tmp_path / name).mkdir(exist_ok=True)
    files, problems = read_theme_files(tmp_path)
    assert (files, len(problems)) == ({}, 0 if kind == "folder" else 1)


def test_a_linked_folder_of_a_theme_is_told(tmp_path: Path) -> None:
    for name in ("templates", "assets", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "assets/fonts").symlink_to("../elsewhere")
    said = "assets/fonts:1:1: LINK this link leads out of its folder (put the file itself here)"
    assert [str(problem) for problem in read_theme_files(tmp_path)[1]] == [said]


@pytest.mark.parametrize("kind", ["pipe", "socket", "/dev/zero", "/proc/self/environ", "/proc/self/mem", "/dev/full"])
def test_what_is_no_file_is_not_imported(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(kind)
    if kind == "pipe":
        os.mkfifo(path := tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        if kind == "socket":
            listener.bind("socket")
        refused = import_file(tmp_path, path, NameIndex(None), None)  # type: ignore[arg-type]
    said = f"{path}:1:1: FOLDER this is not a regular file (put a file in its place)"
    assert str(refused) == said


def test_a_file_that_grows_or_lies_of_its_size_is_read_as_far_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 100)
    assert read_file(path, "file", 100) == b"x" * 100
    said = "file:1:1: SIZE this file has 100 bytes, of which 99 may be (split it)"
    assert str(read_file(path, "file", 99)) == said
    sound = os.fstat
    monkeypatch.setattr(os, "fstat", lambda handle: os.stat_result((*sound(handle)[:6], 0, *sound(handle)[7:])))
    assert read_file(path, "file", 100) == b"x" * 100
    assert "SIZE" in str(read_file(path, "file", 99))


def reads(tree: ast.Module) -> Iterator[str]:
    """Calls that open a file to read."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name, text = ast.unparse(call.func), ast.unparse(call)
        opens = name == "os.open" and "O_CREAT" not in text and "_NEW" not in text
        if opens or name == "open" or name.endswith((".read_bytes", ".read_text")):
            yield text


def test_nothing_else_in_the_package_reads_files() -> None:
    opens_folders = {"output/locks.py", "output/swap.py", "output/files.py"}
    found = {module for module, tree in MODULES.items() if list(reads(tree))}
    assert found - opens_folders - {"model/reading.py", "cache/database.py"} == set(OTHERS)


@pytest.mark.parametrize(
    "line", ["open(path)", "path.read_text()", "(a / b).read_bytes()", "os.open(path, os.O_RDONLY)"]
)
def test_a_read_in_the_package_would_be_found(line: str) -> None:
    assert list(reads(ast.parse(line))) != []
