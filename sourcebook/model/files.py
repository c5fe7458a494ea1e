"""Files at the two ends of a build: what is read, what is written."""

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

STRANGE = (-1, 0, 0)
Tree = dict[str, tuple[int, int, int]]


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
    """What lies below a folder, by its path: size, time and number of each file. Folders end in `/`, and are zeros.

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
                    found[f"{path}/"] = (0, 0, 0)
                    todo.append(f"{path}/")
                else:
                    about = entry.stat(follow_symlinks=False)
                    regular = stat.S_ISREG(about.st_mode)
                    found[path] = (about.st_size, about.st_mtime_ns, about.st_ino) if regular else STRANGE
    return found


def below(folder: Path) -> list[Path]:
    """All files below a folder, sorted. Raises OSError where a folder cannot be read; Path.rglob is silent."""

    def fail(error: OSError) -> None:
        raise error

    return sorted(Path(inside, name) for inside, _, names in os.walk(folder, onerror=fail) for name in names)
