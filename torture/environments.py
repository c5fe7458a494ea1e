"""Builds of one dossier in environments that differ in all they can."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.environment import ROOT
from torture.desk import LIGHTHOUSE, digest
from torture.outcome import Outcome

HOUSE = ("build.py", "sourcebook", "templates", "assets")
ADDRESS = "https://example.org/repo/"
HOLDS = "one hash"


@dataclass(frozen=True)
class Surroundings:
    """An environment of a build.

    `path`: place of the project; `order`: seed of the order in which its files are created; `twice`: the second build
    counts.
    """

    name: str
    path: str = "project"
    variables: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    order: int = 0
    cores: int = 2
    twice: bool = False
    flags: Sequence[str] = ()
    elsewhere: bool = False


MATRIX = (
    Surroundings("plain"),
    Surroundings("a long path with spaces and other scripts", path="a b/Ünïcode Ελλάδα 日本/" + "deep/" * 12 + "p"),
    Surroundings("far east", variables={"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}),
    Surroundings("far west", variables={"TZ": "Pacific/Niue", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}),
    Surroundings("a locale of bytes", variables={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    Surroundings("Latin 1 in and out", variables={"PYTHONIOENCODING": "latin-1:replace"}),
    Surroundings("hash seed 1", variables={"PYTHONHASHSEED": "1"}),
    Surroundings("hash seed 4294967295", variables={"PYTHONHASHSEED": "4294967295"}),
    Surroundings("umask 077", umask=0o077),
    Surroundings("umask 000", umask=0),
    Surroundings("one core", cores=1),
    Surroundings("built twice", twice=True),
    Surroundings("files made in another order", order=1),
    Surroundings("files made in a third order, one core, twice", order=2, cores=1, twice=True),
    Surroundings("optimised, without writing bytecode", flags=("-O", "-B")),
    Surroundings("started elsewhere", elsewhere=True, variables={"SOURCE_DATE_EPOCH": "1", "USER": "x"}),
)  # fmt: skip


def surrounded(folder: Path, count: int, program: str = "") -> Outcome:
    """Build in the first `count` environments.

    `program` runs before every second build, to plant a fault.
    """
    started = time.perf_counter()
    digests: dict[str, str] = {}
    for n, surroundings in enumerate(MATRIX[:count]):
        root = _laid_out(folder / f"environment-{n}" / surroundings.path, surroundings.order)
        digests[surroundings.name] = _build(root, surroundings, program if n % 2 else "")
    first = next(iter(digests.values()))
    breaches = tuple(
        f"{name}: {digest[:200]}" for name, digest in digests.items() if digest != first or len(digest) != 64
    )
    return Outcome(
        "environments", len(digests), "environments", breaches, {"hashes": len({*digests.values()})},
        time.perf_counter() - started, HOLDS,
    )  # fmt: skip


def _laid_out(root: Path, order: int) -> Path:
    """Copy the project, its files created in a random order with random times."""
    files = [path for name in HOUSE for path in ([ROOT / name] if name == "build.py" else (ROOT / name).rglob("*"))]
    pairs = [(path, root / path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts]
    pairs += [(path, root / "content" / path.relative_to(LIGHTHOUSE)) for path in LIGHTHOUSE.rglob("*")]
    pairs = sorted(pair for pair in pairs if pair[0].is_file())
    if order:
        random.Random(order).shuffle(pairs)
    for n, (source, target) in enumerate(pairs):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        os.utime(target, (n * order * 1000, n * order * 1000))
    return root


def _build(root: Path, surroundings: Surroundings, program: str) -> str:
    """Digest of the site, or the error."""
    variables = {**os.environ, "XDG_CACHE_HOME": str(root / "account"), **surroundings.variables}
    start = "import runpy, sys; sys.argv = sys.argv[1:]; sys.path.insert(0, sys.argv[0].rpartition('/')[0]); "
    run = "runpy.run_path(sys.argv[0], run_name='__main__')"
    command = [sys.executable, *surroundings.flags, "-c", f"{start}{program}\n{run}", str(root / "build.py")]
    cores = sorted(os.sched_getaffinity(0))[: surroundings.cores]

    def enter() -> None:
        os.umask(surroundings.umask)
        os.sched_setaffinity(0, cores)

    for _ in range(1 + surroundings.twice):
        done = subprocess.run(
            [*command, "build", "--address", ADDRESS, "--out", str(root / "out")],
            cwd=root.anchor if surroundings.elsewhere else root, env=variables, capture_output=True,
            preexec_fn=enter, check=False,
        )  # fmt: skip
        if done.returncode:
            return f"exit code {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-300:]}"
    return digest(root / "out")
