"""Completes the commands in messages so that they can be pasted into a shell.

Messages contain `python build.py COMMAND` and `make TARGET`, up to the end of their line or a backtick.
"""

import re
import shutil
import sys
from pathlib import Path
from shlex import quote

_COMMAND = re.compile(r"\b(python build\.py|make(?= (?:import|preview)\b))([^`\n]*)")


def as_typed(text: str, root: Path, content: Path | None = None) -> str:
    """Complete the commands in a message with their paths and the dossier.

    `root` contains `build.py`; `content` is the dossier that was given, left out if it is the one in `root`.
    """
    if "build.py" not in text and "make " not in text:
        return text
    dossier = content if content and content.absolute() != root / "content" else None
    return _COMMAND.sub(lambda match: (_make if match[1] == "make" else _build)(match[2], root, dossier), text)


def from_here(path: Path) -> Path:
    """Make a path relative to the working folder if it lies below it.

    Links are not followed.
    """
    place, folder = path.absolute(), Path.cwd()
    return place.relative_to(folder) if place.is_relative_to(folder) else path


def _build(rest: str, root: Path, content: Path | None) -> str:
    python = "python" if shutil.which("python") == sys.executable else quote(str(from_here(Path(sys.executable))))
    dossier = f" --content {quote(str(from_here(content)))}" if content else ""
    return f"{python} {quote(str(from_here(root / 'build.py')))}{rest}{dossier}"


def _make(rest: str, root: Path, content: Path | None) -> str:
    place = "" if Path.cwd() == root else f" -C {quote(str(root))}"
    dossier = f" CONTENT={quote(str(content.absolute()).replace('$', '$$'))}" if content else ""
    return f"make{place}{rest}{dossier}"
