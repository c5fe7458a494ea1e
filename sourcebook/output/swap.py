"""Exchange of two folders: atomic if the system can, else in reversible steps."""

import ctypes
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS."""

_WORKING_FOLDER = -100
"""AT_FDCWD of Linux."""


def recover(staged: Path, out: Path) -> None:
    """Undo an interrupted exchange, or remove the folder that a finished one left.

    A link, file or pipe in the place of such a folder is a stranger's, and removed.
    """
    old = _beside(staged)
    for place in (staged, old):
        if place.is_symlink() or not place.is_dir():
            place.unlink(missing_ok=True)
    if old.is_dir() and not out.exists():
        old.rename(out)
    elif old.exists():
        shutil.rmtree(old)


def exchange(new: Path, out: Path) -> float | None:
    """Exchange two folders; afterwards `new` is the old output, if there was one.

    Returns the seconds for which `out` was missing; None if it never was.
    """
    gap = None
    if not out.exists():
        new.rename(out)
    elif not _swap(new, out):
        gap = _exchange_in_two(new, out)
    with suppress(OSError):
        flush(out.parent)
    return gap


def replace(staged: Path, path: Path) -> None:
    """Replace a file by a staged one; a loss of power leaves the old or the new one."""
    handle = os.open(staged, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    staged.replace(path)
    with suppress(OSError):
        flush(path.parent)


def _exchange_in_two(new: Path, out: Path) -> float:
    """Exchange two folders by renaming. Returns the seconds between the two steps.

    Meanwhile `out` is missing; `recover` restores it.
    """
    old = _beside(new)
    out.rename(old)
    started = time.perf_counter()
    try:
        new.rename(out)
    except BaseException:
        old.rename(out)
        raise
    gap = time.perf_counter() - started
    try:
        old.rename(new)
    except OSError:
        shutil.rmtree(old, ignore_errors=True)
    return gap


def _beside(staged: Path) -> Path:
    return staged.with_name(f"{staged.name}.old")


def _swap(new: Path, out: Path) -> bool:
    """Exchange atomically by renameat2(2) or renamex_np(2).

    False if the system or the file system cannot.
    """
    paths = os.fsencode(new), os.fsencode(out)
    linux = _system("renameat2", _WORKING_FOLDER, paths[0], _WORKING_FOLDER, paths[1], _EXCHANGE)
    return linux == 0 or _system("renamex_np", *paths, _EXCHANGE) == 0


def flush(folder: Path) -> None:
    """Flush the file system that contains a folder to the disk.

    A call for each file takes ten times as long. Raises OSError.
    """
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        done = _system("syncfs", handle)
        if done is None:
            os.sync()
        elif done != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))
    finally:
        os.close(handle)


def _system(name: str, *arguments: object) -> int | None:
    """Call a function of the C library; None if it has no such function."""
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None) if os.name == "posix" else None
    return None if function is None else int(function(*arguments))
