"""Completes the commands in messages so that they can be pasted into a shell.

Messages contain `sourcebook COMMAND`, `make import` and `make book`, up to the end of their line or a backtick.
"""

import re
import sys
from pathlib import Path
from shlex import quote

from sourcebook.model.files import find_dossier, is_file

WITHOUT_DOSSIER = ("compare", "explain", "init", "schemas", "verify")
COMMANDS = (
    "addresses",
    "book",
    "build",
    "check",
    "claim",
    "claims",
    "import",
    "new",
    "preview",
    "release",
    "remove",
    "rename",
    "status",
    "theme",
    *WITHOUT_DOSSIER,
)
EXTRAS = {"import": "pip install 'sourcebook[import]'", "book": "pip install 'sourcebook[pdf]'"}
"""Commands that install, outside a checkout, what these targets of make install in one."""

_COMMAND = re.compile(rf"(?<![\w./-])(sourcebook(?= (?:{'|'.join(COMMANDS)})\b)|make(?= (?:import|book)\b))([^`\n]*)")


def as_typed(text: str, root: Path, content: Path | None = None) -> str:
    """Complete the commands in a message with the program and the dossier.

    `root`: folder of the program; `content`: the dossier that was given, left out if it is found without.
    """
    if "sourcebook " not in text and "make " not in text:
        return text
    found = find_dossier(Path.cwd(), root)
    dossier = content if content and content.absolute() != found else None
    return _COMMAND.sub(lambda match: (_make if match[1] == "make" else _program)(match[2], root, dossier), text)


def from_here(path: Path) -> Path:
    """Make a path relative to the working folder if it lies below it.

    Links are not followed.
    """
    place, folder = path.absolute(), Path.cwd()
    return place.relative_to(folder) if place.is_relative_to(folder) else path


def _program(rest: str, root: Path, content: Path | None) -> str:
    from shutil import which

    named = content if rest.split(maxsplit=1)[0] not in WITHOUT_DOSSIER else None
    dossier = f" --content {quote(str(from_here(named)))}" if named else ""
    python = "python" if which("python") == sys.executable else quote(str(from_here(Path(sys.executable))))
    if is_file(root / "build.py"):
        return f"{python} {quote(str(from_here(root / 'build.py')))}{rest}{dossier}"
    beside = which("sourcebook", path=str(Path(sys.executable).parent))
    is_found = beside is not None and which("sourcebook") == beside
    return f"{'sourcebook' if is_found else f'{python} -m sourcebook'}{rest}{dossier}"


def _make(rest: str, root: Path, content: Path | None) -> str:
    if not is_file(root / "Makefile"):
        return EXTRAS[rest.split(maxsplit=1)[0]]
    place = "" if Path.cwd() == root else f" -C {quote(str(root))}"
    dossier = f" CONTENT={quote(str(content.absolute()).replace('$', '$$'))}" if content else ""
    return f"make{place}{rest}{dossier}"
