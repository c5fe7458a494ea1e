"""Publish: files in, a folder out, whole or not at all."""

import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sourcebook.exchange import alone, exchange, flush, recover, replace
from sourcebook.model.files import FOREIGN, Identity, Output, OutputFile, SpooledFile, Tree, identity, still, tree
from sourcebook.model.problem import START, Problem
from sourcebook.output.foreign import LIST_FILE, carried, folders_of, foreign, generation, in_the_way, listing
from sourcebook.refusal import MARK, MARK_FILE, refusal


class Published(NamedTuple):
    """What kept files from being published, and what lies in the output now; None where that is not what was asked.

    `behind`: what lies in the generation before, which stays beside it.
    """

    problems: list[Problem]
    tree: Tree | None
    behind: Tree


def publish(
    files: Iterable[Output],
    out: Path,
    read: Sequence[Path],
    kept: Mapping[str, Identity] | None = None,
    known: tuple[Tree, Tree] = ({}, {}),
) -> Published:
    """Make `out` hold these files, those of its own that are `kept`, and what others put there, by one exchange of
    folders.

    Nothing is touched where there is a problem, nor where a file to be kept is not the one that is meant, or one was
    found to be the same as another that is gone: then neither problems nor a tree are told. `read` are folders that are
    read: the output may be none of them, nor lie around them.

    The generation before stays beside it in a hidden folder, in which the next one is made ready: what is the same in
    both is one file with two names. Where one file alone is to be another, it takes the place of the old one by itself.
    Two builds into one folder wait for each other. What is made ready is on the disk before it takes its place, so that
    a loss of power leaves the old one or the new one. `known`: what most likely lies in the output and in the
    generation before it.
    """
    refused = refusal(out, read)
    if refused:
        return Published([refused], None, {})
    data = _by_path(files)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with alone(out.parent):
            return _published(data, out, kept or {}, known)
    except OSError as error:
        failed = Problem(
            str(out), START, "WRITE", f"cannot be written: {error.strerror}", "see its permissions and disk"
        )
        return Published([failed], None, {})


def _published(
    data: Mapping[str, Output], out: Path, kept: Mapping[str, Identity], known: tuple[Tree, Tree]
) -> Published:
    staged = out.with_name(f".{out.name}.previous")
    recover(staged, out)
    _remove(str(_next(out)))
    data = {**data, LIST_FILE: OutputFile(LIST_FILE, listing({LIST_FILE, *data, *kept}), "publish")}
    files = {*data, *kept}
    folders = folders_of(files)
    there = generation(out, staged, known[0], files, folders)
    refused = in_the_way(there, out, files, folders)
    if refused:
        return Published([refused], None, {})
    same = {path for path, file in data.items() if _holds(out, there, file)}
    others = data.keys() - same
    if any(there.get(path) != meant for path, meant in kept.items()) or any(_was_there(data[path]) for path in others):
        return Published([], None, {})
    strange = foreign(there)
    if len(others) < 2 and there.keys() == {*files, *folders, *strange}:
        return Published([], _with(out, there, {path: data[path].data for path in others}), known[1])
    try:
        new = _make_ready(staged, out, there, data, same, kept, known[1])
        flush(staged)
    except OSError:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    with carried(strange, out, staged):
        new |= {path: identity(os.lstat(f"{staged}/{path}")) for path in folders}
        exchange(staged, out)
    behind = {path: each for path, each in there.items() if each != FOREIGN}
    return Published([], new | dict.fromkeys(strange, FOREIGN), behind)


def _next(out: Path) -> Path:
    """Where a file lies that is to take the place of another."""
    return out.with_name(f".{out.name}.next")


def _with(out: Path, there: Tree, files: Mapping[str, bytes]) -> Tree:
    """Put these files in the places of others of the output. Returns what lies there then."""
    new = dict(there)
    for path, content in files.items():
        new[path] = identity(replace(out / path, content, _next(out)))
        folder = path[: path.rfind("/") + 1]
        new[folder] = identity(os.lstat(f"{out}/{folder}"))
    return new


