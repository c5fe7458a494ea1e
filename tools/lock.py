"""`make lock`: update hashed locks to the newest versions of pyproject.toml and the *.in files.

Versions that PyPI has no wheel of are left out, as they are when a lock is installed.
"""

import subprocess
import sys

from tools.environment import ROOT, WITHOUT_WHEEL, SetupError
from tools.provide import provide

OPTIONS = "--universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --upgrade --quiet"
WHEELS = ["--only-binary", ":all:", *(part for name in WITHOUT_WHEEL for part in ("--no-binary", name))]

PACKAGE = "../pyproject.toml"

# The test lock is held to the build lock's versions, so the build comes first.
LOCKS = {
    "build": [PACKAGE, "--extra", "cards", "--extra", "search"],
    "test": [PACKAGE, "--extra", "all", "test.in"],
    **{extra: [PACKAGE, "--extra", extra, "--constraint", "test.txt"] for extra in ("import", "pdf")},
    **{
        name: [f"{name}.in"]
        for name in ("epub", "java", "node", "bench", "pelican", "audit", "languages", "lock", "wheel")
    },
}
"""What each lock is resolved from."""


def main() -> int:
    uv = provide("lock") / "bin" / "uv"
    for name, asked in LOCKS.items():
        print(f"requirements/{name}.txt", flush=True)
        command = [str(uv), "pip", "compile", *OPTIONS.split(), *WHEELS, *asked, "--output-file", f"{name}.txt"]
        done = subprocess.run(command, cwd=ROOT / "requirements", stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise SetupError(f"uv could not resolve requirements/{name}.txt: its message is above.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        sys.exit(str(error))
