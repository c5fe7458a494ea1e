"""Builds killed or failing at one of their file calls or system calls, and later builds."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path
from shutil import rmtree

from sourcebook.output import swap
from torture.calls import CHANGING, ERRORS, Harm
from torture.desk import STALLED, Desk, Ended, digest
from torture.outcome import Outcome

VERSIONS = ("base", "prose", "title", "page")
MODES = ("cache", "clean", "first", "two renames")
PREVIOUS, OLD = ".site.previous", ".site.previous.old"
HOLDS = "the site whole, exit code true, next build sound and swept"


HARMS = {
    "kills": (Harm(kind="kill"),),
    "faults": (*(Harm(kind=name) for name in ERRORS), Harm(kind="ENOSPC", lasting=True), Harm(kind="interrupt")),
    "syscalls": (
        *(Harm(kind=name, call="all") for name in ("kill", "kill", "EIO", "EACCES", "ENOSPC")),
        Harm(kind="ENOSPC", lasting=True, call="all"),
    ),
}  # fmt: skip
"""Faults of each part, injected in turn."""

MOST_BREACHES = 50


def harmed(part: str, folder: Path, count: int, plant: Callable[[], None], seed: int) -> Outcome:
    """Run `count` builds with the faults of a part."""
    started = time.perf_counter()
    trials = Trials(folder, plant, random.Random(seed), Harm(call="all" * (part == "syscalls")))
    for harm in cycle(HARMS[part]):
        if trials.done >= count or len(trials.breaches) >= MOST_BREACHES:
            break
        trials.run(harm)
    struck = dict(sorted(Counter(trials.struck).items()))
    seconds = time.perf_counter() - started
    return Outcome(part, trials.done, "builds", tuple(trials.breaches), struck, seconds, HOLDS)


@dataclass
class Trials:
    """Series of trials on the same folders, one series for each mode."""

    folder: Path
    plant: Callable[[], None]
    chance: random.Random
    none: Harm
    done: int = 0
    breaches: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    desks: dict[str, Desk] = field(default_factory=dict)
    calls: dict[str, tuple[str, ...]] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def run(self, harm: Harm) -> None:
        """Inject a fault into a build of a new version, check the result, build again."""
        mode = self.chance.choice(MODES)
        desk = self._desk(mode)
        old = self.published[mode]
        version = self.chance.choice([name for name in VERSIONS if name != old])
        wanted = {name: desk.digest_of(name) for name in (old, version)}
        self._prepare(mode, desk)
        desk.set_version(version)
        before = "" if mode == "first" else wanted[old]
        harm, name = self._at(mode, harm)
        ended = desk.build(harm)
        if ended.struck or ended.code < 0:
            self.done += 1
            self.struck.append(ended.struck or name)
            breaches = [*judge(desk, ended, before, wanted[version], recoverable=mode == "two renames")]
        else:
            breaches = [] if ended.code == 0 else [f"failed unharmed: {ended.output}"]
        again = desk.build(self.none)
        breaches += judge_next(desk, again, wanted[version])
        if again.code == 0:
            self.calls[mode] = max(again.names, self.calls.get(mode, ()), key=len)
        else:
            self._start(mode)
        self.published[mode] = version
        what = f"{harm.name}, {ended.struck or name}, {mode}, {old} to {version}"
        self.breaches += [f"{what}: {breach}" for breach in breaches]

    def _desk(self, mode: str) -> Desk:
        if mode not in self.desks:
            desk = Desk(self.folder / mode.replace(" ", "-"), self._before(mode), self.versions)
            desk.lay_out()
            self.desks[mode] = desk
            self._start(mode)
        return self.desks[mode]

    def _start(self, mode: str) -> None:
        """Build the first version without a fault, and record the calls."""
        desk = self.desks[mode]
        desk.set_version("base")
        rmtree(desk.site.parent, ignore_errors=True)
        self.published[mode] = "base"
        ended = desk.build(self.none, sound=True)
        assert ended.code == 0, ended.output
        if mode != "first":
            desk.set_version("prose")
            desk.build(Harm(), sound=True)
            desk.set_version("base")
            ended = desk.build(self.none, sound=True)
        self.calls[mode] = ended.names

    def _before(self, mode: str) -> Callable[[], None]:
        def change() -> None:
            self.plant()
            if mode == "two renames":
                swap._swap = lambda new, out: False  # noqa: SLF001

        return change

    def _prepare(self, mode: str, desk: Desk) -> None:
        if mode == "clean":
            desk.forget()
        if mode == "first":
            rmtree(desk.account, ignore_errors=True)
            rmtree(desk.site.parent, ignore_errors=True)

    def _at(self, mode: str, harm: Harm) -> tuple[Harm, str]:
        """A harm at a random call, or, as often, at one of a random name: some are rare. Returns the name too.

        System calls that change nothing are only killed.
        """
        names = self.calls[mode]
        numbers = [n for n, name in enumerate(names) if not harm.call or harm.kind == "kill" or name in CHANGING]
        if harm.lasting and harm.call:
            numbers = [n for n in numbers if names[n] == "write"] or numbers
        at = self.chance.choice(numbers)
        if self.chance.random() < 0.5:
            name = self.chance.choice(sorted({names[n] for n in numbers}))
            at = self.chance.choice([n for n in numbers if names[n] == name])
        if harm.call:
            return replace(harm, at=names[: at + 1].count(names[at]), call=names[at]), names[at]
        return replace(harm, at=at + 1), names[at]


def judge(desk: Desk, ended: Ended, old: str, new: str, *, recoverable: bool) -> Iterator[str]:
    """Breaches after a build with a fault."""
    if ended.code in STALLED:
        yield "the build does not end"
    published = digest(desk.site)
    is_beside = recoverable and not published and digest(desk.site.with_name(OLD)) == old
    if published not in (old, new) and not is_beside:
        yield f"the site is of no generation; the exit code is {ended.code}"
    if ended.code == 0 and published != new:
        yield "success was reported, but the new site is not published"
    if ended.code == 1 and published == new != old:
        yield f"failure was reported, but the new site is published: {ended.output[-200:]}"
    if "Traceback" in ended.output and ended.code >= 0:
        yield f"a traceback: {ended.output[-600:]}"


def judge_next(desk: Desk, ended: Ended, wanted: str) -> Iterator[str]:
    """Breaches after the next build, which had no fault."""
    if ended.code != 0:
        yield f"the next build fails: {ended.output[-600:]}"
    elif digest(desk.site) != wanted:
        yield "the next build leaves another site"
    beside = {path.name for path in desk.site.parent.iterdir()} - {"site", PREVIOUS}
    cache = {path.name for path in desk.account.rglob("*") if path.is_file() and path.suffix != ".db"}
    if ended.code == 0 and beside | cache:
        yield f"left over: {sorted(beside | cache)}"
