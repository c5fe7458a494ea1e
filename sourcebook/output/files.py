"""Atomic writes of files below a given folder, never through a symbolic link.

A file is written under another name beside its place, flushed to the disk, and renamed. With openat(2) each folder on
the way is opened relative to its parent and with O_NOFOLLOW, so that no other process can put a link there meanwhile.
The given folder itself is chosen by the user, and may be a link.
"""

import os
import shlex
import stat
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from sourcebook.model.problem import START, Problem
from sourcebook.output.locks import lock

BY_DESCRIPTOR = {os.open, os.mkdir, os.stat, os.unlink, os.rename} <= os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
STAGED = ".sourcebook.part"
"""Name of a file until it is whole. A leftover is removed by the next write into its folder."""

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | getattr(os, "O_BINARY", 0)


class _Folder(NamedTuple):
    """An open folder and its descriptor.

    Without openat(2) there is none, and names are completed with the path.
    """

    path: str
    handle: int | None

    def name(self, name: str) -> str:
        return name if self.handle is not None else f"{self.path}/{name}"

    def stat(self, name: str) -> os.stat_result | None:
        """Status of a file by its name, or None; links are not followed."""
        with suppress(FileNotFoundError):
            return os.stat(self.name(name), dir_fd=self.handle, follow_symlinks=False)
        return None


def write(root: Path, path: str, data: bytes) -> Problem | None:
    """Write or replace a file below `root`. Returns a problem if that fails.

    `path` is relative, with `/`. Missing folders are made.
    """
    return _write(root, path, data, new=False)


def write_new(root: Path, path: str, data: bytes) -> Problem | None:
    """Write a new file below `root`. Returns a problem if that fails.

    The code of the problem is TAKEN if there is a file that is not empty.
    """
    return _write(root, path, data, new=True)


def obstacle(root: Path, path: str) -> Problem | None:
    """Check that a path below `root` can be written. Returns a problem, or None.

    Problems are links, devices, and files in the place of a folder.
    """
    steps = _steps(path)
    for count in range(1, len(steps) + 1):
        place, last = root.joinpath(*steps[:count]), count == len(steps)
        try:
            mode = place.lstat().st_mode
        except OSError:
            return None
        remove = f"rm {shlex.quote(str(place))}"
        if stat.S_ISLNK(mode):
            hint = f"put the {'file' if last else 'folder'} itself here, or remove the link: {remove}"
            return Problem("/".join(steps[:count]), START, "LINK", "nothing is written through a link", hint)
        if not (stat.S_ISREG(mode) if last else stat.S_ISDIR(mode)):
            message = f"this is no {'regular file' if last else 'folder'}, so {path} cannot be written"
            return Problem("/".join(steps[:count]), START, "WRITE", message, "move it out of the way")
    return None


def _write(root: Path, path: str, data: bytes, *, new: bool) -> Problem | None:
    if problem := obstacle(root, path):
        return problem
    *folders, name = _steps(path)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with ExitStack() as handles:
            written = _put(_open(root, folders, handles), name, data, new=new)
    except OSError as error:
        hint = "check the permissions of its folder and the space on its disk"
        return Problem(path, START, "WRITE", f"cannot be written: {error.strerror or error}", hint)
    if not written:
        return Problem(
            path, START, "TAKEN", "this file exists and is not overwritten", "change it, or move it out of the way"
        )
    return None


def _steps(path: str) -> list[str]:
    return [step for step in path.split("/") if step]


def _open(root: Path, folders: Sequence[str], handles: ExitStack) -> _Folder:
    """Open the innermost of these folders, each of which is made if missing."""
    folder = _opened(_Folder(str(root), None), "", handles, 0)
    for name in folders:
        if folder.stat(name) is None:
            with suppress(FileExistsError):
                os.mkdir(folder.name(name), dir_fd=folder.handle)
        folder = _opened(folder, name, handles, _NO_LINK)
    return folder


def _opened(folder: _Folder, name: str, handles: ExitStack, flags: int) -> _Folder:
    path = f"{folder.path}/{name}" if name else folder.path
    if not BY_DESCRIPTOR:
        return _Folder(path, None)
    handle = os.open(name or path, os.O_RDONLY | os.O_DIRECTORY | flags, dir_fd=folder.handle)
    handles.callback(os.close, handle)
    return _Folder(path, handle)


def _put(folder: _Folder, name: str, data: bytes, *, new: bool) -> bool:
    """Write a file into an open folder.

    False if it should be `new` and there is one that is not empty.
    """
    if folder.handle is not None:
        lock(folder.handle)  # until the folder is closed
    before = folder.stat(name)
    if new and before is not None and before.st_size:
        return False
    staged = folder.name(STAGED)
    with suppress(FileNotFoundError):
        os.unlink(staged, dir_fd=folder.handle)
    try:
        with open(os.open(staged, _NEW_FILE, 0o666, dir_fd=folder.handle), "wb") as file:
            file.write(data)
            file.flush()
            if before is not None and BY_DESCRIPTOR:
                os.fchmod(file.fileno(), stat.S_IMODE(before.st_mode))
            os.fsync(file.fileno())
        os.replace(staged, folder.name(name), src_dir_fd=folder.handle, dst_dir_fd=folder.handle)
    except BaseException:
        with suppress(OSError):
            os.unlink(staged, dir_fd=folder.handle)
        raise
    if folder.handle is not None:
        with suppress(OSError):
            os.fsync(folder.handle)
    return True
