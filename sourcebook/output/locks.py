"""Locks on folders, which the system ends with the process that holds them (flock(2))."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CAN_LOCK = sys.platform != "win32"


def try_lock(folder: Path) -> int | None:
    """A handle that locks a folder until it is closed; None where somebody else holds the lock, or none can be had."""
    if sys.platform == "win32":
        return None
    import fcntl

    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return handle
    return None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock on a folder, waiting for whoever has it. Raises OSError where the folder cannot be opened."""
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
