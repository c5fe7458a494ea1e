"""Publish: files in, a folder out, whole or not at all."""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sourcebook.model.files import OutputFile, Tree, tree
from sourcebook.model.problem import START, Problem

MARK = b"# Made by Sourcebook; everything here but this file is written anew by each build.\n*\n!.gitignore\n"
MARK_FILE = ".gitignore"
_EXCHANGE = 2
_HERE = -100


def publish(files: Iterable[OutputFile], out: Path, read: Sequence[Path], kept: Iterable[str] = ()) -> list[Problem]:
    """Make `out` hold exactly these files and those of its own at the paths `kept`, by one exchange of folders.

    Nothing is touched where there is a problem. `read` are folders that are read: the output may be none of them, nor
    lie around them. The generation before stays beside it in a hidden folder, in which the next one is made ready:
    what is the same in both is one file with two names. Two builds into one folder wait for each other. What is made
    ready is on the disk before it takes its place, so that a loss of power leaves the old one or the new one.
    """
    refused = _refusal(out, read)
    if refused:
        return [refused]
    data = _by_path(files)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _alone(out.parent):
            staged = out.with_name(f".{out.name}.previous")
            _recover(staged, out)
            try:
                _make_ready(staged, out, data, frozenset(kept))
                _flush(staged)
                _exchange(staged, out)
            except OSError:
                shutil.rmtree(staged, ignore_errors=True)
                raise
    except OSError as error:
        return [
            Problem(str(out), START, "WRITE", f"cannot be written: {error.strerror}", "see its permissions and disk")
        ]
    return []


def _refusal(out: Path, read: Sequence[Path]) -> Problem | None:
    place = out.absolute()
    if out.is_symlink():
        return _refuse(out, "is a link", "name the folder itself")
    if any(path.resolve().is_relative_to(place.resolve()) for path in (*read, Path.home(), Path.cwd())):
        return _refuse(out, "holds what is read, or your home", "name a folder of its own with --out DIR")
    if any(place.resolve().is_relative_to(path.resolve()) for path in read):
        return _refuse(out, "lies inside a folder that is read", "name a folder of its own with --out DIR")
    if out.exists() and not out.is_dir():
        return _refuse(out, "is a file", "name a folder with --out DIR")
    if out.is_dir() and any(out.iterdir()) and not _is_ours(out):
        return _refuse(out, "holds files that Sourcebook did not write", "empty it, or name another with --out DIR")
    return None


def _is_ours(out: Path) -> bool:
    with suppress(OSError):
        return (out / MARK_FILE).read_bytes().startswith(MARK.split(b"\n", 1)[0])
    return False


def _refuse(out: Path, message: str, hint: str) -> Problem:
    return Problem(str(out), START, "OUT", f"the output folder {message}", hint)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a lock on a folder, which ends with the process."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make_ready(staged: Path, out: Path, data: Mapping[str, bytes], kept: frozenset[str]) -> None:
    """Make `staged`, which may hold an older generation, or part of one, hold exactly the files and those kept."""
    if staged.is_symlink() or (staged.exists() and not staged.is_dir()):
        staged.unlink()
    staged.mkdir(exist_ok=True)
    there, old = tree(out), tree(staged)
    wanted = {f"{path}/" for name in (*data, *kept) for path in _folders(name)}
    for path in sorted(old.keys() - data.keys() - kept - wanted, reverse=True):
        _remove(f"{staged}/{path}")
    for path in sorted(wanted - old.keys()):
        _remove(f"{staged}/{path[:-1]}")
        os.mkdir(f"{staged}/{path}")  # noqa: PTH102 - a site has thousands; path objects take ten times as long
    for path, content in data.items():
        size, _, _ = there.get(path, (-1, 0, 0))
        if size == len(content) and (out / path).read_bytes() == content:
            _carry_over(path, out, staged, there, old)
        else:
            _remove(f"{staged}/{path}")
            _write(f"{staged}/{path}", content)
    for path in kept:
        _carry_over(path, out, staged, there, old)
    staged.chmod(0o755)


def _by_path(files: Iterable[OutputFile]) -> dict[str, bytes]:
    data = {MARK_FILE: MARK}
    seen: dict[str, str] = {MARK_FILE: "publish"}
    for file in files:
        folded = file.path.casefold()
        if folded in seen or file.path.startswith("/") or ".." in file.path.split("/"):
            raise AssertionError(f"{file.path} of {file.origin} collides with {seen.get(folded, 'the root')}")
        seen[folded] = file.origin
        data[file.path] = file.data
    return data


def _folders(path: str) -> Iterator[str]:
    at = path.find("/")
    while at != -1:
        yield path[:at]
        at = path.find("/", at + 1)


def _carry_over(path: str, out: Path, staged: Path, there: Tree, old: Tree) -> None:
    """The same file under a second name, where the file system has such; else a copy."""
    if path in old and there.get(path) == old[path]:
        return
    _remove(f"{staged}/{path}")
    try:
        os.link(f"{out}/{path}", f"{staged}/{path}")
    except OSError:
        shutil.copy2(f"{out}/{path}", f"{staged}/{path}")


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):
        if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
            shutil.rmtree(path)
        else:
            os.unlink(path.rstrip("/"))  # noqa: PTH108


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(data)


def _recover(staged: Path, out: Path) -> None:
    """Undo, or sweep up after, an exchange in two steps that was cut short."""
    old = _beside(staged)
    if old.is_dir() and not out.exists():
        old.rename(out)
    elif old.exists():
        shutil.rmtree(old)


def _exchange(new: Path, out: Path) -> None:
    """Put `new` in the place of `out` in one step; afterwards `new` is the old folder, if there was one."""
    if not out.exists():
        new.rename(out)
    elif not _renameat2(new, out):
        _exchange_in_two(new, out)
    with suppress(OSError):
        _flush(out.parent)


def _exchange_in_two(new: Path, out: Path) -> None:
    """The same where the system has no exchange: between the steps `out` is not there, and `_recover` finds it."""
    old = _beside(new)
    out.rename(old)
    try:
        new.rename(out)
    except BaseException:
        old.rename(out)
        raise
    with suppress(OSError):
        old.rename(new)


def _beside(staged: Path) -> Path:
    return staged.with_name(f"{staged.name}.old")


def _renameat2(new: Path, out: Path) -> bool:
    """Linux's atomic exchange; False where the system or the file system has none."""
    return _system("renameat2", _HERE, os.fsencode(new), _HERE, os.fsencode(out), _EXCHANGE) == 0


def _flush(folder: Path) -> None:
    """Have the disk hold all of a folder: by one call for its file system, for one a file takes ten times as long."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        done = _system("syncfs", handle)
        if done is None:
            os.sync()
        elif done != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))
    finally:
        os.close(handle)


def _system(name: str, *arguments: object) -> int | None:
    """What a function of the C library returns; None where it has no such."""
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None) if os.name == "posix" else None
    return None if function is None else int(function(*arguments))
