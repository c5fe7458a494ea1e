"""Guard of the output folder: refuses folders that a build must not replace."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from sourcebook.model.files import OUTPUT
from sourcebook.model.problem import START, Problem
from sourcebook.model.reading import read_file

MARK = b"# Files that Sourcebook wrote."
MARK_FILE, MOST_BYTES = ".sourcebook", 1 << 26
"""List of the files of a site, and most bytes of it: those of some 500,000 addresses."""

OF_OTHERS = re.compile(r"\..*|CNAME")
"""Names at the root of a repository to publish from, before the first build."""

OF_ITS_OWN = "name a folder of its own with --out DIR"


class WriteError(OSError):
    """A file or folder of the output could not be written."""


def write_problem(out: Path, error: OSError) -> Problem:
    """Problem that reports an OSError while publishing into `out`."""
    hint = f"check the space on its disk and the permissions there, those of .{out.name}.previous too"
    return Problem(str(out), START, "WRITE", f"cannot be written: {error.strerror or error}", hint)


def refusal(out: Path, read: Sequence[Path]) -> Problem | None:
    """Check a folder that is to be the output. Returns a problem, or None.

    `read`: folders that the build reads. Refused are links, files, folders that contain or lie in one of these (but for
    its `site`) or contain the home folder, and folders with files that no build wrote.
    """
    place, own = out.absolute(), any(out.absolute() == path.absolute() / OUTPUT for path in read)
    home = Path(os.path.expanduser("~"))
    if out.is_symlink():
        return _refuse(out, "is a link", "name the folder itself")
    if any(path.resolve().is_relative_to(place.resolve()) for path in (*read, home, Path.cwd())):
        return _refuse(out, "contains the dossier, the program or your home folder", OF_ITS_OWN)
    if not own and any(place.resolve().is_relative_to(path.resolve()) for path in read):
        return _refuse(out, "lies in the dossier or in a folder of the program", OF_ITS_OWN)
    if out.exists() and not out.is_dir():
        return _refuse(out, "is a file", "name a folder with --out DIR")
    if out.is_dir() and not _is_ours(out):
        return _refuse(out, "contains files that Sourcebook did not write", "empty it, or name another with --out DIR")
    return None


def _is_ours(out: Path) -> bool:
    if all(OF_OTHERS.fullmatch(path.name) for path in out.iterdir()):
        return True
    data = read_file(out / MARK_FILE, MARK_FILE, MOST_BYTES, out)
    return isinstance(data, bytes) and data.startswith(MARK)


def _refuse(out: Path, message: str, hint: str) -> Problem:
    return Problem(str(out), START, "OUT", f"the output folder {message}", hint)
