"""What belongs to the account under which the program runs, and to no project."""

import os
import stat
from contextlib import suppress
from pathlib import Path

SECRET_BYTES = 32


def account_folder() -> Path:
    """Where this account keeps what programs remember, by the XDG Base Directory Specification."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if named.startswith("/") else Path.home() / ".cache") / "sourcebook"


def secret_of_account() -> bytes | None:
    """A secret of this account, made when there is none; None where others could have written or read it.

    Raises OSError or RuntimeError where the account has no place for one.
    """
    path = account_folder() / "key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        staged = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
        with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(os.urandom(SECRET_BYTES))
        with suppress(OSError):
            os.link(staged, path)
        staged.unlink()
    about = path.lstat()
    own = os.name != "posix" or (about.st_uid == os.getuid() and not about.st_mode & 0o077)
    data = path.read_bytes() if own and stat.S_ISREG(about.st_mode) else b""
    return data if len(data) == SECRET_BYTES else None
