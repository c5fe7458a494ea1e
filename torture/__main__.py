"""`make torture`: injects faults into builds and reports breaches."""

import argparse
import math
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from torture.outcome import Outcome
from torture.planted import PLANTED, Planted
from torture.report import PARTS, write_report

COUNTS = {
    "kills": 1000,
    "faults": 1000,
    "syscalls": 1000,
    "readers": 1000,
    "edits": 10_000,
    "environments": 16,
    "payloads": 1000,
    "fuzz": 10_000,
    "writes": 1000,
    "strangers": 200,
    "shapes": 300,
    "saved": 300,
    "strings": 50_000,
    "cells": 5000,
    "streams": 200,
}
"""Default number of trials of each part; for readers, number of publications meanwhile."""


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """Parsed command line."""
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    for part in PARTS:
        parser.add_argument(
            f"--{part}", type=int, metavar="N", help=f"instead of {COUNTS[part]}; parts not named are left out"
        )
    parser.add_argument("--minutes", type=float, default=math.inf, help="of edits and fuzz each, however many are left")
    parser.add_argument("--seed", type=int, default=0, help="of all that is random")
    parser.add_argument("--plant", choices=PLANTED, help="a fault that the harness must find")
    parser.add_argument("--write", action="store_true", help="put the counts into docs/reliability.md")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Run the named parts, or all. Exit code 1 if there was a breach."""
    options = arguments(words)
    named = {part: getattr(options, part) for part in PARTS if getattr(options, part) is not None}
    planted = PLANTED[options.plant] if options.plant else Planted("")
    outcomes = []
    for part, count in (named or COUNTS).items():
        with TemporaryDirectory(prefix="torture-") as folder:
            until = time.perf_counter() + 60 * options.minutes
            outcomes.append(run(part, Path(folder), count, options.seed, planted, until))
        tell(outcomes[-1])
        if options.write and not options.plant:
            write_report(outcomes[-1:], datetime.now(UTC).date())
    return 0 if all(outcome.sound for outcome in outcomes) else 1


def run(part: str, folder: Path, count: int, seed: int, planted: Planted, until: float) -> Outcome:
    """One part of the harness; edits and fuzz end when perf_counter is beyond `until`.

    What it needs is imported now: the browser serves one of them alone.
    """
    if part in ("kills", "faults", "syscalls"):
        from torture.kills import harmed

        return harmed(part, folder, count, planted.plant, seed)
    if part == "readers":
        from torture.readers import read_along

        return read_along(folder, count, planted.plant)
    if part == "edits":
        from torture.edits import edited

        return edited(folder, count, planted.plant, seed, until)
    if part == "environments":
        from torture.environments import surrounded

        return surrounded(folder, count, planted.program)
    if part == "payloads":
        from torture.payloads import attacked

        return attacked(folder, count, planted.plant)
    if part in ("writes", "strangers", "shapes", "saved", "strings", "cells", "streams"):
        return run_second(part, folder, count, seed, planted)
    from torture.fuzz import fuzzed

    return fuzzed(folder, count, planted.plant, seed, until)


def run_second(part: str, folder: Path, count: int, seed: int, planted: Planted) -> Outcome:
    """One of the parts that attack commands, files and texts rather than builds."""
    from torture import shapes, strangers, streams, strings, writes

    if part == "streams":
        return streams.broken(folder, count, planted.program, seed)
    if part in shapes.BUDGETS:
        return shapes.doubled(part, folder, count, planted.plant, seed)
    if part in ("strings", "cells"):
        return (strings.stalled if part == "strings" else strings.opened)(count, planted.plant, seed)
    return (writes.disturbed if part == "writes" else strangers.visited)(folder, count, planted.plant, seed)


def tell(outcome: Outcome) -> None:
    """What became of a part, and the first of its breaches."""
    counted = ", ".join(f"{name} {count}" for name, count in outcome.counted.items())
    print(
        f"{outcome.part}: {outcome.tried} {outcome.unit}, {len(outcome.breaches)} breaches,"
        f" {outcome.seconds:.0f} s ({counted})"
    )
    for breach in outcome.breaches[:20]:
        print(f"  {breach}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
