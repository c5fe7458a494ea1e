"""Files at the two ends of a build: what is read, what is written."""

import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from sourcebook.model.digests import digest

_LITTER = re.compile(
    r"[.#].*|~\$.*|.*~|.*\.(?:bak|orig|rej|tmp|sw[a-p])|.*\.sync-conflict-.*|.*conflicted copy.*"
    r"|4913|(?:eh)?thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)

Identity = tuple[int, int, int]
"""Size, time and number of a file, or 0, time and number of a folder: while they stay, nobody has touched the file,
nor put anything into the folder or taken anything out.
"""

Tree = dict[str, Identity]

STRANGE = (-1, 0, 0)
FOREIGN = (-2, 0, 0)
"""In place of the identity of what others put into the output: it may change, as long as it is there."""


class SourceFile(NamedTuple):
    """A file of the dossier; `path` is relative to the dossier's folder, with `/`."""

    path: str
    data: bytes

    @property
    def digest(self) -> bytes:
        """Digest of the data (16 bytes)."""
        return digest(self.data)


class OutputFile(NamedTuple):
    """A file of the site; `path` is relative to the output folder, with `/`; `origin` says what made it."""

    path: str
    data: bytes
    origin: str


def is_litter(name: str) -> bool:
    """Whether a file or folder of this name is hidden, a backup, a lock or a leftover of an editor or a system.

    Known are the names that Vim, Emacs, LibreOffice, Word, git, Syncthing, Dropbox, Windows and macOS use.
    """
    return _LITTER.fullmatch(name) is not None


def identity(about: os.stat_result) -> Identity:
    """Which file or folder this is; STRANGE where it is neither."""
    if stat.S_ISREG(about.st_mode):
        return about.st_size, about.st_mtime_ns, about.st_ino
    return (0, about.st_mtime_ns, about.st_ino) if stat.S_ISDIR(about.st_mode) else STRANGE


def walk_files(folder: Path, *, litter: bool = True) -> list[Path]:
    """All files below a folder, sorted; without `litter`, none for which `is_litter` holds, nor what lies below it.

    Raises OSError where a folder cannot be read; Path.rglob is silent.
    """

    def fail(error: OSError) -> None:
        raise error

    files: list[Path] = []
    for inside, folders, names in os.walk(folder, onerror=fail):
        folders[:] = [name for name in folders if litter or not is_litter(name)]
        files += [Path(inside, name) for name in names if litter or not is_litter(name)]
    return sorted(files)
