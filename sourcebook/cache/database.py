"""One SQLite file of rows; if a row or the file is damaged, its rows are missing."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from weakref import WeakSet

from sourcebook.cache.account import is_private

Row = tuple[int, bytes, bytes]  # key, digest, value

LOCK_SECONDS = 1
"""Seconds that a read or a write waits for another build; a write of 10,000 rows takes 0.2 s."""

TABLE = "CREATE TABLE IF NOT EXISTS rows (key INTEGER PRIMARY KEY, digest BLOB, value BLOB)"


class Database:
    """Rows of a SQLite file by integer key; its process reads and writes, forks read.

    A file of another `version` counts as empty, and the next write deletes it. No method raises. A damaged file is
    deleted. After a failed write, or a lock that stays, the file is not used for the rest of the process.
    """

    def __init__(self, path: Path, version: int) -> None:
        self._path: Path | None = path
        self._version = version
        self._process = os.getpid()
        self._connection: sqlite3.Connection | None = None
        self._is_absent = False  # as it was when looked for: a build from nothing need not look 1,000 times
        _databases.add(self)

    def row(self, key: int) -> tuple[object, object] | None:
        """Digest and value of a key, unchecked: a damaged file may contain anything.

        None if there is no such row or the file cannot be read.
        """
        try:
            if connection := self._connected():
                # All rows, though there is one at most: a statement that is not finished holds a lock.
                for row in connection.execute("SELECT digest, value FROM rows WHERE key = ?", (key,)).fetchall():
                    return row[0], row[1]
        except (OSError, sqlite3.Error) as error:
            self._handle(error)
        return None

    def write(self, rows: Sequence[Row]) -> bool:
        """Write rows in one transaction. Returns True if that succeeded."""
        for _ in range(2):  # again if a damaged file was deleted
            if self._path is None or self._process != os.getpid():
                return False
            try:
                self._write(self._path, rows)
                return True
            except (OSError, sqlite3.Error) as error:
                self._handle(error)
        self._path = None
        return False

    def close(self) -> None:
        """Close the connection; the next read opens another."""
        connection, self._connection = self._connection, None
        if connection:
            with suppress(sqlite3.Error):
                connection.close()

    def _connected(self) -> sqlite3.Connection | None:
        """The connection of this process; None if there is no file that can be trusted."""
        if self._connection is None and self._path is not None and not self._is_absent:
            self._is_absent = True
            with suppress(FileNotFoundError):
                if is_private(self._path) and self._path.stat().st_size:
                    self._connect(self._path, "rw" if self._process == os.getpid() else "ro")
                    if not self._is_own():
                        self.close()
        return self._connection

    def _is_own(self) -> bool:
        assert self._connection is not None
        found: tuple[int] = self._connection.execute("PRAGMA user_version").fetchone()
        return found[0] == self._version

    def _connect(self, path: Path, mode: str) -> sqlite3.Connection:
        self._is_absent = False
        connection = self._connection = sqlite3.connect(
            f"{path.as_uri()}?mode={mode}", LOCK_SECONDS, isolation_level=None, check_same_thread=False, uri=True
        )
        connection.text_factory = bytes  # a flipped bit makes a text of a blob, which need not be UTF-8
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    def _write(self, path: Path, rows: Sequence[Row]) -> None:
        connection = self._connection or self._begun(path)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(TABLE)
        connection.executemany("REPLACE INTO rows (key, digest, value) VALUES (?, ?, ?)", rows)
        connection.execute(f"PRAGMA user_version = {self._version}")
        connection.execute("COMMIT")

    def _begun(self, path: Path) -> sqlite3.Connection:
        """A connection to write through, to a new file where there is none of this version."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if not is_private(path):
            raise PermissionError(path)
        connection = self._connect(path, "rw")
        if not path.stat().st_size or self._is_own():
            return connection
        self.close()
        path.unlink()
        return self._begun(path)

    def _handle(self, error: Exception) -> None:
        """Delete the file after an error of SQLite, unless it is merely locked; else leave it alone from now on.

        Without a journal a write that fails leaves a torn file, so errors of the disk count as damage too.
        """
        self.close()
        path, self._path = self._path, None
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if path is not None and self._process == os.getpid() and code not in (0, *_LOCKED):
            with suppress(OSError):
                path.unlink()
                self._path = path


_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

_databases: WeakSet[Database] = WeakSet()


def _close_all() -> None:
    for database in _databases:
        database.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_close_all)  # no connection may cross a fork (sqlite.org/howtocorrupt.html)
