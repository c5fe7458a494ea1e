"""Table of `docs/reliability.md`: one row for the last run of each part."""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tools.environment import ROOT
from torture.outcome import Outcome

PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- The last runs: written by make torture. -->", "<!-- End of the last runs. -->"
PARTS = (
    "kills", "faults", "syscalls", "readers", "edits", "environments", "payloads", "fuzz", "writes", "strangers",
    "shapes", "saved", "strings", "cells", "streams",
)  # fmt: skip
HEADS = ("part", "tried", "breaches", "what must hold", "counted meanwhile", "run")


def row(outcome: Outcome, day: date) -> str:
    """Row of the table."""
    counted = ", ".join(f"{name} {count:,}" for name, count in outcome.counted.items())
    cells = (
        outcome.part, f"{outcome.tried:,} {outcome.unit}", str(len(outcome.breaches)), outcome.holds, counted,
        f"{day.isoformat()}, {machine()}, {outcome.seconds:,.0f} s",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    """Cores and memory of this machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return f"{cores} cores, {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"


def write_report(outcomes: Iterable[Outcome], day: date, path: Path = PAGE) -> None:
    """Write a row for each part between the marks; rows of other parts stay.

    Raises ValueError without marks.
    """
    before, begun, rest = path.read_text("utf-8").partition(BEGIN)
    inner, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ValueError(f"{path} has no marks for the report")
    rows = {part: line for part in PARTS for line in inner.splitlines() if line.startswith(f"| {part} |")}
    rows |= {outcome.part: row(outcome, day) for outcome in outcomes}
    rule = "| --- | ---: | ---: | --- | --- | --- |"
    lines = [f"| {' | '.join(HEADS)} |", rule, *(rows[part] for part in PARTS if part in rows)]
    path.write_text(f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8")
