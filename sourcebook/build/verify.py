"""Verify reproducible builds: builds in different environments give equal bytes.

Each run has a copy of the program and of the dossier in a folder of its own; the second run reuses the copies and the
cache of the first.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.files import PACKAGE

WORTHLESS = ("__pycache__", "originals")
PLAIN = {"TZ": "XXX+12", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0"}
OTHER = {"TZ": "YYY-14", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242", "COLUMNS": "20"}
"""At any time, the dates in these two zones differ."""

Site = dict[str, str]


class Surroundings(Struct, frozen=True):
    """Environment of one build: variables, umask, workers, Python.

    `folder`: of its copies; runs with the same folder share a cache. `backwards`: files are created in the opposite
    order, and so, on many file systems, listed in another.
    """

    name: str
    folder: str
    environment: Mapping[str, str]
    umask: int
    workers: int
    backwards: bool = False
    python: Sequence[str] = (sys.executable,)


FIRST = Surroundings("one process", "one", PLAIN, 0o022, 1)
AGAIN = Surroundings("the same again, from what it remembers", "one", PLAIN, 0o022, 1)
ELSEWHERE = Surroundings(
    "two processes, optimised, elsewhere", "the other folder, ünïcode", OTHER, 0o077, 2, True, (sys.executable, "-O")
)


class Verdict(Struct, frozen=True):
    """Result of a comparison of builds.

    `runs`: their names; `files`: number of files of the site; `digest`: of all of them; `faults`: differences or
    errors, one a line.
    """

    runs: tuple[str, ...]
    files: int = 0
    digest: str = ""
    faults: tuple[str, ...] = ()


def surroundings(pythons: Sequence[str] = ()) -> list[Surroundings]:
    """Environments in which to verify a build: three, and one for each further Python."""
    more = [replace(ELSEWHERE, name=python, folder=f"python {n}", python=(python,)) for n, python in enumerate(pythons)]
    return [FIRST, AGAIN, ELSEWHERE, *more]


def verify(root: Path, content: Path, options: Sequence[str], places: Sequence[Surroundings]) -> Verdict:
    """Build `content` in each environment, into temporary folders, and compare sites.

    `root`: folder of the program; `options`: arguments of the command line.
    """
    runs = tuple(place.name for place in places)
    with TemporaryDirectory(prefix="sourcebook-verify-") as made:
        sites: list[Site] = []
        for number, place in enumerate(places):
            site = _build(root, content, Path(made, place.folder), f"site {number}", options, place)
            if isinstance(site, str):
                return Verdict(runs, faults=(f"{place.name}: it does not build", *site.splitlines()))
            sites.append(site)
    faults = [
        line for place, site in zip(places[1:], sites[1:], strict=True) for line in _differences(place, sites[0], site)
    ]
    whole = hashlib.sha256("".join(f"{path}\0{digest}\n" for path, digest in sites[0].items()).encode())
    return Verdict(runs, len(sites[0]), whole.hexdigest(), tuple(faults))


def _build(
    root: Path, content: Path, folder: Path, name: str, options: Sequence[str], place: Surroundings
) -> Site | str:
    """Build once. Returns the digests of the site's files, or the error output."""
    program, dossier, out = folder / "program", folder / "dossier", folder / name
    if not folder.exists():
        for origin, part in _program(root).items():
            _copy(origin, program / part, backwards=place.backwards)
        _copy(content, dossier, backwards=place.backwards)
    command = [*place.python, "-m", "sourcebook", "build", "--content", str(dossier), "--out", str(out)]
    done = subprocess.run(
        [*command, "--workers", str(place.workers), *options],
        env=_environment(place, folder) | {"PYTHONPATH": str(program)},
        cwd=folder if place.backwards else program,
        umask=place.umask if os.name == "posix" else -1,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        return done.stderr.decode(errors="replace")
    return {path.relative_to(out).as_posix(): _digest(path) for path in sorted(out.rglob("*")) if path.is_file()}


def _program(root: Path) -> dict[Path, str]:
    """Folders of the program in `root`, with their places in a copy; an installed package contains all of it."""
    if root.parent == PACKAGE:
        return {PACKAGE: "sourcebook"}
    return {root / part: part for part in ("sourcebook", "templates", "assets")}


def _environment(place: Surroundings, folder: Path) -> dict[str, str]:
    """Environment of this process without locale, Python and XDG variables, plus those of the surroundings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PYTHON", "XDG_"))}
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return {**kept, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", **place.environment}


def _copy(origin: Path, target: Path, *, backwards: bool) -> None:
    """Copy a file or a folder; links stay links."""
    if not origin.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin, target, follow_symlinks=False)
        return
    target.mkdir(parents=True, exist_ok=True)
    for entry in sorted(origin.iterdir(), reverse=backwards):
        if entry.name not in WORTHLESS:
            _copy(entry, target / entry.name, backwards=backwards)


def _differences(place: Surroundings, first: Site, site: Site) -> list[str]:
    """Compare two sites. Returns a line for each file that differs."""
    paths = sorted(path for path in first.keys() | site.keys() if first.get(path) != site.get(path))
    return [f"{path}: {_how(path, first, site)} ({place.name})" for path in paths]


def _how(path: str, first: Site, site: Site) -> str:
    return "missing" if path not in site else "missing in the first build" if path not in first else "other bytes"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
