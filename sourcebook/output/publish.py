"""Publish the files of a build: replace the output folder atomically."""

import os
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sourcebook.model.files import FOREIGN, Identity, OutputFile, Tree, identity
from sourcebook.model.problem import Problem
from sourcebook.output.foreign import folders_of, foreign, in_the_way, listing, moving_foreign, output_tree
from sourcebook.output.guard import MARK_FILE, WriteError
from sourcebook.output.locks import locked
from sourcebook.output.staging import Staging
from sourcebook.output.swap import exchange, flush, recover, replace
from sourcebook.output.tree import snapshot, unchanged


class Published(NamedTuple):
    """Result of publishing. `trees`: stat signatures of the new and the previous site.

    `gap`: seconds for which there was no site, if the system cannot exchange folders in one step. Trees are None if
    nothing was published: because of `problem`, or, without one, because a file to be kept was changed
    meanwhile.
    """

    problem: Problem | None
    trees: tuple[Tree, Tree] | None
    gap: float | None = None


def publish(
    staging: Staging, files: Collection[str], kept: Mapping[str, Identity], known: tuple[Tree, Tree] = ({}, {})
) -> Published:
    """Replace the output by these files and its foreign files, atomically.

    `kept` files are in the output already, with these stat signatures; all others are staged. `known`: `trees` of the
    last result, which are verified.

    The previous site stays beside the output in a hidden folder, in which the next one is prepared: unchanged files are
    hard links. If a single file differs, it alone is replaced. Concurrent builds wait for each other. The new site is
    flushed to the disk before the exchange, so that a loss of power leaves the old one or the new one. Raises
    WriteError.
    """
    _refuse_collisions(files)
    files = {*files, MARK_FILE}
    kept = dict(kept)
    if (same := staging.put(OutputFile(MARK_FILE, listing(files), "publish"))) is not None:
        kept[MARK_FILE] = same
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
    current = output_tree(out, ready, known[0], files, folders)
    problem = in_the_way(current, out, files, folders)
    if problem or any(current.get(path) != entry for path, entry in kept.items()):
        return Published(problem, None)
    new, others = {*files} - kept.keys(), foreign(current)
    if len(new) < 2 and current.keys() == {*files, *folders, *others}:
        return Published(None, (_replace(staging, current, new), known[1]))
    try:
        tree = _prepare(ready, staging, current, new, kept, known[1])
        flush(ready)
    except OSError:
        shutil.rmtree(ready, ignore_errors=True)
        raise
    with moving_foreign(others, out, ready):
        tree |= {path: identity(os.lstat(f"{ready}/{path}")) for path in folders}
        gap = exchange(ready, out)
    previous = {path: entry for path, entry in current.items() if entry != FOREIGN}
    return Published(None, (tree | dict.fromkeys(others, FOREIGN), previous), gap)


def _replace(staging: Staging, current: Tree, new: Collection[str]) -> Tree:
    """Replace these files of the output by staged ones, each by itself.

    Returns the new tree; {} if the disk does not tell it, as the files are published all the same.
    """
    tree, out = dict(current), staging.out
    for path in new:
        replace(staging.folder / path, out / path)
    with suppress(OSError):
        for path in new:
            for name in (path, path[: path.rfind("/") + 1]):
                tree[name] = identity(os.lstat(f"{out}/{name}"))
        return tree
    return {}


def _prepare(
    ready: Path, staging: Staging, current: Tree, new: Collection[str], kept: Mapping[str, Identity], known: Tree
) -> Tree:
    """Fill `ready` with exactly the new and the kept files.

    It may contain an older site, or part of one.

    `current`: tree of the output; `known`: probable tree of `ready`. Returns the tree of the files in it.
    """
    if not ready.exists():
        staging.folder.rename(ready)
        staging.folder = ready
    old = dict(known if unchanged(ready, known) else snapshot(ready))
    if staging.folder != ready and MARK_FILE in old:  # the list is written last: without it, no file counts as foreign
        del old[MARK_FILE]
        _remove(f"{ready}/{MARK_FILE}")
    folders = folders_of((*new, *kept))
    for path in sorted(old.keys() - {*new} - kept.keys() - folders, reverse=True):
        _remove(f"{ready}/{path}")
    for path in sorted(folders - old.keys()):
        Path(ready, path).mkdir(exist_ok=True)
    tree: Tree = {}
    for path in sorted((*new, *kept), key=MARK_FILE.__eq__):
        if path in kept:
            tree[path] = _carry_over(path, staging.out, ready, current[path], old.get(path))
        else:
            os.replace(f"{staging.folder}/{path}", f"{ready}/{path}")
            tree[path] = identity(os.lstat(f"{ready}/{path}"))
    ready.chmod(0o755)
    return tree


def _refuse_collisions(files: Collection[str]) -> None:
    seen = {MARK_FILE}
    for path in files:
        name = path.casefold()
        if name in seen or path.startswith("/") or ".." in path.split("/"):
            raise AssertionError(f"{path} collides with another file or leads out of the output")
        seen.add(name)


def _carry_over(path: str, out: Path, ready: Path, now: Identity, old: Identity | None) -> Identity:
    """Carry a file over as a hard link, or as a copy if the file system has none.

    Returns its identity.
    """
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
