"""What a build says while it goes on: nothing when it is short."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MANY = 2_000
"""A stage with so many files may take long enough to be announced."""


@dataclass(frozen=True)
class Progress:
    """Told of each stage. `say` prints a line; with `timings` it says how long each took, else what is long."""

    say: Callable[[str], None] | None = None
    timings: bool = False

    @contextmanager
    def stage(self, name: str, count: int = 0) -> Iterator[None]:
        """A stage of the build, and of how many files."""
        if self.say is None:
            yield
            return
        if count >= MANY and not self.timings:
            self.say(f"{name}: {count:,} files")
        started = time.perf_counter()
        yield
        if self.timings:
            self.say(f"{name:<10} {time.perf_counter() - started:6.2f} s{f'  {count:,} files' if count else ''}")


SILENT = Progress()
