"""The program is known by its files, its Python and the packages beside it."""

import sys
from pathlib import Path

import pytest

from sourcebook.cache.fingerprint import fingerprint


def test_a_change_of_code_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.py").write_text("a = 1")
    (tmp_path / "inner" / "b.py").write_text("b = 1")
    seen = {fingerprint([tmp_path])}
    assert fingerprint([tmp_path]) in seen
    (tmp_path / "notes.txt").write_text("no code")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.py").write_text("no code")
    assert fingerprint([tmp_path]) in seen
    for name, text in (("a.py", "a = 2"), ("inner/b.py", "a = 2"), ("c.py", ""), ("words.toml", "a = 1")):
        (tmp_path / name).write_text(text)
        seen.add(fingerprint([tmp_path]))
    (tmp_path / "c.py").rename(tmp_path / "inner" / "c.py")
    seen.add(fingerprint([tmp_path]))
    (tmp_path / "a.py").unlink()
    seen.add(fingerprint([tmp_path]))
    assert len(seen) == 7


def test_another_version_of_a_package_changes_the_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path), str(tmp_path / "missing"), ""])
    before = fingerprint([])
    (tmp_path / "markdown-3.1.dist-info").mkdir()
    after = fingerprint([])
    (tmp_path / "markdown-3.1.dist-info").rename(tmp_path / "markdown-3.2.dist-info")
    assert len({before, after, fingerprint([])}) == 3


def test_another_python_changes_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint([])
    monkeypatch.setattr(sys, "version", "4.0")
    assert fingerprint([]) != before
