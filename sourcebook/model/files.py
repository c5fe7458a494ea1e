"""Files at the two ends of a build: what is read, what is written."""

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


class SourceFile(NamedTuple):
    """A file of the dossier as it lies on disk; `path` is relative to the dossier's folder, with `/`."""

    path: str
    data: bytes


class OutputFile(NamedTuple):
    """A file of the site; `path` is relative to the output folder, with `/`; `origin` says what made it."""

    path: str
    data: bytes
    origin: str


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
        return bool(known) and all(identity(os.lstat(f"{folder}/{path}")) == each for path, each in known.items())
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
