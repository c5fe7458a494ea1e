"""Files at the two ends of a build: what is read, what is written."""

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Identity = tuple[int, int, int]
"""Size, time and number of a file: while they stay, nobody has touched it."""

Tree = dict[str, Identity]

FOLDER = (0, 0, 0)
STRANGE = (-1, 0, 0)


@dataclass(frozen=True)
class SourceFile:
    """A file of the dossier as it lies on disk; `path` is relative to the dossier's folder, with `/`."""

    path: str
    data: bytes


@dataclass(frozen=True)
class OutputFile:
    """A file of the site; `path` is relative to the output folder, with `/`; `origin` says what made it."""

    path: str
    data: bytes
    origin: str


def tree(folder: Path) -> Tree:
    """What lies below a folder, by its path: the identity of each file. Folders end in `/`, and are all FOLDER.

    Links are not followed; they and devices are STRANGE. Two trees are equal where nobody has touched what lies there.
    """
    found: Tree = {}
    todo = [""]
    while todo:
        inside = todo.pop()
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{folder}/{inside}") as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    found[f"{path}/"] = FOLDER
                    todo.append(f"{path}/")
                else:
                    found[path] = identity(entry.stat(follow_symlinks=False))
    return found


def identity(about: os.stat_result) -> Identity:
    """Which file this is; STRANGE where it is no regular one."""
    return (about.st_size, about.st_mtime_ns, about.st_ino) if stat.S_ISREG(about.st_mode) else STRANGE


def below(folder: Path) -> list[Path]:
    """All files below a folder, sorted. Raises OSError where a folder cannot be read; Path.rglob is silent."""

    def fail(error: OSError) -> None:
        raise error

    return sorted(Path(inside, name) for inside, _, names in os.walk(folder, onerror=fail) for name in names)
