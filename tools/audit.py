"""`make audit`: known vulnerabilities of locked packages, missing hashes.

pip-audit asks PyPI's advisory service about each release in a Python lock; nothing is resolved or installed.
npm asks its registry about the locks in `requirements/*/`, if npm is installed.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.environment import ROOT, SetupError
from tools.provide import provide

REQUIREMENTS = ROOT / "requirements"
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", re.MULTILINE)
HASH = "--hash=sha256:"
OPTIONS = (
    "--strict", "--disable-pip", "--require-hashes", "--vulnerability-service", "pypi", "--progress-spinner", "off",
)  # fmt: skip
"""With --strict, a package that could not be looked up is a failure."""


def unhashed(lock: str) -> list[str]:
    """Packages of a lock without a hash, and lines that bypass the index."""
    entries = re.split(r"\n(?=[^\s#])", lock)
    names = [entry.split()[0] for entry in entries if PIN.match(entry) and HASH not in entry]
    return names + [line for line in lock.splitlines() if re.match(r"\s*(-e|--editable|\S+\s*@|https?:|git\+)", line)]


def python_locks() -> list[Path]:
    return sorted(REQUIREMENTS.glob("*.txt"))


def node_locks() -> list[Path]:
    return sorted(REQUIREMENTS.glob("*/package-lock.json"))


def main() -> int:
    loose = [
        f"{path.name}: {name} has no hash" for path in python_locks() for name in unhashed(path.read_text("utf-8"))
    ]
    print("\n".join(loose) or f"{len(python_locks())} locks, a hash for each file", flush=True)
    results = [bool(loose), *(_run(command, path) for command, path in _commands())]
    if any(results):
        print(
            "Audit failed: a package is vulnerable, has no hash, or could not be looked up. See above.", file=sys.stderr
        )
    return int(any(results))


def _commands() -> Iterator[tuple[list[str], Path]]:
    packages = provide("audit")
    start = f"import sys; sys.path.insert(0, {str(packages)!r}); from pip_audit._cli import audit; audit()"
    for lock in python_locks():
        yield [sys.executable, "-E", "-s", "-c", start, *OPTIONS, "--requirement", str(lock)], lock
    npm = shutil.which("npm")
    for lock in node_locks():
        if npm is None:
            print(f"{lock.relative_to(ROOT)}: not audited: npm is not installed", flush=True)
        else:
            yield [npm, "audit", "--package-lock-only", "--prefix", str(lock.parent)], lock


def _run(command: list[str], lock: Path) -> bool:
    """Run a command that prints its findings; True if it fails."""
    print(lock.relative_to(ROOT), flush=True)
    return subprocess.run(command, check=False).returncode != 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        sys.exit(str(error))
