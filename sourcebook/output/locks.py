"""Locks on folders by flock(2); the system releases those of ended processes."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CAN_LOCK = sys.platform != "win32"

WAIT_SECONDS = 60
"""Most seconds that a command waits for another one; to publish 10,000 pages takes 3."""

STEP_SECONDS = 0.02

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)


def lock(handle: int, *, wait: bool = True) -> bool:
    """Lock an open folder until its handle is closed. Returns True if that succeeded.

    If it is locked already, waits for WAIT_SECONDS and raises OSError, or returns False without `wait`. Always False on
    Windows.
    """
    if sys.platform == "win32":
        return False
    import fcntl

    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError as error:
            if not wait:
                return False
            if time.monotonic() > until:
                message = f"another program has locked its folder for {WAIT_SECONDS} s; end it and try again"
                raise OSError(error.errno, message) from error
        except OSError:
            if wait:
                raise
            return False
        time.sleep(STEP_SECONDS)


def try_lock(folder: Path) -> int | None:
    """Lock a folder without waiting. Returns a handle; closing it releases the lock.

    None if another process holds the lock, or the system has no locks.
    """
    with suppress(OSError):
        handle = os.open(folder, _FOLDER)
        if lock(handle, wait=False):
            return handle
        os.close(handle)
    return None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Context that holds the lock on a folder; waits until the lock is free.

    Raises OSError if the folder cannot be opened.
    """
    if not CAN_LOCK:
        yield
        return
    handle = os.open(folder, _FOLDER)
    try:
        lock(handle)
        yield
    finally:
        os.close(handle)
