"""What was measured, and the bars that hold Sourcebook to it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.generators import BASE, CLAIMS, DOSSIER, HUGO, LEKTOR, PLAIN, US
from bench.scenarios import BODY, COLD, MEMORY, SAME, SEEN, TITLE, Material

GROWTH = 1.15
"""How much more a page may cost among 10,000 than among 1,000."""
REFERENCE = "91903c9"
"""The commit of ours that some bars are multiples of."""

FIRST, CITING = Material(DOSSIER, 0), Material(CLAIMS, 1000)
FEW, THOUSAND, MANY = (Material(PLAIN, size) for size in (5, 1000, 10_000))
RATIOS: Sequence[tuple[str, str, Material, float, float | None]] = (
    (COLD, HUGO, FEW, 4.0, None), (COLD, HUGO, THOUSAND, 3.0, 2.5), (COLD, HUGO, MANY, 3.0, None),
    (BODY, HUGO, THOUSAND, 0.4, None), (BODY, HUGO, MANY, 0.25, None),
    (SAME, HUGO, THOUSAND, 0.15, None), (SAME, HUGO, MANY, 0.10, None),
    (COLD, LEKTOR, THOUSAND, 0.6, None),
    (COLD, BASE, FIRST, 0.75, 0.6), (BODY, BASE, FIRST, 0.85, None),
    (COLD, BASE, CITING, 0.8, 0.65), (TITLE, BASE, CITING, 0.75, None), (BODY, BASE, CITING, 2.0, None),
    (TITLE, BASE, THOUSAND, 0.75, None),
)  # fmt: skip
AMOUNTS: Sequence[tuple[str, str, Material, float]] = (
    (SEEN, "ms", THOUSAND, 150), (SEEN, "ms", MANY, 200), (MEMORY, "MB", THOUSAND, 120), (MEMORY, "MB", MANY, 450),
)  # fmt: skip


@dataclass(frozen=True)
class Results:
    """Figures by generator, material and scenario: seconds, for memory megabytes of 10^6 bytes; a round's at its place.

    `base` is the commit of ours measured beside, or empty; `notes` are sentences on how the figures came about.
    """

    figures: Mapping[tuple[str, Material, str], Sequence[float]] = field(default_factory=dict)
    base: str = ""
    notes: Sequence[str] = ()

    def median(self, name: str, material: Material, scenario: str) -> float:
        """The median; nan where nothing was measured."""
        return median(self.figures.get((name, material, scenario)) or [math.nan])

    def ratios(self, name: str, other: str, material: Material, scenario: str) -> list[float]:
        """One generator as a multiple of another in each round, smallest first; empty where one was not measured."""
        both = (self.figures.get((each, material, scenario), ()) for each in (name, other))
        return sorted(mine / others for mine, others in zip(*both, strict=False))

    def ratio(self, name: str, other: str, material: Material, scenario: str) -> float:
        """The median over the rounds of the multiple; nan where one of both was not measured."""
        return median(self.ratios(name, other, material, scenario) or [math.nan])

    @property
    def materials(self) -> list[Material]:
        """In the order in which they were measured."""
        return list(dict.fromkeys(material for _, material, _ in self.figures))

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
    for scenario, other, material, limit, aim in RATIOS:
        known = other != BASE or results.base.startswith(REFERENCE)
        measured = results.ratio(US, other, material, scenario) if known else math.nan
        unit = f"x {REFERENCE if other == BASE else other.capitalize()}"
        yield Bar(f"{material.title}, {scenario}", unit, limit, aim, measured)


def _scaling(results: Results) -> Iterator[Bar]:
    cold, memory = (
        {material.size: results.median(US, material, scenario) for material in (FEW, THOUSAND, MANY)}
        for scenario in (COLD, MEMORY)
    )
    each = (cold[10_000] / 10_000) / (cold[1000] / 1000)
    yield Bar("cold, a page among 10,000", "x one among 1,000", GROWTH, None, each)
    grown = ((memory[10_000] - memory[1000]) / 9000) / ((memory[1000] - memory[5]) / 995)
    yield Bar("memory, growth an article to 10,000", "x that to 1,000", GROWTH, None, grown)


def _amounts(results: Results) -> Iterator[Bar]:
    for scenario, unit, material, limit in AMOUNTS:
        measured = results.median(US, material, scenario) * (1000 if unit == "ms" else 1)
        yield Bar(f"{material.title}, {scenario}", unit, limit, None, measured)
