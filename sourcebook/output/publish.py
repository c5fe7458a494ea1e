"""Publish: the files of a build become the output folder, whole or not at all."""

import os
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sourcebook.model.files import FOREIGN, Identity, OutputFile, Tree, identity
from sourcebook.model.problem import Problem
from sourcebook.output.foreign import LIST_FILE, carried, folders_of, foreign, generation, in_the_way, listing
from sourcebook.output.guard import MARK, MARK_FILE
from sourcebook.output.locks import locked
from sourcebook.output.staging import Staging, WriteError
from sourcebook.output.swap import exchange, flush, recover, replace
from sourcebook.output.tree import snapshot, unchanged


class Published(NamedTuple):
    """Result of publishing. `trees`: what lies in the output now, and in the generation before it.

    They are None where nothing was published: for a problem, or because a file that was to be kept is another one.
    """

    problem: Problem | None
    trees: tuple[Tree, Tree] | None


def publish(
    staging: Staging, files: Collection[str], kept: Mapping[str, Identity], known: tuple[Tree, Tree] = ({}, {})
) -> Published:
    """Make the output hold exactly these files, and what others put there, by one exchange of folders.

    Files that are `kept` lie in the output, as those that their identities say; all others are staged. `known`: what
    most likely lies in the output, and in the generation before it.

    The generation before stays beside the output in a hidden folder, in which the next one is made ready: what is the
    same in both is one file with two names. Where one file alone is another one, it takes the place of the old one by
    itself. Two builds into one folder wait for each other. What is made ready is on the disk before it takes its place,
    so that a loss of power leaves the old generation or the new one. Raises WriteError.
    """
    _refuse_collisions(files)
    files = {*files, MARK_FILE, LIST_FILE}
    kept = dict(kept)
    for own in (OutputFile(MARK_FILE, MARK, "publish"), OutputFile(LIST_FILE, listing(files), "publish")):
        if (same := staging.put(own)) is not None:
            kept[own.path] = same
    try:
        with locked(staging.out.parent):
            return _published(staging, files, kept, known)
    except OSError as error:
        raise WriteError(*error.args) from error


def _published(
    staging: Staging, files: Collection[str], kept: Mapping[str, Identity], known: tuple[Tree, Tree]
) -> Published:
    out = staging.out
    ready = out.with_name(f".{out.name}.previous")
    recover(ready, out)
    folders = folders_of(files)
    there = generation(out, ready, known[0], files, folders)
    refused = in_the_way(there, out, files, folders)
    if refused or any(there.get(path) != which for path, which in kept.items()):
        return Published(refused, None)
    new, strange = {*files} - kept.keys(), foreign(there)
    if len(new) < 2 and there.keys() == {*files, *folders, *strange}:
        return Published(None, (_with(staging, there, new), known[1]))
    try:
        made = _make_ready(ready, staging, there, new, kept, known[1])
        flush(ready)
    except OSError:
        shutil.rmtree(ready, ignore_errors=True)
        raise
    with carried(strange, out, ready):
        made |= {path: identity(os.lstat(f"{ready}/{path}")) for path in folders}
        exchange(ready, out)
    previous = {path: which for path, which in there.items() if which != FOREIGN}
    return Published(None, (made | dict.fromkeys(strange, FOREIGN), previous))


def _with(staging: Staging, there: Tree, new: Collection[str]) -> Tree:
    """Put these staged files in the places of others of the output. Returns what lies there then."""
    tree, out = dict(there), staging.out
    for path in new:
        tree[path] = identity(replace(staging.folder / path, out / path))
        folder = path[: path.rfind("/") + 1]
        tree[folder] = identity(os.lstat(f"{out}/{folder}"))
    return tree


def _make_ready(
    ready: Path, staging: Staging, there: Tree, new: Collection[str], kept: Mapping[str, Identity], known: Tree
) -> Tree:
    """Make `ready`, which may hold an older generation, or part of one, hold exactly the new files and those kept.

    `there` is what lies in the output; `known` what most likely lies in `ready`. Returns the files that lie there.
    """
    if ready.is_symlink() or (ready.exists() and not ready.is_dir()):
        ready.unlink()
    if not ready.exists():
        staging.folder.rename(ready)
        staging.folder = ready
    old = dict(known if unchanged(ready, known) else snapshot(ready))
    if staging.folder != ready and LIST_FILE in old:  # its list comes last: without one it holds nothing foreign
        del old[LIST_FILE]
        _remove(f"{ready}/{LIST_FILE}")
    folders = folders_of((*new, *kept))
    for path in sorted(old.keys() - {*new} - kept.keys() - folders, reverse=True):
        _remove(f"{ready}/{path}")
    for path in sorted(folders - old.keys()):
        Path(ready, path).mkdir(exist_ok=True)
    made: Tree = {}
    for path in sorted((*new, *kept), key=LIST_FILE.__eq__):
        if path in kept:
            made[path] = _carry_over(path, staging.out, ready, there[path], old.get(path))
        else:
            os.replace(f"{staging.folder}/{path}", f"{ready}/{path}")
            made[path] = identity(os.lstat(f"{ready}/{path}"))
    ready.chmod(0o755)
    return made


def _refuse_collisions(files: Collection[str]) -> None:
    seen = {MARK_FILE, LIST_FILE}
    for path in files:
        name = path.casefold()
        if name in seen or path.startswith("/") or ".." in path.split("/"):
            raise AssertionError(f"{path} collides with another file or leads out of the output")
        seen.add(name)


def _carry_over(path: str, out: Path, ready: Path, now: Identity, old: Identity | None) -> Identity:
    """The same file under a second name, where the file system has such; else a copy. Returns which file it is."""
    if now == old:
        return now
    if old is not None:
        _remove(f"{ready}/{path}")
    try:
        os.link(f"{out}/{path}", f"{ready}/{path}")
    except OSError:
        shutil.copy2(f"{out}/{path}", f"{ready}/{path}")
        return identity(os.stat(f"{ready}/{path}"))
    return now


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.unlink(path.rstrip("/"))
