"""Random edits of a dossier and its house: what a build with a memory leaves is held against a clean build."""

import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

from sourcebook import parsing, parts
from tests.edits import Desk, tree
from torture.outcome import Outcome

STEPS = 20
HOLDS = "the same problems and bytes as a clean build"


def edited(folder: Path, count: int, plant: Callable[[], None], seed: int) -> Outcome:
    """`count` edits, in runs of `STEPS`, each run of a seed of its own."""
    started = time.perf_counter()
    done = 0
    breaches: list[str] = []
    acts = Counter[str]()
    parsing.WORTH_SHARING = parts.WORTH_SHARING = 4  # type: ignore[attr-defined]
    os.environ["XDG_CACHE_HOME"] = str(folder / "account")
    plant()
    while done < count and len(breaches) < 20:
        desk = Desk.laid_out(folder / "edits" / str(seed), seed)
        desk.with_memory()
        different = _run(desk, min(STEPS, count - done))
        breaches += [f"seed {seed}: {desk.done[-1]}"] if different else []
        acts.update(said.split()[1] for said in desk.done)
        done += len(desk.done)
        rmtree(desk.folder)
        seed += 1
    return Outcome(
        "edits", done, "edits", tuple(breaches), dict(sorted(acts.items())), time.perf_counter() - started, HOLDS
    )


def _run(desk: Desk, steps: int) -> bool:
    """Whether one of the builds differs from a clean one."""
    for _ in range(steps):
        desk.edit()
        last = tree(desk.out)
        found, (wanted, clean) = desk.with_memory(), desk.clean()
        if found.problems != wanted.problems or tree(desk.out) != (last if wanted.failed else clean):
            return True
    return False
