"""Cache: values by key, in memory or in a SQLite file."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sourcebook.cache.account import cache_path, templates_path
from sourcebook.model.digests import digest

if TYPE_CHECKING:
    from sourcebook.cache.database import Database


class Cache:
    """Cache of bytes by key; persistent if it has a `path`.

    A key must cover everything the value depends on, except the program, which `fingerprint` covers. Values stay in
    memory until `commit` writes them to the file; without a path, or if the file cannot be used, as long as this
    object. No method raises because of the file. Forks read the file; values that they set stay theirs. The next commit
    replaces the file of another version of the program.
    """

    def __init__(self, path: Path | None, fingerprint: bytes) -> None:
        self._fingerprint = fingerprint
        self._new: dict[bytes, bytes] = {}
        self._database = None if path is None else _database(path, fingerprint)

    def get(self, *key: bytes) -> bytes | None:
        """Value of a key; None if there is none, or it is damaged."""
        name = digest(self._fingerprint, *key)
        if name in self._new or self._database is None:
            return self._new.get(name)
        check, value = self._database.row(_number(name)) or (None, None)
        return value if isinstance(value, bytes) and check == digest(name, value) else None

    def set(self, value: bytes, *key: bytes) -> None:
        """Set the value of a key; `commit` writes it to the file."""
        self._new[digest(self._fingerprint, *key)] = value

    def commit(self) -> None:
        """Write the values that were set in one transaction, and drop them from memory.

        If the file is locked or cannot be written, they stay in memory.
        """
        if self._database is None or not self._new:
            return
        rows = sorted((_number(name), digest(name, value), value) for name, value in self._new.items())
        if self._database.write(rows):
            self._new.clear()


class Caches(NamedTuple):
    """Cache of one dossier, and that of compiled templates, shared by all dossiers."""

    dossier: Cache
    templates: Cache

    @classmethod
    def in_memory(cls) -> "Caches":
        """Caches without a file; their values live as long as these cache objects."""
        return cls(Cache(None, b""), Cache(None, b""))

    @classmethod
    def of_account(cls, content: Path, fingerprint: bytes) -> "Caches":
        """Caches of this account for the dossier in `content`.

        They are in memory if the account has no cache folder.
        """
        paths = cache_path(content), templates_path()
        return cls(*(Cache(path, fingerprint) for path in paths))

    def commit(self) -> None:
        """Write the values that were set in both caches."""
        self.dossier.commit()
        self.templates.commit()


def _database(path: Path, fingerprint: bytes) -> "Database | None":
    with suppress(ImportError):  # some systems package sqlite3 apart from Python
        from sourcebook.cache.database import Database

        return Database(path, int.from_bytes(fingerprint[:3], "big"))
    return None


def _number(name: bytes) -> int:
    """The integer key of a row: reading 1,000 rows takes 7 ms, 25 with the 16 bytes as the key."""
    return int.from_bytes(name[:8], "big", signed=True)
