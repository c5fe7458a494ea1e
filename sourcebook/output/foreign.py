"""Foreign files: files in the output folder that no build wrote, such as `.git`.

They are kept. A list in the output names all files that a build wrote; all others are foreign. They are moved into the
new generation (the folder that becomes the output) just before it replaces the old one, and back if that fails.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sourcebook.model.files import FOREIGN, Tree
from sourcebook.model.problem import START, Problem
from sourcebook.model.reading import read_file
from sourcebook.output.guard import MARK, MARK_FILE, MOST_BYTES
from sourcebook.output.tree import snapshot, unchanged

_HEAD = f"{MARK.decode()} Others in this folder are left alone.\n"


def listing(paths: Iterable[str]) -> bytes:
    """Contents of the list of files that a build wrote."""
    return (_HEAD + "".join(f"{path}\n" for path in sorted(paths))).encode()


def output_tree(out: Path, staged: Path, known: Tree, files: Collection[str], folders: Collection[str]) -> Tree:
    """Stat signatures of files in the output, with FOREIGN for what no build wrote.

    Returns `known`, those of the last build, if they are still current. `files` and `folders`: to be written. Foreign
    files that an interrupted build left in `staged` are moved back.
    """
    if unchanged(out, known) and not any(known.get(folder) == FOREIGN for folder in folders):
        return known
    if out.is_dir() and _listed(staged) is not None:
        folders_there = {path for path in snapshot(out) if path.endswith("/")}
        for path in foreign(_classify(staged, (), folders_there)):
            if not os.path.lexists(out / path):
                _move(path, staged, out)
    return _classify(out, files, folders)


def foreign(tree: Tree) -> list[str]:
    """Paths of the foreign files and folders of a tree."""
    return [path for path, entry in tree.items() if entry == FOREIGN]


def in_the_way(tree: Tree, out: Path, files: Iterable[str], folders: Iterable[str]) -> Problem | None:
    """Problem of a foreign file or folder that has the name of one to be written.

    None if there is no such file.
    """
    strange = {path.rstrip("/") for path in foreign(tree)}
    wanted = {*files, *(path.rstrip("/") for path in folders)} if strange else strange
    taken = min(strange & wanted, default=None)
    if taken is None:
        return None
    message = "a build writes a file or folder of this name, but did not write this one"
    return Problem(str(out / taken), START, "OUT", message, "move it out of the output folder, or rename the page")


@contextmanager
def moving_foreign(paths: Iterable[str], out: Path, staged: Path) -> Iterator[None]:
    """Context in which foreign files are in `staged`, which replaces `out` meanwhile.

    They are moved back if that raises OSError.
    """
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
    """All folders that contain these files, each with a final `/`; the root is ""."""
    return {folder for path in paths for folder in _folders(path)}


def _folders(path: str) -> Iterator[str]:
    yield ""
    end = path.find("/") + 1
    while end:
        yield path[:end]
        end = path.find("/", end) + 1


def _classify(folder: Path, files: Collection[str], folders: Collection[str]) -> Tree:
    """Tree of a generation.

    A foreign folder is one entry, unless something is to be written in it.

    Without a list, which early versions did not write, foreign is what has another name at the root than ours.
    """
    tree, ours = snapshot(folder), _listed(folder)
    if ours is None:
        roots = {path.partition("/")[0] for path in files}
        ours = frozenset(path for path in tree if path.partition("/")[0] in roots)
    known = folders_of(ours) | {*folders}
    own = {path: entry for path, entry in tree.items() if path in ours or path in known}
    others = (path for path in tree if path not in own)
    return own | {path: FOREIGN for path in others if path[: path.rstrip("/").rfind("/") + 1] in known}


def _listed(folder: Path) -> frozenset[str] | None:
    """Paths on the list of a generation, its own too; None without a list."""
    data = read_file(folder / MARK_FILE, MARK_FILE, MOST_BYTES, folder)
    with suppress(UnicodeDecodeError):
        lines = [] if isinstance(data, Problem) else data.decode().splitlines(keepends=True)
        if lines and lines[0] == _HEAD:
            return frozenset(line.rstrip("\n") for line in lines[1:])
    return None


def _move(path: str, old: Path, new: Path) -> None:
    (new / path).parent.mkdir(parents=True, exist_ok=True)
    os.rename(old / path, new / path)
