"""Files at the two ends of a build: what is read, what is written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceFile:
    """A file of the dossier as it lies on disk; `path` is relative to the dossier's folder, with `/`."""

    path: str
    data: bytes


@dataclass(frozen=True)
class OutputFile:
    """A file of the site; `path` is relative to the output folder, with `/`; `origin` says what made it."""

    path: str
    data: bytes
    origin: str
