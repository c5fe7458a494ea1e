"""The report: Markdown tables of what was measured and of the bars, with the machine; and their place in README.md."""

import math
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from bench.generators import BASE, HUGO, PEERS, PLAIN, US
from bench.processes import PROC
from bench.results import Bar, Results, bars
from bench.scenarios import COLUMNS, CPU, MEMORY, Material

README = Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- The last run: written by make bench. -->", "<!-- End of the last run. -->"
NOTHING = "–"
WORSE = 1.05
"""Ratios to the base above this one are in bold."""
TITLES = {US: "Sourcebook", BASE: "base"} | {name: peer.title for name, peer in PEERS.items()}


def report(results: Results, versions: Mapping[str, str], day: date) -> str:
    """The whole report in Markdown. `versions` by generator."""
    sections = [machine(versions, day), *results.notes, own_table(results)]
    if set(results.names) & set(PEERS):
        sections += [peers_table(results, material) for material in results.materials if material.part == PLAIN]
    measured = [bar for bar in bars(results) if bar.holds is not None]
    return "\n\n".join([*sections, *([bars_table(measured)] if measured else [])]) + "\n"


def machine(versions: Mapping[str, str], day: date) -> str:
    """One paragraph: the day, the machine, and which versions ran on it."""
    named = ", ".join(f"{TITLES[name]} {version}" for name, version in versions.items())
    return (
        f"{day.isoformat()}: {_cores()} cores ({_processor()}), {_memory_size()} GB of memory, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}; {named}."
    )


def own_table(results: Results) -> str:
    """One row for each scenario of ours; beside it the base, and the multiple of Hugo, where they were measured."""
    beside = [name for name in (BASE, HUGO) if name in results.names]
    heads = {BASE: ["base", "x base (range)", "processor"], HUGO: ["x Hugo"]}
    rows = [
        [f"{material.title}, {scenario}", str(len(taken)), _figure(results, US, material, scenario),
         *(cell for name in beside for cell in _beside(results, name, material, scenario))]
        for material in results.materials for scenario in COLUMNS
        if (taken := results.figures.get((US, material, scenario)))
    ]  # fmt: skip
    names = ["", "times", "Sourcebook", *(head for name in beside for head in heads[name])]
    return f"### Sourcebook: medians in seconds, memory in MB\n\n{_table(names, rows)}"


def _beside(results: Results, name: str, material: Material, scenario: str) -> list[str]:
    ratios = results.ratios(US, name, material, scenario)
    if name == HUGO:
        return [f"{results.ratio(US, name, material, scenario):.2f}" if ratios else NOTHING]
    if not ratios:
        return [NOTHING, NOTHING, NOTHING]
    wall, processor = (_marked(results.ratio(US, name, material, column)) for column in (scenario, scenario + CPU))
    return [_figure(results, name, material, scenario), f"{wall} ({ratios[0]:.2f}–{ratios[-1]:.2f})", processor]


def _marked(ratio: float) -> str:
    return NOTHING if math.isnan(ratio) else f"**{ratio:.2f}**" if ratio > WORSE else f"{ratio:.2f}"


def peers_table(results: Results, material: Material) -> str:
    """One row for each generator: medians, and in brackets the multiple of Hugo's."""
    shown = [column for column in COLUMNS if any(at[1:] == (material, column) for at in results.figures)]
    units = [f"{column}, {'MB' if column == MEMORY else 's'}" for column in shown]
    rows = [[TITLES[name], *_cells(results, name, material, shown)] for name in results.names if name != BASE]
    rows = [row for row in rows if set(row[1:]) != {NOTHING}]
    return f"### {material.size:,} articles: medians (times Hugo)\n\n{_table(['', *units], rows)}"


def _cells(results: Results, name: str, material: Material, columns: Sequence[str]) -> Iterator[str]:
    for column in columns:
        ratio = results.ratio(name, HUGO, material, column)
        yield _figure(results, name, material, column) + ("" if math.isnan(ratio) else f" ({ratio:.2f})")


def _figure(results: Results, name: str, material: Material, column: str) -> str:
    figure = results.median(name, material, column)
    return NOTHING if math.isnan(figure) else f"{figure:.{0 if column == MEMORY else 3}f}"


def bars_table(listed: list[Bar]) -> str:
    """One row for each bar that was measured, and whether it holds."""
    rows = [
        [bar.what, bar.unit, f"{bar.limit:g}", NOTHING if bar.aim is None else f"{bar.aim:g}",
         f"{bar.measured:.{0 if bar.measured >= 100 else 2}f}", "yes" if bar.holds else "**no**"]
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
