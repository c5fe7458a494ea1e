"""What lies in a folder: known again while nobody has touched it, and only then."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sourcebook.output.tree import snapshot, unchanged


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of some age, with files at two depths and an empty folder."""
    root = tmp_path / "site"
    (root / "topics" / "lamp").mkdir(parents=True)
    (root / "empty").mkdir()
    (root / "index.html").write_bytes(b"home")
    (root / "topics" / "lamp" / "index.html").write_bytes(b"lamp")
    for path in (*root.rglob("*"), root):
        os.utime(path, ns=(10**18, 10**18))
    return root


def test_what_nobody_touched_is_still_there(folder: Path) -> None:
    known = snapshot(folder)
    assert sorted(known) == ["", "empty/", "index.html", "topics/", "topics/lamp/", "topics/lamp/index.html"]
    assert unchanged(folder, known)
    assert snapshot(folder) == known
    folder.rename(folder.with_name("moved"))
    assert unchanged(folder.with_name("moved"), known)


def link(path: Path) -> None:
    path.unlink()
    path.symlink_to("elsewhere")


@pytest.mark.parametrize(
    "touch",
    [
        lambda root: (root / "new.html").write_bytes(b""),
        lambda root: (root / "empty" / "new.html").write_bytes(b""),
        lambda root: (root / "topics" / "lamp" / "new").mkdir(),
        lambda root: (root / "index.html").write_bytes(b"hole"),
        lambda root: (root / "index.html").unlink(),
        lambda root: (root / "empty").rmdir(),
        lambda root: link(root / "index.html"),
        lambda root: (root / "index.html").rename(root / "topics" / "index.html"),
        lambda root: (root / "topics").rename(root / "subjects"),
        lambda root: root.rename(root.with_name("moved")),
    ],
)
def test_what_somebody_touched_is_not(folder: Path, touch: Callable[[Path], object]) -> None:
    known = snapshot(folder)
    touch(folder)
    assert not unchanged(folder, known)


def test_nothing_is_not_known(tmp_path: Path) -> None:
    assert snapshot(tmp_path / "none") == {}
    assert not unchanged(tmp_path / "none", {})
    assert not unchanged(tmp_path, {})
