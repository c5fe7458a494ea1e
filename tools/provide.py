"""Packages on demand: a folder in `.tools/` for each version of a lock."""

import shutil
import sys
import tempfile
from pathlib import Path

from tools.environment import ROOT, lock_digest, pip_install

TOOLS = ROOT / ".tools"


def provide(lock: str) -> Path:
    """Folder of the packages of a lock, installed if missing.

    Its name has the digest of the lock and is given last, so that no folder is incomplete or outdated.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = TOOLS / f"{lock}-{version}-{lock_digest(lock)[:12]}"
    if folder.is_dir():
        return folder
    print(f"Installing requirements/{lock}.txt into {TOOLS.name}", flush=True)
    TOOLS.mkdir(exist_ok=True)
    for old in TOOLS.glob(f"{lock}-*"):
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory(dir=TOOLS) as made:
        pip_install(sys.executable, lock, target=Path(made) / "packages")
        (Path(made) / "packages").rename(folder)
    return folder
