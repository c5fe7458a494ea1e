"""Random edits of a dossier and its theme.

Each build with a cache is compared with a clean build.
"""

import gc
import math
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from shutil import rmtree

from sourcebook.build import load, task
from sourcebook.cache.workers import count as cores
from sourcebook.cache.workers import start
from sourcebook.cli.main import YOUNG_ALONE
from tests.edits import Desk, tree
from torture.outcome import Outcome

STEPS = 20
RUNS_AT_A_TIME = 40
MOST_BREACHES = 20
Found = tuple[list[str], list[str]]
HOLDS = "the same problems and bytes as a clean build"


def edited(folder: Path, count: int, plant: Callable[[], None], seed: int, until: float = math.inf) -> Outcome:
    """Make `count` edits in runs of `STEPS`, a seed each, one per core at a time.

    Ends early when perf_counter reaches `until`.
    """
    started = time.perf_counter()
    breaches: list[str] = []
    acts = Counter[str]()
    load.CHUNK, task.WORTH_SHARING = 2, 4
    os.environ["XDG_CACHE_HOME"] = str(folder / "account")
    gc.set_threshold(*YOUNG_ALONE)
    plant()
    runs = [partial(_run, folder / "edits", seed + n, min(STEPS, count - n * STEPS)) for n in range(-(-count // STEPS))]
    while runs and len(breaches) < MOST_BREACHES and time.perf_counter() < until:
        now = runs[:RUNS_AT_A_TIME]
        with start(partial(_nth, now), len(now), cores(), 1) as results:
            for done, failed in results:
                acts.update(edit.split()[1] for edit in done)
                breaches += failed
        del runs[:RUNS_AT_A_TIME]
    return Outcome(
        "edits", acts.total(), "edits", tuple(breaches), dict(sorted(acts.items())), time.perf_counter() - started,
        HOLDS,
    )  # fmt: skip


def _nth(runs: Sequence[Callable[[], Found]], number: int) -> Found:
    return runs[number]()


def _run(folder: Path, seed: int, steps: int) -> Found:
    """Edits of a run, and those after which a build differed from a clean one."""
    desk = Desk.laid_out(folder / str(seed), seed)
    desk.with_cache()
    breaches = []
    for _ in range(steps):
        desk.edit()
        last = tree(desk.out)
        result, (wanted, clean) = desk.with_cache(), desk.clean()
        if result.problems != wanted.problems or tree(desk.out) != (last if wanted.failed else clean):
            breaches = [f"seed {seed}: {desk.done[-1]}"]
            break
    rmtree(desk.folder)
    return desk.done, breaches
