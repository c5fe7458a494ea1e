"""Publish: files in, a folder out, whole or not at all."""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from sourcebook.model.files import OutputFile
from sourcebook.model.problem import START, Problem

MARK = b"# Made by Sourcebook; everything here but this file is written anew by each build.\n*\n!.gitignore\n"
MARK_FILE = ".gitignore"
_EXCHANGE = 2
_HERE = -100


def publish(files: Iterable[OutputFile], out: Path, kept: Sequence[Path]) -> list[Problem]:
    """Make `out` hold exactly these files, by one exchange of folders; nothing is touched where there is a problem.

    `kept` are folders that are read: the output may be none of them, nor lie around them.
    """
    refused = _refusal(out, kept)
    if refused:
        return [refused]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
        try:
            _write(files, staged)
            staged.chmod(0o755)
            _exchange(staged, out)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    except OSError as error:
        return [
            Problem(str(out), START, "WRITE", f"cannot be written: {error.strerror}", "see its permissions and disk")
        ]
    return []


def _refusal(out: Path, kept: Sequence[Path]) -> Problem | None:
    place = out.absolute()
    if out.is_symlink():
        return _refuse(out, "is a link", "name the folder itself")
    if any(path.resolve().is_relative_to(place.resolve()) for path in (*kept, Path.home(), Path.cwd())):
        return _refuse(out, "holds what is read, or your home", "name a folder of its own with --out DIR")
    if any(place.resolve().is_relative_to(path.resolve()) for path in kept):
        return _refuse(out, "lies inside a folder that is read", "name a folder of its own with --out DIR")
    if out.exists() and not out.is_dir():
        return _refuse(out, "is a file", "name a folder with --out DIR")
    if out.is_dir() and any(out.iterdir()) and not _is_ours(out):
        return _refuse(out, "holds files that Sourcebook did not write", "empty it, or name another with --out DIR")
    return None


def _is_ours(out: Path) -> bool:
    with suppress(OSError):
        return (out / MARK_FILE).read_bytes().startswith(MARK.split(b"\n", 1)[0])
    return False


def _refuse(out: Path, message: str, hint: str) -> Problem:
    return Problem(str(out), START, "OUT", f"the output folder {message}", hint)


def _write(files: Iterable[OutputFile], folder: Path) -> None:
    (folder / MARK_FILE).write_bytes(MARK)
    seen: dict[str, str] = {MARK_FILE: "publish"}
    for file in files:
        folded = file.path.casefold()
        if folded in seen or file.path.startswith("/") or ".." in file.path.split("/"):
            raise AssertionError(f"{file.path} of {file.origin} collides with {seen.get(folded, 'the root')}")
        seen[folded] = file.origin
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)


def _exchange(new: Path, out: Path) -> None:
    """Put `new` in the place of `out` in one step; afterwards `new` is the old folder, if there was one."""
    if not out.exists():
        new.rename(out)
    elif not _renameat2(new, out):
        old = new.with_name(f"{new.name}.old")
        out.rename(old)
        try:
            new.rename(out)
        except OSError:
            old.rename(out)
            raise
        old.rename(new)


def _renameat2(new: Path, out: Path) -> bool:
    """Linux's atomic exchange; False where the system or the file system has none."""
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    return function is not None and function(_HERE, os.fsencode(new), _HERE, os.fsencode(out), _EXCHANGE) == 0
