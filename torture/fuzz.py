"""Fuzzing: mutated dossiers are built or refused in time, at real places."""

import json
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sourcebook.build.options import BuildOptions, Report
from sourcebook.build.pipeline import build
from sourcebook.cache.cache import Caches
from sourcebook.model.problem import Problem
from tools.environment import ROOT
from torture.desk import LIGHTHOUSE, warm_up
from torture.mutations import MUTATIONS, Files
from torture.outcome import Outcome

BATCH = 50
"""Number of dossiers per process, which share its caches."""

SHARE = 100
"""One in so many dossiers is also built by the command."""

SECONDS = 2.0
"""Limit in processor time, which does not depend on the load of the machine."""

STALLED = 20
PLACED = 0.999
HOLDS = "exit 0 or 1, no traceback or signal, under 2 s, 99.9 % of failures at a real place"


def fuzzed(folder: Path, count: int, plant: Callable[[], None], seed: int, until: float = math.inf) -> Outcome:
    """Run `count` dossiers with one to three mutations each.

    Ends early when perf_counter reaches `until`.
    """
    started = time.perf_counter()
    warm_up()
    counted: Counter[str] = Counter()
    breaches: list[str] = []
    slowest = 0.0
    for first in range(seed, seed + count, BATCH):
        if time.perf_counter() > until:
            break
        numbers = range(first, min(first + BATCH, seed + count))
        for result in _batch(folder / "fuzz", numbers, plant):
            counted.update(result["counted"])
            breaches += result["breaches"]
            slowest = max(slowest, result["seconds"])
    failures = max(counted["problems"], 1)
    if counted["places that are not there"] > (1 - PLACED) * failures:
        breaches.append(f"{counted['places that are not there']} of {failures} problems have no real place")
    return Outcome(
        "fuzz", counted["dossiers"], "dossiers", tuple(breaches), {**counted, "slowest, s": round(slowest, 2)},
        time.perf_counter() - started, HOLDS,
    )  # fmt: skip


def _batch(folder: Path, numbers: range, plant: Callable[[], None]) -> Iterator[dict[str, Any]]:
    """Findings of a fork that builds some dossiers, and its exit if early."""
    answers = folder.with_name("answers.jsonl")
    answers.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        try:
            plant()
            _work(folder, numbers, answers)
        finally:
            os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    lines = answers.read_text("utf-8").splitlines() if answers.exists() else []
    yield from map(json.loads, lines)
    if len(lines) < len(numbers):
        breach = f"seed {numbers[len(lines)]}: the process ended with {code}"
        yield {"counted": {"dossiers": 1}, "breaches": [breach], "seconds": 0.0}


def _work(folder: Path, numbers: range, answers: Path) -> None:
    caches = Caches.in_memory()
    build(BuildOptions(ROOT, LIGHTHOUSE, folder.with_name("out"), cards=False), caches)
    sound = {
        path.relative_to(LIGHTHOUSE).as_posix(): path.read_bytes() for path in LIGHTHOUSE.rglob("*") if path.is_file()
    }
    with answers.open("a", encoding="utf-8") as file:
        for number in numbers:
            signal.alarm(STALLED)
            files = mutated(sound, number)
            file.write(json.dumps(built(folder, files, number, caches)) + "\n")
            file.flush()


def mutated(sound: Files, seed: int) -> Files:
    """Files after random mutations."""
    chance = random.Random(seed)
    files = dict(sound)
    for _ in range(chance.choice((1, 1, 2, 3))):
        chance.choice(MUTATIONS)(files, chance)
    return files


def built(folder: Path, files: Files, number: int, caches: Caches) -> dict[str, Any]:
    """Build one dossier; returns counts and breaches."""
    write(folder, files)
    counted: Counter[str] = Counter(dossiers=1)
    breaches = []
    started = time.process_time()
    try:
        result = build(BuildOptions(ROOT, folder, folder.with_name("out"), cards=False), caches)
    except Exception:  # noqa: BLE001 - any exception is a finding
        return {"counted": counted, "breaches": [f"seed {number}: {traceback.format_exc()[-700:]}"], "seconds": 0.0}
    seconds = time.process_time() - started
    counted["refused" if result.failed else "built"] += 1
    counted["problems"] += len(result.problems)
    lost = [str(problem) for problem in result.problems if not is_real(problem, files)]
    counted["places that are not there"] += len(lost)
    if seconds > SECONDS:
        breaches.append(f"seed {number}: {seconds:.1f} s")
    if result.failed and not result.problems:
        breaches.append(f"seed {number}: refused without a word")
    if number % SHARE == 0:
        counted["by the command"] += 1
        breaches += [f"seed {number}: {breach}" for breach in by_command(folder, result)]
    return {"counted": counted, "breaches": breaches, "seconds": seconds, "lost": lost}


def by_command(folder: Path, result: Report) -> Iterator[str]:
    """Differences between the command and the functions that it calls."""
    out = folder.with_name("out")
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "build",
        "--content",
        str(folder),
        "--out",
        str(out),
        "--no-cards",
    ]
    variables = {**os.environ, "XDG_CACHE_HOME": str(folder.with_name("account"))}
    command += ["--no-cards", "--no-search"]
    done = subprocess.run(command, capture_output=True, text=True, env=variables, check=False)
    if done.returncode != int(result.failed):
        yield f"exit code {done.returncode}: {done.stderr[-300:]}"
    if "Traceback" in done.stderr:
        yield f"a traceback: {done.stderr[-300:]}"
    missing = [str(problem) for problem in result.problems if str(problem) not in done.stderr]
    if missing:
        yield f"not printed: {missing[0]}"


def is_real(problem: Problem, files: Files) -> bool:
    """Whether a problem names an existing line and column, or a missing file."""
    if problem.path not in files:
        inside = any(path.startswith(f"{problem.path}/") for path in files)
        return problem.place == (1, 1) and (inside or problem.code in ("FOLDER", "ADDRESS"))
    text = files[problem.path].decode("utf-8-sig", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line, column = problem.place
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


def write(folder: Path, files: Files) -> None:
    """Write exactly these files into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
