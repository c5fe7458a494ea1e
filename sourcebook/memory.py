"""What pure functions returned, kept between builds: the only cache. Deletable at any time."""

import gc
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sourcebook.model.digests import digest
from sourcebook.store import Place, Store

T = TypeVar("T")
Given = dict[bytes, Place | bytes]

OLDEST = 8
"""A value that was not asked for between so many ageings is forgotten."""


class ForgottenError(LookupError):
    """A value that another one leads to is not there any more."""


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
    _changed: bool = False
    _ages: bool = False

    @cached_property
    def _store(self) -> Store | None:
        return None if self.folder is None else Store(self.folder)

    def recall(self, *key: bytes) -> Any | None:
        """The value kept under this key; None where there is none that can be read."""
        found = digest(self.maker, *key)
        if found in self._alive:
            return self._alive[found]
        data = self._new.get(found) or (self._store.value(found) if self._store else None)
        if data is None:
            return None
        self._use(found)
        with suppress(Exception), _no_garbage():
            return pickle.loads(data)
        return None

    def knows(self, *key: bytes) -> bool:
        """Whether there is a value under this key; it may yet turn out that it cannot be read."""
        return self._found(digest(self.maker, *key)) is not None

    def keep(self, value: Any, *key: bytes) -> None:
        """Remember a value. It must be one that can be pickled, and not None."""
        self._put(digest(self.maker, *key), pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def name(self, other: tuple[bytes, ...], *key: bytes) -> None:
        """Have a value that was just kept found under another key too."""
        found = self._found(digest(self.maker, *key))
        if found is not None:
            self._note(digest(self.maker, *other), found)

    def keep_alive(self, value: Any, *key: bytes) -> None:
        """The same, but that a memory without a folder keeps the value itself, which nobody may alter then."""
        if self.folder is None:
            self._alive[digest(self.maker, *key)] = value
        else:
            self.keep(value, *key)

    def use(self, *key: bytes) -> None:
        """Note that a value is asked for, if only later."""
        self._use(digest(self.maker, *key))

    def age(self) -> None:
        """Have what is not asked for until the next saving come a step nearer to being forgotten."""
        self._ages = True

    def give(self) -> Given:
        """Hand over what a fork kept, and what it asked for, for the memory of its process to `take`."""
        given, self._given = self._given, {}
        return given

    def take(self, given: Given) -> None:
        """Remember what a fork has given: where it lies on the disk, or the value where the disk refused it."""
        for key, found in given.items():
            if isinstance(found, bytes):
                self._put(key, found)
            else:
                self._note(key, found)

    def save(self) -> None:
        """Let the next process find what was kept. Where the disk refuses, nothing is remembered."""
        if self._store is None or not self._changed:
            return
        places = self._store.places
        if self._ages:
            used = {places[key][0] for key in self._used if key in places}
            aged = {key: (*place[:3], 0 if place[0] in used else place[3] + 1) for key, place in places.items()}
            places = {key: place for key, place in aged.items() if place[3] < OLDEST}
            self._used.clear()
        with suppress(OSError):
            self._store.save(places)
        self._changed = self._ages = False

    def _use(self, key: bytes) -> None:
        self._used.add(key)
        place = self._store.places.get(key) if self._store and self._process != os.getpid() else None
        if place is not None:
            self._given.setdefault(key, place)

    def _found(self, key: bytes) -> Place | bytes | None:
        """A value, or where it lies."""
        return self._new.get(key) or (self._store.places.get(key) if self._store else None)

    def _put(self, key: bytes, data: bytes) -> None:
        """To the disk, where there is one; else into the memory of this process."""
        self._note(key, (self._store.append(data) if self._store else None) or data)

    def _note(self, key: bytes, found: Place | bytes) -> None:
        """Have a value, or where it lies, under a key. A fork has it to be given."""
        self._used.add(key)
        if isinstance(found, bytes):
            self._new[key] = found
        elif self._store is not None:
            self._new.pop(key, None)
            self._store.places[key] = found
            self._changed = True
        if self._process != os.getpid():
            self._given[key] = found


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
