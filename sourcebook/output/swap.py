"""Folders that change places, by what the system has for it: each step is whole or can be undone."""

import ctypes
import os
import shutil
from contextlib import suppress
from pathlib import Path

_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS."""

_HERE = -100


def recover(staged: Path, out: Path) -> None:
    """Undo, or sweep up after, an exchange in two steps that was cut short."""
    old = _beside(staged)
    if old.is_dir() and not out.exists():
        old.rename(out)
    elif old.exists():
        shutil.rmtree(old)


def exchange(new: Path, out: Path) -> None:
    """Put `new` in the place of `out` in one step; afterwards `new` is the old folder, if there was one."""
    if not out.exists():
        new.rename(out)
    elif not _swap(new, out):
        _exchange_in_two(new, out)
    with suppress(OSError):
        flush(out.parent)


def replace(staged: Path, path: Path) -> os.stat_result:
    """Put a staged file in the place of another in one step; on the disk it is the old one or the new one.

    Returns its status.
    """
    handle = os.open(staged, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    staged.replace(path)
    with suppress(OSError):
        flush(path.parent)
    return path.lstat()


def _exchange_in_two(new: Path, out: Path) -> None:
    """The same where the system has no exchange: between the steps `out` is not there, and `recover` finds it."""
    old = _beside(new)
    out.rename(old)
    try:
        new.rename(out)
    except BaseException:
        old.rename(out)
        raise
    try:
        old.rename(new)
    except OSError:
        shutil.rmtree(old, ignore_errors=True)


def _beside(staged: Path) -> Path:
    return staged.with_name(f"{staged.name}.old")


def _swap(new: Path, out: Path) -> bool:
    """Atomic exchange: Linux's renameat2(2), macOS's renamex_np(2); False where system or file system has none."""
    one, other = os.fsencode(new), os.fsencode(out)
    return (
        _system("renameat2", _HERE, one, _HERE, other, _EXCHANGE) == 0
        or _system("renamex_np", one, other, _EXCHANGE) == 0
    )


def flush(folder: Path) -> None:
    """Have the disk hold all of a folder: by one call for its file system, for one a file takes ten times as long."""
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
    """What a function of the C library returns; None where it has no such."""
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None) if os.name == "posix" else None
    return None if function is None else int(function(*arguments))
