"""What pure functions returned, kept between builds: the only cache. Deletable at any time.

A store is two files of a folder: `values`, to which pickles are appended, also by forks, and `index`, which says where
each of them lies and is replaced in one step. Pickles can run code, so nothing is unpickled that this account did not
write: the index carries a keyed digest (RFC 7693) whose secret lies in the account's own cache folder, outside any
project, and the index holds the digest of each value. What does not fit is as if it were not there.
"""

import gc
import hashlib
import hmac
import os
import pickle
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sourcebook.account import SECRET_BYTES, secret_of_account

T = TypeVar("T")
Place = tuple[int, int, bytes, int]  # offset and length in the file of values, digest, ageings since it was last used
Given = dict[bytes, Place | bytes]

DIGEST_BYTES = 16
OLDEST = 8
"""A value that was not asked for between so many ageings is forgotten."""

MOST_WASTE = 0.5
"""More of the file of values than this may not be dead, unless it is SMALL."""

SMALL = 100_000


class ForgottenError(LookupError):
    """A value that another one leads to is not there any more."""


def digest(*parts: bytes) -> bytes:
    """A short digest of some bytes; different cuts of the same bytes differ."""
    state = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()


@dataclass
class Memory:
    """Values by key. Without a folder it lasts as long as the object.

    Keys must cover all that a value depends on but the program, which `maker` covers. What is kept goes to the disk at
    once, and is found there again after `save`.
    """

    folder: Path | None = None
    maker: bytes = b""
    _new: dict[bytes, bytes] = field(default_factory=dict)
    _alive: dict[bytes, Any] = field(default_factory=dict)
    _used: set[bytes] = field(default_factory=set)
    _given: Given = field(default_factory=dict)
    _process: int = field(default_factory=os.getpid)
    _fork: int = 0
    _changed: bool = False
    _ages: bool = False

    def recall(self, *key: bytes) -> Any | None:
        """The value kept under this key; None where there is none that can be read."""
        found = digest(self.maker, *key)
        if found in self._alive:
            return self._alive[found]
        data = self._new.get(found) or self._stored(found)
        if data is None:
            return None
        self._used.add(found)
        with suppress(Exception), _no_garbage():
            return pickle.loads(data)
        return None

    def knows(self, *key: bytes) -> bool:
        """Whether there is a value under this key; it may yet turn out that it cannot be read."""
        found = digest(self.maker, *key)
        return found in self._new or found in self._index

    def keep(self, value: Any, *key: bytes) -> None:
        """Remember a value. It must be one that can be pickled, and not None."""
        self._put(digest(self.maker, *key), pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def name(self, other: tuple[bytes, ...], *key: bytes) -> None:
        """Have a value that was just kept found under another key too."""
        one, two = digest(self.maker, *key), digest(self.maker, *other)
        found = self._index.get(one) or self._new.get(one)
        if found is not None:
            self._noted(two, found)

    def keep_alive(self, value: Any, *key: bytes) -> None:
        """The same, but that a memory without a folder keeps the value itself, which nobody may alter then."""
        if self.folder is None:
            self._alive[digest(self.maker, *key)] = value
        else:
            self.keep(value, *key)

    def use(self, *key: bytes) -> None:
        """Note that a value is asked for, though by a fork, or later."""
        self._used.add(digest(self.maker, *key))

    def age(self) -> None:
        """Have what is not asked for until the next saving come a step nearer to being forgotten."""
        self._ages = True

    def give(self) -> Given:
        """Hand over what is new in a fork, for the memory of the process that it is a fork of to `take`."""
        given, self._given = self._given, {}
        return given

    def take(self, given: Given) -> None:
        """Remember what a fork has given: where it lies on the disk, or the value where the disk refused it."""
        for key, found in given.items():
            if isinstance(found, bytes):
                self._put(key, found)
            else:
                self._noted(key, found)

    def save(self) -> None:
        """Let the next process find what was kept. Where the disk refuses, nothing is remembered."""
        if self.folder is None or not self._changed:
            return
        index = self._index
        if self._ages:
            aged = {key: (*place[:3], 0 if key in self._used else place[3] + 1) for key, place in index.items()}
            index = {key: place for key, place in aged.items() if place[3] < OLDEST}
            self._used.clear()
        with suppress(OSError):
            self._write(self._compacted(index))
        self._changed = self._ages = False

    def _put(self, key: bytes, data: bytes) -> None:
        """To the disk, where there is one; else into the memory of this process."""
        self._noted(key, self._appended(data) or data)

    def _noted(self, key: bytes, found: Place | bytes) -> None:
        """Take a value, or where it lies, under a key. A fork has it to be given."""
        self._used.add(key)
        if isinstance(found, bytes):
            self._new[key] = found
        else:
            self._index[key] = found
            self._changed = True
        if self._process != os.getpid():
            self._given[key] = found

    def _appended(self, data: bytes) -> Place | None:
        """Where the data lies in the file of values; None where it could not be written.

        Each process writes through a description of its own, whose offset stands after what it wrote, even where others
        append meanwhile.
        """
        handle = self._own_values
        with suppress(OSError):
            if handle is not None and os.write(handle, data) == len(data):
                return os.lseek(handle, 0, os.SEEK_CUR) - len(data), len(data), digest(data), 0
        return None

    @property
    def _own_values(self) -> int | None:
        """The file of values as this process opened it; a fork opens it when it first writes."""
        if self._process == os.getpid() or self._values is None:
            return self._values
        if self._fork != os.getpid():
            self.__dict__["_values"] = self._opened(Path(f"/proc/self/fd/{self._values}"))
            self._fork = os.getpid()
        return self._values

    def _write(self, index: dict[bytes, Place]) -> None:
        assert self.folder is not None
        for left in (*self.folder.glob("index.*"), *self.folder.glob("values.*")):
            left.unlink(missing_ok=True)
        data = pickle.dumps(index, pickle.HIGHEST_PROTOCOL)
        staged = self.folder / f"index.{os.urandom(4).hex()}"
        staged.write_bytes(self._sign(data) + data)
        staged.replace(self.folder / "index")
        self.__dict__["_index"] = index

    def _compacted(self, index: dict[bytes, Place]) -> dict[bytes, Place]:
        """The same index, with its values moved together where most of their file is waste."""
        assert self.folder is not None
        values = self.folder / "values"
        live = sum(place[1] for place in index.values())
        if values.stat().st_size <= max(live / (1 - MOST_WASTE), SMALL):
            return index
        staged = self.folder / f"values.{os.urandom(4).hex()}"
        moved: dict[bytes, Place] = {}
        with staged.open("xb") as file:
            for key, (_, length, expected, age) in index.items():
                data = self._stored(key)
                if data is not None:
                    moved[key] = (file.tell(), length, expected, age)
                    file.write(data)
        staged.replace(values)
        self.__dict__.pop("_values", None)
        return moved

    def _stored(self, key: bytes) -> bytes | None:
        place = self._index.get(key)
        if place is None or self._values is None:
            return None
        offset, length, expected, _ = place
        with suppress(OSError, ValueError):
            data = os.pread(self._values, length, offset)
            if digest(data) == expected:
                return data
        return None

    @cached_property
    def _values(self) -> int | None:
        """The file of values, open until this object is gone."""
        if self.folder is None or self._secret is None:
            return None
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
        return self._opened(self.folder / "values")

    def _opened(self, path: Path) -> int | None:
        with suppress(OSError):
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            weakref.finalize(self, os.close, handle)
            return handle
        return None

    @cached_property
    def _index(self) -> dict[bytes, Place]:
        if self.folder is None or self._secret is None:
            return {}
        with suppress(Exception):
            signed = (self.folder / "index").read_bytes()
            data = signed[SECRET_BYTES:]
            if hmac.compare_digest(signed[:SECRET_BYTES], self._sign(data)):
                index: dict[bytes, Place] = pickle.loads(data)
                return index
        return {}

    def _sign(self, data: bytes) -> bytes:
        assert self._secret is not None
        return hashlib.blake2b(data, key=self._secret, digest_size=SECRET_BYTES).digest()

    @cached_property
    def _secret(self) -> bytes | None:
        with suppress(OSError, RuntimeError):
            return secret_of_account()
        return None


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Look for no garbage: while a value is read there is none, and the looks take longer than the reading."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def remember(memory: Memory, function: Callable[[], T], *key: bytes) -> T:
    """What the function returned under this key, or returns now."""
    known: T | None = memory.recall(*key)
    if known is None:
        known = function()
        memory.keep(known, *key)
    return known
