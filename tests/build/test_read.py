"""Reading a folder: what belongs to a dossier, what does not, and what is never opened."""

import errno
import os
import socket
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sourcebook.build.inputs import MOST_BYTES, read
from tests.cases import cases
from tests.dossiers import SKERRY, write


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in read(folder)[1]]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return write(tmp_path / "dossier")


def test_reads_every_file_in_order(dossier: Path) -> None:
    files, found = read(dossier)
    assert found == []
    assert [file.path for file in files] == sorted(SKERRY)
    assert {file.path: file.data.decode() for file in files} == dict(SKERRY)


def test_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    assert problems(folder) == [f"{folder}:1:1: FOLDER there is no such folder (name it with --content DIR)"]


@pytest.mark.parametrize("name", ["site.toml", "pages/home.md"])
def test_a_file_that_every_dossier_needs(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, {name: None})
    assert problems(folder) == [f"{name}:1:1: FOLDER a dossier needs this file (copy it from an example)"]


@cases
def test_what_does_not_belong(dossier: Path, name: str, said: str) -> None:
    (dossier / name).parent.mkdir(exist_ok=True)
    (dossier / name).write_text("", encoding="utf-8")
    assert problems(dossier) == [said]


@pytest.mark.parametrize("name", ["Lamp", "the lamp", "lamp--two", "-lamp", "lamp-", "şuşa", "lamp.old", "a\nb", "…"])
def test_a_name_that_cannot_be_an_address(dossier: Path, name: str) -> None:
    (dossier / "topics" / f"{name}.md").write_text("", encoding="utf-8")
    assert [problem.code for problem in read(dossier)[1]] == ["SLUG"]


@cases
def test_passed_over(dossier: Path, name: str) -> None:
    (dossier / name).parent.mkdir(exist_ok=True)
    (dossier / name).write_bytes(b"\xff")
    files, found = read(dossier)
    assert found == []
    assert [file.path for file in files] == sorted(SKERRY)


def test_a_link_that_leads_out_is_not_followed(dossier: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (dossier / "topics" / "out.md").symlink_to(secret)
    files, found = read(dossier)
    assert [str(problem) for problem in found] == [
        "topics/out.md:1:1: LINK this link leads out of its folder (put the file itself here)"
    ]
    assert b"secret" not in b"".join(file.data for file in files)


def test_a_folder_that_is_a_link_leading_out(dossier: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.md").write_text("secret", encoding="utf-8")
    (dossier / "notes").symlink_to(elsewhere)
    assert [problem.code for problem in read(dossier)[1]] == ["LINK"]


def test_a_link_within_the_dossier_is_read(dossier: Path) -> None:
    (dossier / "topics" / "again.md").symlink_to("lamp.md")
    files, found = read(dossier)
    assert found == []
    assert {file.path: file.data for file in files}["topics/again.md"].decode() == SKERRY["topics/lamp.md"]


@pytest.mark.parametrize("target", ["nowhere.md", "circle.md"])
def test_a_link_to_nothing(dossier: Path, target: str) -> None:
    (dossier / "topics" / "circle.md").symlink_to(target)
    assert [problem.path for problem in read(dossier)[1]] == ["topics/circle.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_never_opened(dossier: Path) -> None:
    os.mkfifo(dossier / "topics" / "pipe.md")
    said = "topics/pipe.md:1:1: FOLDER this is not a regular file (put a file in its place)"
    assert problems(dossier) == [said]


def test_a_socket_and_a_folder_named_like_a_page(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (dossier / "topics" / "folder.md").mkdir()
    monkeypatch.chdir(dossier / "topics")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        assert [problem.path for problem in read(dossier)[1]] == ["topics/folder.md", "topics/socket.md"]


def test_a_file_too_large_is_not_read(dossier: Path) -> None:
    with (dossier / "topics" / "long.md").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    said = "topics/long.md:1:1: SIZE this file has 1,048,577 bytes, of which 1,048,576 may be (split it)"
    assert problems(dossier) == [said]


@pytest.mark.parametrize(
    ("number", "cure"),
    [
        (errno.EACCES, "Permission denied (mend its permissions or remove it)"),
        (errno.ENOENT, "No such file or directory (see how its path is written)"),
        (errno.EIO, "Input/output error (see whether its disk is sound)"),
    ],
)
@pytest.mark.parametrize(("name", "owner", "reader"), [("topics/lamp.md", os, "open"), ("topics", os, "listdir")])
def test_what_cannot_be_read(
    dossier: Path, monkeypatch: pytest.MonkeyPatch, name: str, owner: ModuleType, reader: str, number: int, cure: str
) -> None:
    allowed = getattr(owner, reader)

    def forbid(path: Any, *given: Any, **named: Any) -> Any:
        if str(path) == str(dossier / name):
            raise OSError(number, os.strerror(number))
        return allowed(path, *given, **named)

    monkeypatch.setattr(owner, reader, forbid)
    assert problems(dossier) == [f"{name}:1:1: READ cannot be read: {cure}"]
