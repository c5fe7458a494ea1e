"""Files of the output as they are made, on the disk beside it, until they are published.

Whoever makes a file writes it, or finds that the output has it already; so none passes from process to process, and
they are not held in memory.
"""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from sourcebook.model.files import Output, OutputFile, SpooledFile, identity

ENDING = ".making"
MOMENT, MOMENTS = 0.005, 20


class Spool:
    """A folder beside `out` for files that are to lie there: there from `begin` to the end of a `with`, which first of
    all sweeps up what dead processes left.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._folder: str | None = None
        self._handle: int | None = None
        self._there = False

    def begin(self) -> None:
        """Make the folder anew. Where the disk refuses it there is none.

        It is locked as long as this process or a fork of it lives.
        """
        import tempfile

        self._end()
        if sys.platform == "win32":
            return
        with suppress(OSError):
            self._out.parent.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(ENDING, f".{self._out.name}.", self._out.parent))
            self._handle = _lock(folder)
            self._there = self._out.is_dir()
            if self._handle is not None and folder.is_dir():  # else another build has just swept it up
                self._folder = str(folder)

    def put(self, file: Output) -> Output:
        """The file as it lies on the disk; as it is where the disk refuses it, which is told when it is published."""
        if self._folder is None or isinstance(file, SpooledFile):
            return file
        with suppress(OSError):
            return self._same(file) or _written(file, self._folder)
        with suppress(OSError):
            Path(self._folder, file.path).unlink()
        return file

    def _same(self, file: OutputFile) -> SpooledFile | None:
        """The file of the output where that holds the same."""
        if not self._there:
            return None
        with suppress(OSError):
            handle = os.open(f"{self._out}/{file.path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                about = os.fstat(handle)
                if identity(about)[0] == len(file.data) and os.read(handle, about.st_size + 1) == file.data:
                    return SpooledFile(file.path, str(self._out), identity(about), file.origin, spooled=False)
            finally:
                os.close(handle)
        return None

    def __enter__(self) -> "Spool":
        with suppress(OSError):
            names = [folder.name for folder in self._out.parent.iterdir()]
            for name in names:
                if name.startswith(f".{self._out.name}.") and name.endswith(ENDING):
                    _sweep(self._out.with_name(name))
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self._folder is not None:
            from shutil import rmtree

            rmtree(self._folder, ignore_errors=True)
        if self._handle is not None:
            os.close(self._handle)
        self._folder = self._handle = None


def _written(file: OutputFile, folder: str) -> SpooledFile:
    place = f"{folder}/{file.path}"
    try:
        new = open(place, "wb")  # noqa: PTH123, SIM115 - in a third of the time
    except FileNotFoundError:
        os.makedirs(place.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
        new = open(place, "wb")  # noqa: PTH123, SIM115
    with new:
        new.write(file.data)
        new.flush()
        return SpooledFile(file.path, folder, identity(os.fstat(new.fileno())), file.origin, spooled=True)


def _sweep(folder: Path) -> None:
    """Remove a folder that nobody uses: for a moment after its process ended, forks of that may yet be ending."""
    from shutil import rmtree

    for _ in range(MOMENTS):
        with suppress(OSError):
            handle = _lock(folder)
            if handle is not None:
                rmtree(folder, ignore_errors=True)
                os.close(handle)
                break
        time.sleep(MOMENT)


def _lock(folder: Path) -> int | None:
    """A handle of a folder that nobody else has locked; None where somebody has."""
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle
