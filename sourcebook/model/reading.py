"""Reads regular files: no device, pipe or socket, no file of the system, no link that leads out of a folder."""

import os
import stat
from pathlib import Path

from sourcebook.model.problem import START, Problem

SYSTEM = ("/proc/", "/sys/")
"""Folders whose files have no contents on a disk: some never end, some change by being read."""

_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


def read_file(path: Path | str, name: str, most: int, within: Path | str | None = None) -> bytes | Problem:
    """Read a file of at most `most` bytes. Returns its bytes, or a problem of the file `name`.

    A link may lead to another place in the folder `within` alone; without it, anywhere but to a device or pipe.
    """
    try:
        is_link = stat.S_ISLNK(os.lstat(path).st_mode)
        if is_link and within is not None and leads_out(path, within):
            return out_of(name, "file")
        real = os.path.realpath(path, strict=True) if is_link or within is None else os.fspath(path)
        if real.startswith(SYSTEM) or not stat.S_ISREG(os.lstat(real).st_mode):
            return Problem(name, START, "FOLDER", "this is not a regular file", "put a file in its place")
        return _read(real, name, most)
    except (OSError, ValueError) as error:
        return unreadable(name, error)


def unreadable(name: str, error: Exception) -> Problem:
    """Problem of a file or folder that an error keeps from being read."""
    cures: dict[type[Exception], str] = {
        FileNotFoundError: "see how its path is written",
        PermissionError: "mend its permissions or remove it",
    }
    reason, hint = getattr(error, "strerror", None) or error, cures.get(type(error), "see whether its disk is sound")
    return Problem(name, START, "READ", f"cannot be read: {reason}", hint)


def leads_out(path: Path | str, within: Path | str) -> bool:
    """True for a link out of the folder `within`. Raises OSError for a link to nothing."""
    real = os.path.realpath(path, strict=True)
    return Path(path).is_symlink() and not Path(real).is_relative_to(os.path.realpath(within))


def out_of(name: str, kind: str) -> Problem:
    """Problem of a link out of its folder in the place of a file or folder (`kind`)."""
    return Problem(name, START, "LINK", "this link leads out of its folder", f"put the {kind} itself here")


def _read(path: str, name: str, most: int) -> bytes | Problem:
    """Read a file, of which `stat` may tell another size or kind than the opened file has."""
    handle = os.open(path, _OPEN)
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            return Problem(name, START, "FOLDER", "this is not a regular file", "put a file in its place")
        data = os.read(handle, min(about.st_size, most) + 1)  # one read for each of many small files
        while len(data) != about.st_size and len(data) <= most and (more := os.read(handle, most)):
            data += more
        if len(data) > most:
            size = f"{max(about.st_size, len(data)):,} bytes"
            return Problem(name, START, "SIZE", f"this file has {size}, of which {most:,} may be", "split it")
        return data
    finally:
        os.close(handle)
