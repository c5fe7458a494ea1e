"""Shapes of Markdown and of saved pages by doubling: time and memory that one takes, and how they grow."""

import datetime
import json
import math
import os
import random
import resource
import shutil
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.cache.cache import Caches
from sourcebook.desk.imports.importing import import_file
from sourcebook.desk.name_index import NameIndex
from sourcebook.model.problem import Problem
from tools.environment import ROOT
from torture.desk import LIGHTHOUSE, warm_up
from torture.outcome import Outcome

ATOMS = tomllib.loads((ROOT / "torture/shapes.toml").read_text("utf-8"))
BETWEEN = ("", "", " ", "\n", "\n\n")
GROWTH, NOTICEABLE = 3.2, 0.8
"""Most by which time may grow when a text doubles, once it takes so many seconds."""


class Budget(NamedTuple):
    """Sizes of a kind of file, of which each is twice the one before, and the limits of what reading one takes."""

    sizes: tuple[int, int]
    seconds: float
    megabytes: int
    atoms: Sequence[str]
    work: Callable[[Path, str], None]


def doubled(part: str, folder: Path, count: int, plant: Callable[[], None], seed: int) -> Outcome:
    """Build or import `count` shapes, each at two sizes."""
    started, budget, breaches = time.perf_counter(), BUDGETS[part], []
    warm_up()
    _warm(folder)
    slowest = largest = 0.0
    for number in range(seed, seed + count):
        shape = shape_of(budget.atoms, number)
        taken = [
            _taken(folder / "shape", budget, shape * (size // len(shape.encode()) or 1), plant) for size in budget.sizes
        ]
        breaches += [f"seed {number}, {shape[:60]!r}: {breach}" for breach in _judge(budget, *taken)]
        slowest, largest = max(slowest, taken[1].seconds), max(largest, taken[1].megabytes)
    holds = f"under {budget.seconds:.0f} s and {budget.megabytes} MB, in time that grows as the length does"
    counted = {"slowest, s": round(slowest, 2), "largest, MB": round(largest)}
    return Outcome(part, count, "shapes", tuple(breaches), counted, time.perf_counter() - started, holds)


def shape_of(atoms: Sequence[str], number: int) -> str:
    """The unit that a shape repeats: an atom alone for the first numbers, else one to four of them."""
    chance = random.Random(number)
    if number < len(atoms) * 2:
        return atoms[number // 2] + ("\n\n" if number % 2 else "")
    units = [chance.choice(atoms) * chance.choice((1, 1, 1, 2, 50)) for _ in range(chance.randint(1, 4))]
    return chance.choice(BETWEEN).join(units) + chance.choice(BETWEEN)


class Taken(NamedTuple):
    """What one file took; `fault`: a traceback or the signal that ended it."""

    seconds: float
    megabytes: float
    fault: str = ""


def _judge(budget: Budget, half: Taken, whole: Taken) -> Iterator[str]:
    yield from (taken.fault for taken in (half, whole) if taken.fault)
    if whole.seconds > budget.seconds or whole.megabytes > budget.megabytes:
        yield f"{whole.seconds:.1f} s, {whole.megabytes:.0f} MB"
    elif whole.seconds > NOTICEABLE and whole.seconds > GROWTH * half.seconds:
        yield f"from {half.seconds:.2f} s to {whole.seconds:.2f} s by doubling"


def _taken(folder: Path, budget: Budget, text: str, plant: Callable[[], None]) -> Taken:
    """Work on a text in a fork, which ends at four times its seconds."""
    shutil.rmtree(folder, ignore_errors=True)
    answer = folder.with_name("taken.json")
    answer.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        most = math.ceil(budget.seconds * 4)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        plant()
        folder.mkdir()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        started, fault = time.process_time(), ""
        try:
            budget.work(folder, text)
        except Exception:  # noqa: BLE001 - any exception is a finding
            fault = traceback.format_exc()[-500:]
        taken = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, fault
        answer.write_text(json.dumps(taken), "utf-8")
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Taken(*json.loads(answer.read_text("utf-8"))) if answer.exists() else Taken(0, 0, f"ended with {code}")


def _page(folder: Path, text: str) -> None:
    content, caches = _warm(folder.parent)
    (content / "topics/shape.md").write_text(f"---\ntitle: A shape\n---\n{text}\n", "utf-8")
    build(BuildOptions(ROOT, content, folder / "site", cards=False), caches)


@cache
def _warm(folder: Path) -> tuple[Path, Caches]:
    """A dossier, and caches with all that it needs, which forks share."""
    caches, content = Caches.in_memory(), Path(shutil.copytree(LIGHTHOUSE, folder / "content"))
    build(BuildOptions(ROOT, content, folder / "warm", cards=False), caches)
    return content, caches


def _saved(folder: Path, text: str) -> None:
    (folder / "content/sources").mkdir(parents=True)
    page = f"<!DOCTYPE html><html><head><title>A shape</title></head><body><article>{text}"
    (folder / "saved.html").write_text(page, "utf-8")
    imported = import_file(folder / "content", folder / "saved.html", NameIndex(None), datetime.date(2026, 1, 1))
    if not isinstance(imported, Problem):
        draft = imported.path.read_text("utf-8").replace("draft: true\n", "")
        imported.path.write_text(draft, "utf-8")


BUDGETS = {
    "shapes": Budget(((1 << 17) - 100, (1 << 18) - 100), 2, 300, ATOMS["markdown"], _page),
    "saved": Budget((1 << 19, 1 << 20), 10, 1000, ATOMS["html"], _saved),
}
