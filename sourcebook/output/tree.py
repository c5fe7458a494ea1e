"""Trees: stat signatures of all files below a folder, to detect changes by others."""

import os
from contextlib import suppress
from pathlib import Path

from sourcebook.model.files import FOREIGN, Tree, identity


def snapshot(folder: Path) -> Tree:
    """Stat signatures of all files and folders below a folder, by path.

    Empty if there is no such folder. Paths of folders end in `/`; that of the folder itself is "". Links are not
    followed; links and devices are STRANGE.
    """
    tree: Tree = {}
    with suppress(FileNotFoundError):
        tree[""] = identity(os.lstat(folder))
    pending = [""]
    while pending:
        inside = pending.pop()
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{folder}/{inside}") as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    path = f"{path}/"
                    pending.append(path)
                tree[path] = identity(entry.stat(follow_symlinks=False))
    return tree


def unchanged(folder: Path, known: Tree) -> bool:
    """True if all entries of a known tree are unchanged.

    A new file shows as a changed signature of its folder. False for an empty tree.
    """
    try:
        return bool(known) and all(
            identity(os.lstat(f"{folder}/{path}")) == entry or entry == FOREIGN for path, entry in known.items()
        )
    except OSError:
        return False
