"""Files at the two ends of a build: what is read, what is written."""

import errno
import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

Identity = tuple[int, int, int]
"""Size, time and number of a file, or 0, time and number of a folder: while they stay, nobody has touched the file,
nor put anything into the folder or taken anything out.
"""

Tree = dict[str, Identity]

STRANGE = (-1, 0, 0)
FOREIGN = (-2, 0, 0)
"""In place of the identity of what others put into the output: it may change, as long as it is there."""


class ChangedError(OSError):
    """A file is not what it was a moment ago."""


class SourceFile:
    """A file of the dossier as it lies on disk; `path` is relative to the dossier's folder, with `/`.

    `look` is what tells that it is the same still, as far as that is known. Of one that has the same look as before,
    whose `digest` is known, the data are read where they lie when somebody asks for them; ChangedError where they are
    others by then.
    """

    __slots__ = ("_data", "_digest", "_place", "look", "path")

    def __init__(self, path: str, data: bytes | None, look: bytes = b"", digest: bytes = b"", place: str = "") -> None:
        self.path, self.look = path, look
        self._data, self._digest, self._place = data, digest, place

    @property
    def data(self) -> bytes:
        if self._data is None:
            data = _as_it_was(self._place)
            if _digest(data) != self._digest:
                raise ChangedError(errno.ESTALE, os.strerror(errno.ESTALE), self._place)
            self._data = data
        return self._data

    @property
    def digest(self) -> bytes:
        """BLAKE2b of the data (RFC 7693), 16 bytes."""
        if not self._digest:
            self._digest = _digest(self.data)
        return self._digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourceFile) and (self.path, self.digest) == (other.path, other.digest)

    def __hash__(self) -> int:
        return hash((self.path, self.digest))


def _as_it_was(place: str) -> bytes:
    try:
        return Path(place).read_bytes()
    except OSError as error:
        raise ChangedError(*error.args) from error


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


class OutputFile(NamedTuple):
    """A file of the site; `path` is relative to the output folder, with `/`; `origin` says what made it."""

    path: str
    data: bytes
    origin: str


class SpooledFile(NamedTuple):
    """A file of the site that lies on the disk in `folder`, as what `identity` says; the rest as of an OutputFile.

    `spooled`: it is moved from there; else it is one that the output has already.
    """

    path: str
    folder: str
    identity: Identity
    origin: str
    spooled: bool

    @property
    def place(self) -> str:
        return f"{self.folder}/{self.path}"

    @property
    def data(self) -> bytes:
        """The bytes; ChangedError where the file is not there any more."""
        return _as_it_was(self.place)


Output = OutputFile | SpooledFile


def tree(folder: Path) -> Tree:
    """What lies below a folder, by its path: the identity of each file and folder. Folders end in `/`, but for the
    folder itself, whose path is empty. Links are not followed; they and devices are STRANGE. Empty for no folder.
    """
    found: Tree = {}
    with suppress(FileNotFoundError):
        found[""] = identity(os.lstat(folder))
    todo = [""]
    while todo:
        inside = todo.pop()
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{folder}/{inside}") as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    path = f"{path}/"
                    todo.append(path)
                found[path] = identity(entry.stat(follow_symlinks=False))
    return found


def still(folder: Path, known: Tree) -> bool:
    """Whether what lies below a folder is a tree that is known. Looks at that alone, which takes half the time."""
    try:
        return bool(known) and all(
            identity(os.lstat(f"{folder}/{path}")) == each or each == FOREIGN for path, each in known.items()
        )
    except OSError:
        return False


def identity(about: os.stat_result) -> Identity:
    """Which file or folder this is; STRANGE where it is neither."""
    if stat.S_ISREG(about.st_mode):
        return about.st_size, about.st_mtime_ns, about.st_ino
    return (0, about.st_mtime_ns, about.st_ino) if stat.S_ISDIR(about.st_mode) else STRANGE


def below(folder: Path) -> list[Path]:
    """All files below a folder, sorted. Raises OSError where a folder cannot be read; Path.rglob is silent."""

    def fail(error: OSError) -> None:
        raise error

    return sorted(Path(inside, name) for inside, _, names in os.walk(folder, onerror=fail) for name in names)
