"""Source and output files, and the stat signatures by which changes are detected."""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sourcebook.model.digests import digest

_LITTER = re.compile(
    r"[.#].*|~\$.*|.*~|.*\.(?:bak|orig|rej|tmp|sw[a-p])|.*\.sync-conflict-.*|.*conflicted copy.*"
    r"|4913|(?:eh)?thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)

Identity = tuple[int, int, int]
"""Stat signature: size, modification time (ns) and inode of a file, or 0, time and inode of a folder.

While it stays the same, the file is unchanged, or the folder has the same members.
"""

Tree = dict[str, Identity]
"""Stat signatures of the files and folders below a folder, by path; paths of folders end in `/`."""

PACKAGE = Path(__file__).resolve().parent.parent
"""Folder of the package `sourcebook`."""

PROGRAM = PACKAGE / "share" if (PACKAGE / "share").is_dir() else PACKAGE.parent
"""Folder of templates, assets, schemas and examples: within an installed package, or the checkout."""

SETTINGS, OUTPUT, OWN_THEME = "site.toml", "site", "theme"
"""The file by which a dossier is known, its output folder, and the folder of its theme."""

DIGESTS = "SHA256SUMS"
"""List of the files of a release with their digests."""

STRANGE = (-1, 0, 0)
FOREIGN = (-2, 0, 0)
"""Stands for files that others put into the output: they may change, but must stay there."""


class SourceFile(NamedTuple):
    """A file of the dossier.

    `path` is relative to the folder of the dossier, with `/`.
    """

    path: str
    data: bytes

    @property
    def digest(self) -> bytes:
        """Digest of the bytes, 16 bytes long."""
        return digest(self.data)


class OutputFile(NamedTuple):
    """A file of the site; `path` is relative to the output folder, with `/`.

    `origin`: path of the source file or module that it was made from.
    """

    path: str
    data: bytes
    origin: str


def is_litter(name: str) -> bool:
    """True if a file of this name is hidden, a backup, a lock or an editor's leftover.

    Covers the names that Vim, Emacs, LibreOffice, Word, git, Syncthing, Dropbox, Windows and macOS use.
    """
    return _LITTER.fullmatch(name) is not None


def find_dossier(folder: Path, root: Path = PROGRAM) -> Path | None:
    """Find the dossier that commands in `folder` mean: there, in its `content/`, or above; else that of the checkout.

    None if there is no `site.toml` in these places.
    """
    above = (folder, *folder.absolute().parents)
    places = (place for start in (*above, root) for place in (start, start / "content"))
    return next((place.absolute() for place in places if is_file(place / SETTINGS)), None)


def is_file(path: Path) -> bool:
    """True for a file, or a link to one; False where its disk does not tell."""
    with suppress(OSError):
        return path.is_file()
    return False


def output_of(content: Path) -> Path:
    """Default output of a dossier: `site` in its folder, or beside it if that is called `content`."""
    content = content.absolute()
    return (content.parent if content.name == "content" else content) / OUTPUT


def identity(status: os.stat_result) -> Identity:
    """Stat signature of a regular file or folder: size, modification time, inode.

    Returns STRANGE for anything else, such as a link or socket.
    """
    if stat.S_ISREG(status.st_mode):
        return status.st_size, status.st_mtime_ns, status.st_ino
    return (0, status.st_mtime_ns, status.st_ino) if stat.S_ISDIR(status.st_mode) else STRANGE


def walk_files(folder: Path, *, litter: bool = True) -> list[Path]:
    """List the paths of all files below a folder, sorted.

    With `litter=False`, files and folders for which `is_litter` is true are left out. A link to a folder counts as a
    file. Raises OSError for an unreadable folder, unlike Path.rglob.
    """

    def fail(error: OSError) -> None:
        raise error

    files: list[Path] = []
    for inside, folders, names in os.walk(folder, onerror=fail):
        names += [name for name in folders if Path(inside, name).is_symlink()]
        folders[:] = [name for name in folders if litter or not is_litter(name)]
        files += [Path(inside, name) for name in names if litter or not is_litter(name)]
    return sorted(files)
