"""File watcher: detects saves in folders."""

import os
import platform
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from watchfiles import watch

from sourcebook.model.files import is_litter

STEP_MS = 5
"""A burst has ended when nothing was saved for so long."""

LONGEST_MS = 100
"""A burst is cut after so long, so that endless saving is seen."""

AGAIN_SECONDS = 0.1
"""Interval of polling."""

MISSED_SECONDS = 1.0
"""Interval at which watched folders are compared all the same: mounts of containers and networks, and overlays, send no
event for what is saved from outside.
"""

Identity = tuple[int, int] | None


def bursts(folders: Sequence[Path], stop: Event, *, poll: bool = False) -> Iterator[bool]:
    """Yield True once watching has begun, then for each burst of saves; else False.

    It ends when `stop` is set. What is saved while the caller works is kept for the next time. If a folder is missing
    or is replaced, it is awaited and watched anew. If the system cannot watch, or with `poll`, the folders are polled.
    """
    # Windows tells nothing of its disks to the Linux that runs within it.
    look = _polled if poll or "microsoft" in platform.uname().release.casefold() else _watched
    while not stop.is_set():
        watched = [_identity(folder) for folder in folders]
        if None in watched:
            yield True
            while None in map(_identity, folders) and not stop.wait(AGAIN_SECONDS):
                continue
            continue
        stands = False
        try:
            for changed in look([folder.resolve() for folder in folders], stop):
                if changed and [_identity(folder) for folder in folders] != watched:
                    break
                yield changed or not stands
                stands = True
        except FileNotFoundError:
            continue
        except (OSError, RuntimeError):
            if look is _polled:
                raise
            look = _polled


def _watched(folders: Sequence[Path], stop: Event) -> Iterator[bool]:
    """Yield whether anything was saved, again and again; the first value says that watching has begun.

    A save without an event is noticed when a second comparison sees it too: an event may be on its way at the first.
    """
    comparison = _MissedSaves(folders)
    for changes in watch(
        *folders,
        watch_filter=lambda _, path: may_be_read(folders, path),
        debounce=LONGEST_MS,
        step=STEP_MS,
        rust_timeout=STEP_MS,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
        force_polling=False,
        ignore_permission_denied=True,
    ):
        yield comparison.missed_save(path for _, path in changes) or bool(changes)


class _MissedSaves:
    """Detects saves for which the system sent no event, by comparing signatures."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._before = _signatures(folders)
        self._event_paths: set[str] = set()
        self._suspected: set[str] = set()
        self._due = time.monotonic() + MISSED_SECONDS

    def missed_save(self, event_paths: Iterable[str]) -> bool:
        """True if a file was saved without an event; compared every MISSED_SECONDS.

        `event_paths`: paths of the events since the last call of this method.
        """
        self._event_paths.update(event_paths)
        started = time.monotonic()
        if started < self._due:
            return False
        after = _signatures(self._folders)
        changed = {path for path, _ in self._before.items() ^ after.items()} - self._event_paths
        missed = not changed.isdisjoint(self._suspected)
        self._suspected = set() if missed else changed
        if not self._suspected:
            self._before, self._event_paths = after, set()
        now = time.monotonic()
        self._due = now + max(MISSED_SECONDS, 100 * (now - started))  # of a processor, at most a hundredth
        return missed


def _polled(folders: Sequence[Path], stop: Event) -> Iterator[bool]:
    """Like `_watched`, by polling: `watchfiles` polls by whole seconds and misses the second of two saves in one."""
    before = _signatures(folders)
    yield False
    while not stop.wait(AGAIN_SECONDS):
        after = _signatures(folders)
        if after != before:
            while not stop.wait(AGAIN_SECONDS) and (again := _signatures(folders)) != after:
                after = again
        yield after != before
        before = after


def _signatures(folders: Sequence[Path]) -> dict[str, tuple[int, int, int]]:
    """Stat signatures of the files below the folders that a build may read, by path."""
    signatures: dict[str, tuple[int, int, int]] = {}
    pending = [str(folder) for folder in folders]
    while pending:
        with suppress(OSError), os.scandir(pending.pop()) as entries:
            for entry in entries:
                if is_litter(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                    continue
                with suppress(FileNotFoundError):  # it went meanwhile
                    status = entry.stat(follow_symlinks=False)
                    signatures[entry.path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return signatures


def may_be_read(folders: Sequence[Path], path: str) -> bool:
    """True if a build may read a file: no part of its path in the folders is litter."""
    inner = next((Path(path).relative_to(folder) for folder in folders if Path(path).is_relative_to(folder)), Path())
    return not any(map(is_litter, inner.parts))


def _identity(folder: Path) -> Identity:
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None
