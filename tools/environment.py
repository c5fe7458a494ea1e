"""Install the packages of a lock into `.venv`, files verified by hashes.

`python -m tools.environment build` (or `test`) installs; with `--check` its exit code says whether the environment is
complete and current. The stamp is written last, so that an incomplete environment is created again.
"""

import ast
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "sourcebook.json"

# The machine configures how to reach a package index, the lock what to install.
NETWORK_SETTINGS = frozenset(
    "cert client-cert default-timeout extra-index-url find-links index-url keyring-provider no-index proxy retries"
    " timeout trusted-host".split()
)

WITHOUT_WHEEL = ("inifile", "pyrss2gen")
"""Packages that PyPI has only as source; Lektor and Nikola, which `make bench` measures, need them."""


class SetupError(Exception):
    """A program or package is missing; the message is one line and says what to do."""


def lock_file(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def lock_digest(name: str) -> str:
    return hashlib.sha256(lock_file(name).read_bytes()).hexdigest()


def pip_install(python: Path | str, lock: str, *, target: Path | None = None) -> None:
    """Install a lock for `python`, into its own packages or the folder `target`.

    Raises SetupError.

    Only wheels, apart from WITHOUT_WHEEL, so that no code of a package runs during installation.
    """
    command = [str(python), "-E", "-s", "-m", "pip", "install", "-qq", "--no-input", "--require-hashes"]
    command += ["--only-binary", ":all:", "--no-binary", ",".join(WITHOUT_WHEEL)]
    command += ["--target", str(target)] if target else []
    done = subprocess.run([*command, "-r", str(lock_file(lock))], env=pip_environment(python), check=False)
    if done.returncode:
        raise SetupError(f"pip could not install requirements/{lock}.txt: its message is above.")


def pip_environment(python: Path | str) -> dict[str, str]:
    """Environment variables of pip: the user's network settings and no others."""
    # A configured `user = true` means to this command "the user's file alone".
    whole = os.environ | {"PIP_GLOBAL": "0", "PIP_SITE": "0", "PIP_USER": "0"}
    command = [str(python), "-E", "-s", "-m", "pip", "config", "list"]
    listed = subprocess.run(command, env=whole, capture_output=True, text=True, check=False)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    for line in listed.stdout.splitlines():
        key, _, value = line.partition("=")
        setting = key.rpartition(".")[2]
        if setting in NETWORK_SETTINGS:
            kept["PIP_" + setting.upper().replace("-", "_")] = str(ast.literal_eval(value))
    return kept | {"PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def is_current(lock: str) -> bool:
    """Whether the environment is complete, of this Python, and has this lock."""
    stamp = read_stamp()
    return lock in stamp and stamp == expected_stamp(set(stamp) - {"home"})


def read_stamp() -> dict[str, str]:
    """Digest of each installed lock, and as `home` the place and the Python.

    Empty if incomplete.
    """
    if not PYTHON.exists():
        return {}
    try:
        stamp = json.loads(STAMP.read_bytes())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def expected_stamp(locks: set[str]) -> dict[str, str]:
    home = f"{VENV} {platform.python_implementation()} {platform.python_version()} {platform.machine()}"
    return {"home": home} | {lock: lock_digest(lock) for lock in locks if lock_file(lock).is_file()}


def make(lock: str) -> None:
    """Install `lock` into the environment, which is created again if outdated."""
    stamp = read_stamp()
    held = set(stamp) - {"home"}
    if not held or stamp != expected_stamp(held):
        held = set()
        create()
    print(f"Installing requirements/{lock}.txt with Python {platform.python_version()} into .venv", flush=True)
    STAMP.unlink(missing_ok=True)
    pip_install(PYTHON, lock)
    STAMP.write_text(json.dumps(expected_stamp(held | {lock}), indent=2) + "\n", encoding="utf-8")


def create() -> None:
    if VENV.is_symlink():
        VENV.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run([sys.executable, "-E", "-s", "-m", "venv", str(VENV)], check=False)
    if done.returncode:
        raise SetupError(f"{sys.executable} could not make a virtual environment: its message is above.")


def main(arguments: list[str]) -> int:
    lock = arguments[-1]
    if is_current(lock):
        return 0
    if "--check" in arguments:
        return 1
    try:
        make(lock)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
