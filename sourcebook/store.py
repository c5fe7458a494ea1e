"""Values on the disk, for `memory.py`, and nothing that this account did not write.

A store is two files of a folder: `values`, to which values are appended, also by forks, and `index`, which says where
each of them lies and is replaced in one step. Values are pickles, which can run code: so the index carries a keyed
digest (RFC 7693) whose secret lies in the account's own cache folder, outside any project, and the index holds the
digest of each value. What does not fit is as if it were not there.
"""

import hashlib
import hmac
import os
import pickle
import weakref
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sourcebook.account import SECRET_BYTES, secret_of_account
from sourcebook.digests import digest

Place = tuple[int, int, bytes, int]  # offset and length in the file of values, digest, ageings since it was last used
Places = dict[bytes, Place]

MOST_WASTE = 0.5
"""More of the file of values than this may not be dead, unless it is SMALL."""

SMALL = 100_000


@dataclass
class Store:
    """The store in a folder. Where the disk refuses, it holds nothing."""

    folder: Path
    _process: int = field(default_factory=os.getpid)

    @cached_property
    def places(self) -> Places:
        """Where values lie, by key: those of the index, and those that were noted since."""
        with suppress(Exception):
            if self._secret is None or (self.folder / "index").is_symlink():
                return {}
            signed = (self.folder / "index").read_bytes()
            data = signed[SECRET_BYTES:]
            if hmac.compare_digest(signed[:SECRET_BYTES], _sign(data, self._secret)):
                index: Places = pickle.loads(data)
                return index
        return {}

    def value(self, key: bytes) -> bytes | None:
        """The value under this key; None where there is none that is whole."""
        place = self.places.get(key)
        if place is None or self._values is None:
            return None
        offset, length, expected, _ = place
        with suppress(OSError, ValueError):
            data = os.pread(self._values, length, offset)
            if digest(data) == expected:
                return data
        return None

    def append(self, data: bytes) -> Place | None:
        """Where the data lie from now on; None where they could not be written.

        Each process writes through a description of its own, whose offset stands after what it wrote, even where others
        append meanwhile.
        """
        handle = self._own_values
        with suppress(OSError):
            if handle is not None and os.write(handle, data) == len(data):
                return os.lseek(handle, 0, os.SEEK_CUR) - len(data), len(data), digest(data), 0
        return None

    def save(self, places: Places) -> None:
        """Have these places found from now on, and forget all others. Raises OSError."""
        if self._secret is None:
            return
        for left in (*self.folder.glob("index.*"), *self.folder.glob("values.*")):
            left.unlink(missing_ok=True)
        places = self._compacted(places)
        data = pickle.dumps(places, pickle.HIGHEST_PROTOCOL)
        staged = self.folder / f"index.{os.urandom(4).hex()}"
        with staged.open("xb") as file:
            file.write(_sign(data, self._secret) + data)
        staged.replace(self.folder / "index")
        self.__dict__["places"] = places

    def _compacted(self, places: Places) -> Places:
        """The same places, with the values moved together where most of their file is waste."""
        values = self.folder / "values"
        live = sum(dict(place[:2] for place in places.values()).values())
        if values.stat().st_size <= max(live / (1 - MOST_WASTE), SMALL):
            return places
        staged = self.folder / f"values.{os.urandom(4).hex()}"
        moved: dict[int, int] = {}
        with staged.open("xb") as file:
            for key, (offset, *_) in places.items():
                data = None if offset in moved else self.value(key)
                if data is not None:
                    moved[offset] = file.tell()
                    file.write(data)
        staged.replace(values)
        self.__dict__.pop("_values", None)
        return {key: (moved[place[0]], *place[1:]) for key, place in places.items() if place[0] in moved}

    @property
    def _own_values(self) -> int | None:
        """The file of values as this process opened it; a fork opens it when it first writes."""
        if self._process != os.getpid() and self._values is not None:
            self.__dict__["_values"] = self._opened(Path(f"/proc/self/fd/{self._values}"))
            self._process = os.getpid()
        return self._values

    @cached_property
    def _values(self) -> int | None:
        """The file of values, open until this object is gone; None where the system has no way to read amid it."""
        if self._secret is None or not hasattr(os, "pread"):
            return None
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
        return self._opened(self.folder / "values", getattr(os, "O_NOFOLLOW", 0))

    def _opened(self, path: Path, flags: int = 0) -> int | None:
        with suppress(OSError):
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | flags, 0o600)
            weakref.finalize(self, os.close, handle)
            return handle
        return None

    @cached_property
    def _secret(self) -> bytes | None:
        """The account's secret; None also where the folder, or the one it lies in, is a link that leads elsewhere."""
        with suppress(OSError, RuntimeError):
            if not any(folder.is_symlink() for folder in (self.folder, self.folder.parent)):
                return secret_of_account()
        return None


def _sign(data: bytes, secret: bytes) -> bytes:
    return hashlib.blake2b(data, key=secret, digest_size=SECRET_BYTES).digest()
