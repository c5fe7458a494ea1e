"""What was measured, and the bars that hold Sourcebook to it."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

COLD, SAME, EDIT, MEMORY, SEEN = "cold", "no change", "one edit", "memory", "save to seen"
COLUMNS = (COLD, SAME, EDIT, MEMORY, SEEN)
US, BASE, SLOWER = "sourcebook", "hugo", "lektor"
GROWTH = 1.15
"""How much more a page may cost among 10,000 than among 1,000."""


@dataclass(frozen=True)
class Results:
    """Figures by generator, size and column: seconds, for memory megabytes of 10^6 bytes."""

    figures: Mapping[tuple[str, int, str], Sequence[float]] = field(default_factory=dict)

    def median(self, name: str, size: int, column: str) -> float:
        """The median; nan where nothing was measured."""
        return median(self.figures.get((name, size, column)) or [math.nan])

    def ratio(self, size: int, column: str, base: str = BASE) -> float:
        """Ours as a multiple of another's; nan where one of both was not measured."""
        return self.median(US, size, column) / self.median(base, size, column)

    @property
    def sizes(self) -> list[int]:
        return sorted({size for _, size, _ in self.figures})

    @property
    def names(self) -> list[str]:
        """Generators in the order in which they were measured."""
        return list(dict.fromkeys(name for name, _, _ in self.figures))


@dataclass(frozen=True)
class Bar:
    """A bar: `measured` may not exceed `limit`, ought not to exceed `aim`; nan where it was not measured."""

    what: str
    unit: str
    limit: float
    aim: float | None
    measured: float

    @property
    def holds(self) -> bool | None:
        """Whether the bar holds; None where it was not measured."""
        return None if math.isnan(self.measured) else self.measured <= self.limit


def bars(results: Results) -> list[Bar]:
    """Every bar, whether it was measured or not."""
    return [*_ratios(results), *_scaling(results), *_amounts(results)]


def _ratios(results: Results) -> Iterator[Bar]:
    times_hugo: Sequence[tuple[str, int, float, float | None]] = (
        (COLD, 5, 3.5, None), (COLD, 1000, 2.8, 2.6), (COLD, 10_000, 2.5, 1.9),
        (EDIT, 1000, 0.3, 0.2), (EDIT, 10_000, 0.15, 0.08),
        (SAME, 1000, 0.15, 0.07), (SAME, 10_000, 0.10, 0.04),
    )  # fmt: skip
    for column, size, limit, aim in times_hugo:
        yield Bar(f"{column}, {size:,} articles", "x Hugo", limit, aim, results.ratio(size, column))
    yield Bar("cold, 1,000 articles", "x Lektor", 0.5, None, results.ratio(1000, COLD, SLOWER))


def _scaling(results: Results) -> Iterator[Bar]:
    def at(column: str) -> Callable[[int], float]:
        return lambda size: results.median(US, size, column)

    cold, memory = at(COLD), at(MEMORY)
    each = (cold(10_000) / 10_000) / (cold(1000) / 1000)
    yield Bar("cold, a page among 10,000", "x one among 1,000", GROWTH, None, each)
    grown = ((memory(10_000) - memory(1000)) / 9000) / ((memory(1000) - memory(5)) / 995)
    yield Bar("memory, growth an article to 10,000", "x that to 1,000", GROWTH, None, grown)


def _amounts(results: Results) -> Iterator[Bar]:
    for size, limit, aim in ((1000, 0.1, 0.025), (10_000, 0.2, 0.025)):
        seen = results.median(US, size, SEEN)
        yield Bar(f"save to seen, {size:,} articles", "ms", limit * 1000, aim * 1000, seen * 1000)
    for size, limit, aim in ((1000, 120, 80), (10_000, 400, 300)):
        yield Bar(f"memory, {size:,} articles", "MB", limit, aim, results.median(US, size, MEMORY))
