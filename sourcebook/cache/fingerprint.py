"""Fingerprint of code, Python and packages; part of every cache key."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sourcebook.model.digests import digest


def fingerprint(folders: Iterable[Path]) -> bytes:
    """Digest of code and data in `folders`, of this Python and its packages.

    Packages count by name and version.
    """
    packages = sorted({name for entry in sys.path for name in _packages(entry)})
    parts = [sys.version.encode(), *map(os.fsencode, packages)]
    for folder in folders:
        start = len(os.fspath(folder))
        for path in sorted(_modules(os.fspath(folder))):
            parts += os.fsencode(path[start:]), _content(path)
    return digest(*parts)


def _packages(entry: str) -> list[str]:
    with suppress(OSError):
        return [name for name in os.listdir(entry) if name.endswith(".dist-info")] if entry else []
    return []


def _modules(folder: str) -> Iterator[str]:
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (f"{inside}/{name}" for name in names if name.endswith((".py", ".json", ".toml")))


def _content(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()