def _make_ready(
    staged: Path,
    out: Path,
    there: Tree,
    data: Mapping[str, Output],
    same: Collection[str],
    kept: Iterable[str],
    known: Tree,
) -> Tree:
    """Make `staged`, which may hold an older generation, or part of one, hold exactly the files and those kept.

    `there` is what lies in `out`, where the files `same` are as they are to be; `known` what most likely lies in
    `staged`. Returns the files that lie in `staged`.
    """
    if staged.is_symlink() or (staged.exists() and not staged.is_dir()):
        staged.unlink()
    if not staged.exists():
        _begin(staged, data)
    old = dict(known if still(staged, known) else tree(staged))
    if old.pop(LIST_FILE, None):  # what lies in a generation that is cut short is not foreign
        _remove(f"{staged}/{LIST_FILE}")
    folders = folders_of((*data, *kept))
    for path in sorted(old.keys() - data.keys() - set(kept) - folders, reverse=True):
        _remove(f"{staged}/{path}")
    for path in sorted(folders - old.keys()):
        os.mkdir(f"{staged}/{path}")
    new: Tree = {}
    for path, file in data.items():
        if path not in same:
            new[path] = _put(file, f"{staged}/{path}", old.get(path))
    for path in (*same, *kept):
        new[path] = _carry_over(path, out, staged, there[path], old.get(path))
    staged.chmod(0o755)
    return new


def _begin(staged: Path, data: Mapping[str, Output]) -> None:
    """Make the folder, of the one in which files were spooled if there is such."""
    spooled = (file for file in data.values() if isinstance(file, SpooledFile) and file.spooled)
    folder = next((file.folder for file in spooled), None)
    if folder is None:
        staged.mkdir()
    else:
        os.replace(folder, staged)


def _holds(out: Path, there: Tree, file: Output) -> bool:
    """Whether the output has this file with this content."""
    if isinstance(file, SpooledFile):
        return there.get(file.path) == file.identity
    size, _, _ = there.get(file.path, (-1, 0, 0))
    return size == len(file.data) and (out / file.path).read_bytes() == file.data


def _was_there(file: Output) -> bool:
    """Whether a file was one of the output when it was made."""
    return isinstance(file, SpooledFile) and not file.spooled


def _by_path(files: Iterable[Output]) -> dict[str, Output]:
    data: dict[str, Output] = {MARK_FILE: OutputFile(MARK_FILE, MARK, "publish")}
    seen: dict[str, str] = dict.fromkeys((MARK_FILE, LIST_FILE), "publish")
    for file in files:
        folded = file.path.casefold()
        if folded in seen or file.path.startswith("/") or ".." in file.path.split("/"):
            raise AssertionError(f"{file.path} of {file.origin} collides with {seen.get(folded, 'the root')}")
        seen[folded] = file.origin
        data[file.path] = file
    return data


def _carry_over(path: str, out: Path, staged: Path, now: Identity, old: Identity | None) -> Identity:
    """The same file under a second name, where the file system has such; else a copy. Returns which file it is."""
    if now == old:
        return now
    if old is not None:
        _remove(f"{staged}/{path}")
    try:
        os.link(f"{out}/{path}", f"{staged}/{path}")
    except OSError:
        shutil.copy2(f"{out}/{path}", f"{staged}/{path}")
        return identity(os.stat(f"{staged}/{path}"))
    return now


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.unlink(path.rstrip("/"))


def _put(file: Output, path: str, old: Identity | None) -> Identity:
    """Put a file at a path, in the place of the `old` one if there is one, and say which it is."""
    if isinstance(file, SpooledFile):
        if old != file.identity:
            os.replace(file.place, path)
        return file.identity
    if old is not None:
        _remove(path)
    with open(path, "xb") as new:
        new.write(file.data)
        new.flush()
        return identity(os.fstat(new.fileno()))
