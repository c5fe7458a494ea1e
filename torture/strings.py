"""Strings made to stall the package's regular expressions, and cells of spreadsheets made to run."""

import ast
import csv
import importlib
import io
import pkgutil
import random
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

import sourcebook
from sourcebook.exports import tables
from sourcebook.views.tables import Column
from torture.outcome import Outcome

UNITS = (
    "a", "A", "1", " ", "\t", "\n", "a ", "A b ", "a.", "a-", "1,", "1.", "_", "-", "=", "*", "`", "#", "|", "<",
    ">", "<a ", "</", "<!--",
    "&", "&#1", ";", ":", "//", "@", "(", ")", "[", "]", "[[", "[@", "{", "}", "\\", '"', "'", '"a', "“", "é", "漢",
    "12 May ", "mr ", "%", "+",
)  # fmt: skip
LENGTHS = (500, 1000, 2000)
"""A word has at most 500 letters, a paragraph 20,000, of which few are one sign."""
SECONDS = 0.25
STARTS, CUTS = "=+-@＝＋－＠", ",;\t"
PARTS = (
    *STARTS,
    *CUTS,
    "\n",
    "\r",
    '"',
    "'",
    " ",
    "\u00a0",
    "a",
    "1",
    ".",
    "|",
    "cmd|' /C calc'!A0",
    "HYPERLINK(",
    "\u3000",
)


@cache
def patterns() -> dict[str, re.Pattern[Any]]:
    """All patterns of text in the package, by module and name, or by line where a function spells one out."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in pkgutil.walk_packages(sourcebook.__path__, "sourcebook."):
        if not module.name.endswith("__main__"):
            loaded = importlib.import_module(module.name)
            for name, value in vars(loaded).items():
                found.update(_compiled(f"{module.name}.{name}", value, 0))
            found.update(_spelt_out(module.name, ast.parse(Path(loaded.__file__ or "").read_bytes())))
    return {name: pattern for name, pattern in found.items() if isinstance(pattern.pattern, str)}


def _spelt_out(module: str, tree: ast.Module) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Patterns that are given to functions of `re`, without what is inserted into them."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        function = ast.unparse(call.func)
        pattern = call.args[0] if call.args and function.startswith("re.") and function != "re.escape" else None
        if isinstance(pattern, ast.Constant) and isinstance(pattern.value, str):
            flags = {getattr(re, node.attr) for node in ast.walk(call) if _is_flag(node)}
            yield f"{module}:{call.lineno}", re.compile(pattern.value, sum(flags))


def _is_flag(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and isinstance(getattr(re, node.attr, None), re.RegexFlag)


def _compiled(name: str, value: object, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict | list | tuple | set | frozenset) and depth < 3:
        for n, inner in enumerate(value.values() if isinstance(value, dict) else value):
            yield from _compiled(f"{name}[{n}]", inner, depth + 1)


def stalled(count: int, plant: Callable[[], None], seed: int) -> Outcome:
    """Match `count` strings: each pattern in turn, from the start of a string that repeats units and then fails."""
    plant()
    started, chance, breaches, slowest = time.perf_counter(), random.Random(seed), [], 0.0
    every = list(patterns().items())
    for number in range(count):
        name, pattern = every[number % len(every)]
        units = "".join(chance.choice(UNITS) for _ in range(chance.choice((1, 1, 2, 3))))
        text = (
            chance.choice(("", *UNITS))
            + units * (chance.choice(LENGTHS) // len(units))
            + chance.choice(("", "!", "\x00", "\n"))
        )
        begun = time.process_time()
        pattern.match(text)
        pattern.fullmatch(text)
        pattern.search(text)
        taken = time.process_time() - begun
        slowest = max(slowest, taken)
        if taken > SECONDS:
            breaches.append(f"seed {seed}, {number}: {name} on {text[:40]!r}, {len(text)} letters: {taken:.2f} s")
    counted = {"patterns": len(every), "slowest, s": round(slowest, 3)}
    holds = f"under {SECONDS} s for one string"
    return Outcome("strings", count, "strings", tuple(breaches), counted, time.perf_counter() - started, holds)


def opened(count: int, plant: Callable[[], None], seed: int) -> Outcome:
    """Open `count` cells as spreadsheets do that cut at a comma, a semicolon or a tab, with quotes and without."""
    plant()
    started, chance, breaches = time.perf_counter(), random.Random(seed), []
    for number in range(count):
        texts = ["".join(chance.choices(PARTS, k=chance.randint(1, 8))) for _ in range(chance.randint(1, 3))]
        kind = chance.choice(("string", "texts", "ids"))
        cell = texts[0] if kind == "string" else tuple(texts)
        line = io.StringIO(newline="")
        csv.writer(line).writerow(["", tables.cell_text(Column("column", kind), cell), ""])  # type: ignore[arg-type]
        breaches += [f"seed {seed}, {number}: {part!r} of {cell!r}" for part in _formulas(line.getvalue()[1:])]
    holds = "no cell begins as a formula"
    return Outcome("cells", count, "cells", tuple(breaches), {}, time.perf_counter() - started, holds)


def _formulas(line: str) -> Iterator[str]:
    for cut in CUTS:
        for part in (*next(csv.reader(io.StringIO(line, newline=""), delimiter=cut), []), *line.split(cut)):
            bare = part.strip(' \u00a0\u3000\n\r"')
            if bare[:1] in STARTS and bare and not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", bare):
                yield part
