"""Source and output files, and stat signatures that tell unchanged files."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from sourcebook.model.digests import digest

Identity = tuple[int, int, int]
"""Stat signature: size, modification time (ns) and inode of a file, or 0, time and inode of a folder.

While it stays the same, the file is unchanged, or the folder has the same members.
"""

Tree = dict[str, Identity]

STRANGE = (-1, 0, 0)
FOREIGN = (-2, 0, 0)
"""Stands for files that others put into the output: they may change, but must stay there."""


class SourceFile(NamedTuple):
    """A file of the dossier.

    `path` is relative to the folder of the dossier, with `/`.
    """

    path: str
    data: bytes

    @property
    def digest(self) -> bytes:
        """Digest of the data, 16 bytes."""
        return digest(self.data)


class OutputFile(NamedTuple):
    """A file of the site; `path` is relative to the output folder, with `/`.

    `origin`: path of the source file or module that produced it.
    """

    path: str
    data: bytes
    origin: str


def identity(status: os.stat_result) -> Identity:
    """Stat signature of a file or folder.

    Returns STRANGE for anything else, such as a link or socket.
    """
    if stat.S_ISREG(status.st_mode):
        return status.st_size, status.st_mtime_ns, status.st_ino
    return (0, status.st_mtime_ns, status.st_ino) if stat.S_ISDIR(status.st_mode) else STRANGE


def walk_files(folder: Path) -> list[Path]:
    """Paths of all files below a folder, sorted.

    Raises OSError for an unreadable folder, unlike Path.rglob.
    """

    def fail(error: OSError) -> None:
        raise error

    return sorted(Path(inside, name) for inside, _, names in os.walk(folder, onerror=fail) for name in names)
