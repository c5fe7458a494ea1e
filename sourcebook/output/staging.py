"""Staging: a folder beside the output in which files lie from when they are made until they are published."""

import os
import shutil
import tempfile
import time
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Protocol

from sourcebook.model.files import Identity, OutputFile, identity
from sourcebook.model.problem import START, Problem
from sourcebook.output.locks import CAN_LOCK, try_lock

SUFFIX = ".making"
MOMENT, MOMENTS = 0.005, 20
"""Seconds between attempts to sweep a folder whose process has just ended, and how many."""


class WriteError(OSError):
    """The disk refused a file or folder of the output."""


class Store(Protocol):
    """Store into which tasks put the files that they make."""

    def put(self, file: OutputFile) -> Identity | None:
        """Take a file. Returns which file of the output it is, where that has the same bytes already."""


class Staging:
    """The staging folder of one build, there within a `with`; it first sweeps up what dead builds have left.

    Whoever makes a file writes it here, so that none passes from process to process. The folder is locked as long as
    this process or a fork of it lives. Raises WriteError where the disk refuses.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._handle: int | None = None
        self.folder = out

    def __enter__(self) -> "Staging":
        try:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            _sweep(self.out)
            while self._handle is None or not self.folder.is_dir():  # another build may sweep it up before it is locked
                self.folder = Path(tempfile.mkdtemp(SUFFIX, f".{self.out.name}.", self.out.parent))
                self._handle = try_lock(self.folder)
                if not CAN_LOCK:
                    break
        except OSError as error:
            raise WriteError(*error.args) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self.folder.name.endswith(SUFFIX):
            shutil.rmtree(self.folder, ignore_errors=True)
        if self._handle is not None:
            os.close(self._handle)

    def put(self, file: OutputFile) -> Identity | None:
        """Write a file here, unless the output has the same bytes: then say which file that is."""
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
        """Bytes of a file of the site: as it was made, or as the output has it. Raises OSError."""
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
    def _write(place: str, data: bytes) -> None:
        try:
            handle = os.open(place, _NEW, 0o666)
        except FileNotFoundError:
            os.makedirs(place.rpartition("/")[0], exist_ok=True)
            handle = os.open(place, _NEW, 0o666)
        with open(handle, "wb") as file:
            file.write(data)


_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _sweep(out: Path) -> None:
    """Remove staging folders of `out` that no process has locked; forks of one that ended may yet be ending."""
    for folder in out.parent.glob(f".{escape(out.name)}.*{SUFFIX}"):
        for _ in range(MOMENTS):
            handle = try_lock(folder)
            if handle is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(handle)
                break
            time.sleep(MOMENT)


def write_problem(out: Path, error: OSError) -> Problem:
    """Problem that kept a build from being published."""
    return Problem(str(out), START, "WRITE", f"cannot be written: {error.strerror}", "see its permissions and disk")
