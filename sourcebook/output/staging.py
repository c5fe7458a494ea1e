"""Staging folder beside the output, for files that are not published yet."""

import errno
import os
import shutil
import tempfile
import time
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Protocol

from sourcebook.model.files import Identity, OutputFile, identity
from sourcebook.output.guard import WriteError
from sourcebook.output.locks import CAN_LOCK, try_lock

SUFFIX = ".making"
MOMENT, MOMENTS = 0.005, 20
"""Seconds between attempts to remove the folder of a process that is ending, and number of attempts."""


class Store(Protocol):
    """Destination of the files of a build: a staging folder, or a preview's memory."""

    def put(self, file: OutputFile) -> Identity | None:
        """Store a file, unless the output already has it with the same bytes.

        Returns the stat signature of the output's file in that case, else None.
        """


class Staging:
    """Staging folder of one build, as a context manager.

    Entering it removes staging folders of builds that have ended. Worker processes write their files here themselves,
    so that no contents pass between processes. The folder is locked while this process or a fork of it lives. Raises
    WriteError.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._handle: int | None = None
        self.folder = out

    def __enter__(self) -> "Staging":
        try:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            _sweep(self.out)
            for _ in range(MOMENTS):  # another build may remove it before it is locked
                self.folder = Path(tempfile.mkdtemp(SUFFIX, f".{self.out.name}.", self.out.parent))
                self._handle = try_lock(self.folder)
                if not CAN_LOCK or (self._handle is not None and self.folder.is_dir()):
                    return self
                self.__exit__()
            raise OSError(errno.ENOLCK, "its folder cannot be locked")
        except OSError as error:
            raise WriteError(*error.args) from error

    def __exit__(self, *error: object) -> None:
        for _ in range(2):  # again where a call failed once
            if self.folder.name.endswith(SUFFIX):
                shutil.rmtree(self.folder, ignore_errors=True)
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def put(self, file: OutputFile) -> Identity | None:
        """Write a file, unless the output already has it with the same bytes.

        Returns the stat signature of the output's file in that case, else None.
        """
        same = self._published(file)
        if same is None:
            try:
                self._write(f"{self.folder}/{file.path}", file.data)
            except FileExistsError as error:
                raise AssertionError(f"{file.path} is made twice") from error
            except OSError as error:
                raise WriteError(*error.args) from error
        return same

    def read(self, path: str) -> bytes:
        """Read a file of the site: the staged one, else that of the output.

        Raises OSError.
        """
        staged = self.folder / path
        return (staged if staged.is_file() else self.out / path).read_bytes()

    def _published(self, file: OutputFile) -> Identity | None:
        with suppress(OSError):
            handle = os.open(f"{self.out}/{file.path}", _READ)
            try:
                status = os.fstat(handle)
                if identity(status)[0] == len(file.data) and os.read(handle, status.st_size + 1) == file.data:
                    return identity(status)
            finally:
                os.close(handle)
        return None

    @staticmethod
    def _write(path: str, data: bytes) -> None:
        try:
            handle = os.open(path, _NEW, 0o666)
        except FileNotFoundError:
            os.makedirs(path.rpartition("/")[0], exist_ok=True)
            handle = os.open(path, _NEW, 0o666)
        with open(handle, "wb") as file:
            file.write(data)


_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _sweep(out: Path) -> None:
    """Remove staging folders of `out` that no process has locked.

    A fork may outlive its process for a moment.
    """
    for folder in out.parent.glob(f".{escape(out.name)}.*{SUFFIX}"):
        for _ in range(MOMENTS):
            handle = try_lock(folder)
            if handle is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(handle)
                break
            time.sleep(MOMENT)
