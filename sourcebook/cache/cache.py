"""Values by key, kept in memory or in a file of the account's cache folder."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.digests import digest

if TYPE_CHECKING:
    from sourcebook.cache.database import Database


class Cache:
    """Bytes by key. Keys must cover everything a value depends on, except the program, which `fingerprint` covers.

    Values that are set stay in memory until `commit` has written them to the file at `path`. Without a path, or if the
    file cannot be used or written, they stay there as long as this object. No method raises because of the file. Forks
    read the file; what they set or use stays theirs.
    """

    def __init__(self, path: Path | None, fingerprint: bytes) -> None:
        self._fingerprint = fingerprint
        self._new: dict[bytes, bytes] = {}
        self._used: set[int] = set()
        self._expires = False
        self._database = None if path is None else _database(path)

    def get(self, *key: bytes) -> bytes | None:
        """The value under this key; None if there is none, or it is damaged."""
        name = digest(self._fingerprint, *key)
        self._used.add(_number(name))
        if name in self._new or self._database is None:
            return self._new.get(name)
        check, value = self._database.row(_number(name)) or (None, None)
        return value if isinstance(value, bytes) and check == digest(name, value) else None

    def has(self, *key: bytes) -> bool:
        """Whether `get` returns a value."""
        return self.get(*key) is not None

    def set(self, value: bytes, *key: bytes) -> None:
        """Set the value under this key."""
        self._new[digest(self._fingerprint, *key)] = value

    def use(self, *key: bytes) -> None:
        """Mark a value as used without reading it, for instance one that a fork has read."""
        self._used.add(_number(digest(self._fingerprint, *key)))

    def expire(self) -> None:
        """Have the next commit age all values not used since the last expiry, and delete those that are too old."""
        self._expires = True

    def commit(self) -> None:
        """Write what was set, in one transaction, and drop it from memory. If the file is locked it stays there."""
        if self._database is None or not (self._new or self._expires):
            return
        rows = sorted((_number(name), digest(name, value), value) for name, value in self._new.items())
        if self._database.write(rows, self._used if self._expires else None):
            self._new.clear()
            if self._expires:
                self._used.clear()
            self._expires = False


def _database(path: Path) -> "Database | None":
    with suppress(ImportError):  # some systems package sqlite3 apart from Python
        from sourcebook.cache.database import Database

        return Database(path)
    return None


def _number(name: bytes) -> int:
    """The integer key of a row: reading 1,000 rows takes 7 ms, 25 with the 16 bytes as the key."""
    return int.from_bytes(name[:8], "big", signed=True)
