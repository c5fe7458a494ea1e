"""Files in the output folder that no build wrote, such as `.git` and `CNAME`: they stay, from build to build.

A list in the output names all files that a build wrote; what else lies there is foreign. As the output changes places
with the generation before it, foreign files are moved into the new one just before, and back if that fails.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sourcebook.model.files import FOREIGN, Tree
from sourcebook.model.problem import START, Problem
from sourcebook.output.tree import snapshot, unchanged

LIST_FILE = ".sourcebook"
_HEAD = "# Files that Sourcebook wrote. Others in this folder are left alone.\n"


def listing(paths: Iterable[str]) -> bytes:
    """The list of files that a build wrote."""
    return (_HEAD + "".join(f"{path}\n" for path in sorted(paths))).encode()


def generation(out: Path, staged: Path, known: Tree, files: Collection[str], folders: Collection[str]) -> Tree:
    """What lies in the output, with FOREIGN for what no build wrote; `known` is that if it still lies there.

    `files` and `folders` are to be written. Foreign files that a build which was cut short had moved into `staged` are
    moved back first.
    """
    if unchanged(out, known) and not any(known.get(folder) == FOREIGN for folder in folders):
        return known
    if out.is_dir() and _listed(staged) is not None and not staged.is_symlink():
        there = {path for path in snapshot(out) if path.endswith("/")}
        for path in foreign(_told_apart(staged, (), there)):
            if not os.path.lexists(out / path):
                _move(path, staged, out)
    return _told_apart(out, files, folders)


def foreign(found: Tree) -> list[str]:
    """Paths of foreign files and folders."""
    return [path for path, each in found.items() if each == FOREIGN]


def in_the_way(found: Tree, out: Path, files: Iterable[str], folders: Iterable[str]) -> Problem | None:
    """A foreign file or folder under the name of one that is to be written."""
    strange = {path.rstrip("/") for path in foreign(found)}
    wanted = {*files, *(path.rstrip("/") for path in folders)} if strange else strange
    taken = min(strange & wanted, default=None)
    if taken is None:
        return None
    message = "a build writes a file or folder of this name, and this one it did not write"
    return Problem(str(out / taken), START, "OUT", message, "move it out of the output folder, or rename the page")


@contextmanager
def carried(paths: Iterable[str], out: Path, staged: Path) -> Iterator[None]:
    """Have foreign files in `staged`, which is to change places with `out`; back in `out` where that fails."""
    moved: list[str] = []
    try:
        for path in paths:
            _move(path, out, staged)
            moved.append(path)
        yield
    except OSError:
        for path in moved:
            _move(path, staged, out)
        raise


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders that files lie in, as a tree names them."""
    return {folder for path in paths for folder in _folders(path)}


def _folders(path: str) -> Iterator[str]:
    yield ""
    end = path.find("/") + 1
    while end:
        yield path[:end]
        end = path.find("/", end) + 1


def _told_apart(folder: Path, files: Collection[str], folders: Collection[str]) -> Tree:
    """The tree of a generation. Of a foreign folder it has that alone, unless something is to be written there.

    An earlier version left no list: all is its own but what lies at the root and has a name that is not to be written.
    """
    found, ours = snapshot(folder), _listed(folder)
    if ours is None:
        roots = {path.partition("/")[0] for path in files}
        ours = frozenset(path for path in found if path.partition("/")[0] in roots)
    known = folders_of(ours) | {*folders}
    own = {path: each for path, each in found.items() if path in ours or path in known}
    strange = (path for path in found if path not in own)
    return own | {path: FOREIGN for path in strange if path[: path.rstrip("/").rfind("/") + 1] in known}


def _listed(folder: Path) -> frozenset[str] | None:
    """What the list of a generation names, itself too; None where there is none."""
    with suppress(OSError, UnicodeDecodeError):
        lines = (folder / LIST_FILE).read_text("utf-8").splitlines(keepends=True)
        if lines and lines[0] == _HEAD:
            return frozenset(line.rstrip("\n") for line in lines[1:])
    return None


def _move(path: str, old: Path, new: Path) -> None:
    (new / path).parent.mkdir(parents=True, exist_ok=True)
    os.rename(old / path, new / path)
