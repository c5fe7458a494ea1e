"""The account's cache folder, and a check that only this account can write a file."""

import hashlib
import os
import stat
import sys
from pathlib import Path

NAME_LENGTH = 40
"""Longest part of a dossier's name in a file name; its path's digest tells dossiers apart."""


def cache_folder() -> Path | None:
    """Folder for caches of this program, which may not exist yet.

    Below `XDG_CACHE_HOME` if that is absolute, else in `~/.cache` (XDG Base Directory Specification), on macOS in
    `~/Library/Caches`; on Windows in `LOCALAPPDATA` alone. None if there is neither variable nor home folder.
    """
    windows = sys.platform == "win32"
    named = os.environ.get("LOCALAPPDATA" if windows else "XDG_CACHE_HOME", "")
    if not Path(named).is_absolute():
        home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises without a home
        if windows or not home.is_absolute() or os.environ.get("HOME") == "":
            return None
        named = f"{home}/Library/Caches" if sys.platform == "darwin" else f"{home}/.cache"
    return Path(named) / "sourcebook"


def cache_path(content: Path) -> Path | None:
    """Cache file of the dossier in this folder; None without a cache folder."""
    folder, path = cache_folder(), Path(os.path.abspath(content))  # noqa: PTH100 - links keep their own name
    digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return None if folder is None else folder / f"{path.name[:NAME_LENGTH]}-{digest}.db"


def templates_path() -> Path | None:
    """Cache file of compiled templates; None if the account has no cache folder."""
    folder = cache_folder()
    return None if folder is None else folder / "templates.db"


def is_private(path: Path) -> bool:
    """True if only this account can have written a file.

    It must be a regular file of this account in a folder of this account, and others must not have write permission. On
    Windows, where files have no POSIX owner and mode, only their types are checked. Raises OSError.
    """
    for place, is_kind in ((path.parent, stat.S_ISDIR), (path, stat.S_ISREG)):
        status = place.lstat()
        foreign = os.name == "posix" and (status.st_uid != os.geteuid() or status.st_mode & 0o022)
        if foreign or not is_kind(status.st_mode):
            return False
    return True
