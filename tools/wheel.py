"""`make wheel`: the package as a wheel in `dist/`, and its source archive.

With `--install` both are installed with all extras into environments of their own, and asked for their version; `pip`
takes what it needs from the index.
"""

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.environment import ROOT, SetupError, pip_environment
from tools.provide import provide

BUILD = "import sys; from hatchling import build as backend; print(getattr(backend, sys.argv[1])(sys.argv[2]))"


def build_package(kind: str, to: Path) -> Path:
    """Build the `wheel` or the `sdist` into a folder. Returns its path; raises SetupError."""
    to.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, f"build_{kind}", str(to.absolute())],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(provide("wheel"))}, stdout=subprocess.PIPE, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise SetupError(f"The {kind} could not be built: its message is above.")
    return to / done.stdout.split()[-1]


def install(package: Path, extras: str = "") -> tuple[str, int]:
    """Install a package and what it needs from the index into a new environment.

    Returns what it calls itself, and the bytes of all packages there. Raises SetupError.
    """
    with TemporaryDirectory(prefix="sourcebook-") as folder:
        venv.create(folder, with_pip=False)
        scripts = Path(folder, "Scripts" if os.name == "nt" else "bin")
        command = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(scripts / "python"),
            "install",
            "-qq",
            f"{package}{extras}",
        ]
        if subprocess.run(command, env=pip_environment(sys.executable), check=False).returncode:
            raise SetupError(f"pip could not install {package.name}: its message is above.")
        said = subprocess.run([scripts / "sourcebook", "--version"], stdout=subprocess.PIPE, text=True, check=True)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.suffix != ".pyc" and path.is_file())
        return said.stdout.strip(), size


def main() -> int:
    """Run `make wheel`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--to", type=Path, default=ROOT / "dist")
    parser.add_argument("--install", action="store_true")
    given = parser.parse_args()
    for kind in ("sdist", "wheel"):
        package = build_package(kind, given.to)
        print(f"{package} ({package.stat().st_size / 1e6:.1f} MB)")
        for extras in ("", "[all]") if given.install else ():
            said, size = install(package, extras)
            print(f"  {package.name}{extras}: {said}, {size / 1e6:.0f} MB installed")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        sys.exit(str(error))
