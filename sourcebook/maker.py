"""What makes the output, besides what it is told: the program, the Python it runs on, the packages beside it."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sourcebook.model.digests import digest


def made_by(folders: Iterable[Path]) -> bytes:
    """A digest of what the program is: Python, the installed packages, the files in `folders`."""
    packages = sorted({name for entry in sys.path for name in _packages(entry)})
    files = sorted(path for folder in folders for path in _modules(folder))
    parts = [sys.version.encode(), *(name.encode() for name in packages)]
    return digest(*parts, *(part for path in files for part in (os.path.basename(path).encode(), _bytes(path))))


def _packages(entry: str) -> list[str]:
    with suppress(OSError):
        return [name for name in os.listdir(entry) if name.endswith(".dist-info")] if entry else []
    return []


def _modules(folder: Path) -> Iterator[str]:
    for inside, _, names in os.walk(folder):
        yield from (f"{inside}/{name}" for name in names if name.endswith(".py"))


def _bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()
