"""The report: Markdown tables of what was measured and of the bars, with the machine; and their place in README.md."""

import math
import os
import platform
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from bench.generators import GENERATORS, WITH_CLAIMS
from bench.processes import PROC
from bench.results import BASE, COLUMNS, MEMORY, Bar, Results, bars

README = Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- The last run: written by make bench. -->", "<!-- End of the last run. -->"
NOTHING = "–"


def report(results: Results, versions: Mapping[str, str], rounds: Mapping[int, int], day: date) -> str:
    """The whole report in Markdown. `versions` by generator; `rounds` by number of articles."""
    sections = [machine(versions, day), *(size_table(results, size, rounds[size]) for size in results.sizes)]
    return "\n\n".join([*sections, bars_table(bars(results))]) + "\n"


def machine(versions: Mapping[str, str], day: date) -> str:
    """One paragraph: the day, the machine, and which versions ran on it."""
    named = ", ".join(f"{GENERATORS[name].title} {version}" for name, version in versions.items())
    return (
        f"{day.isoformat()}: {_cores()} cores ({_processor()}), {_memory_size()} GB of memory, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}; {named}."
    )


def size_table(results: Results, size: int, rounds: int) -> str:
    """One row for each generator: medians, and in brackets the multiple of Hugo's."""
    shown = [column for column in COLUMNS if any(at[1:] == (size, column) for at in results.figures)]
    units = [f"{column}, {'MB' if column == MEMORY else 's'}" for column in shown]
    rows = [[GENERATORS[name].title, *_cells(results, name, size, shown)] for name in results.names]
    rows = [row for row in rows if set(row[1:]) != {NOTHING}]
    heading = f"### {size:,} articles: medians of {rounds} {'rounds' if rounds > 1 else 'round'} (times Hugo)"
    return f"{heading}\n\n{_table(['', *units], rows)}"


def _cells(results: Results, name: str, size: int, columns: list[str]) -> Iterator[str]:
    for column in columns:
        figure, base = results.median(name, size, column), results.median(BASE, size, column)
        digits = 0 if column == MEMORY else 3
        times = "" if math.isnan(base) or name == WITH_CLAIMS else f" ({figure / base:.2f})"
        yield NOTHING if math.isnan(figure) else f"{figure:.{digits}f}{times}"


def bars_table(listed: list[Bar]) -> str:
    """One row for each bar, and whether it holds."""
    said = {True: "yes", False: "**no**", None: "not measured"}
    rows = [
        [bar.what, bar.unit, f"{bar.limit:g}", NOTHING if bar.aim is None else f"{bar.aim:g}", _number(bar.measured),
         said[bar.holds]]
        for bar in listed
    ]  # fmt: skip
    return f"### Bars\n\n{_table(['', 'unit', 'at most', 'aim', 'measured', 'holds'], rows)}"


def write_report(text: str, path: Path = README) -> None:
    """Put the report between the marks of README.md; the rest of the file stays. ValueError where there are none."""
    before, begun, rest = path.read_text("utf-8").partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ValueError(f"{path} has no marks for the report")
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def _table(heads: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *("---:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))


def _number(value: float) -> str:
    return NOTHING if math.isnan(value) else f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory_size() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)


def _processor() -> str:
    try:
        lines = (PROC / "cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unnamed")
