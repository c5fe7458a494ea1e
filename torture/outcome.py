"""Result of one part of the harness."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Outcome:
    """Number of trials, events counted meanwhile, and breaches of `holds`."""

    part: str
    tried: int
    unit: str
    breaches: tuple[str, ...] = ()
    counted: Mapping[str, int | float] = field(default_factory=dict)
    seconds: float = 0.0
    holds: str = ""

    @property
    def sound(self) -> bool:
        return self.tried > 0 and not self.breaches
