"""The command under strace, killed or failing at a system call.

The builds after it must succeed.

This covers calls below the functions that `calls.py` replaces, and calls of the C library. Worker processes are not
affected.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from tools.environment import ROOT, SetupError
from torture.desk import OPTIONS, Desk, Ended
from torture.kills import HOLDS, VERSIONS, judge, judge_next
from torture.outcome import Outcome

CHANGING = (
    "mkdir", "mkdirat", "link", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "write",
    "syncfs", "fsync", "chmod", "fchmodat", "flock", "pwrite64", "fdatasync", "ftruncate",
)  # fmt: skip
READING = ("openat", "newfstatat", "lseek", "pread64", "getdents64", "read", "close")
ERRORS = ("EIO", "EACCES", "ENOSPC")
FULL = "write,?mkdir,?mkdirat,?link,?linkat:error=ENOSPC:when={at}+"
MODES = ("cache", "clean", "first", "two renames")
NO_EXCHANGE = "?renameat2:error=ENOSYS"
COUNTED = re.compile(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)$", re.MULTILINE)
MOST_BREACHES = 50


def traced(folder: Path, count: int, program: str, seed: int) -> Outcome:
    """Run `count` builds with a fault each, after running `program`.

    Raises SetupError without strace.
    """
    if not shutil.which("strace"):
        raise SetupError("Faults at system calls need strace. As root: apt-get install strace")
    started = time.perf_counter()
    trials = Trials(folder, program, random.Random(seed))
    while trials.done < count and len(trials.breaches) < MOST_BREACHES:
        trials.run()
    met = dict(sorted(Counter(trials.met).items()))
    seconds = time.perf_counter() - started
    return Outcome("syscalls", trials.done, "builds", tuple(trials.breaches), met, seconds, HOLDS)


@dataclass
class Trials:
    """Series of trials, one series of versions for each mode."""

    folder: Path
    program: str
    chance: random.Random
    done: int = 0
    breaches: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    desks: dict[str, Desk] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
    calls: dict[str, dict[str, int]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def run(self) -> None:
        """Inject a fault into a build of a new version, check the result, build again."""
        mode = self.chance.choice(MODES)
        desk = self._desk(mode)
        old = self.published[mode]
        version = self.chance.choice([name for name in VERSIONS if name != old])
        before = "" if mode == "first" else self.digests[old]
        self._forget(mode, desk)
        desk.set_version(version)
        name, harm = self._harm(mode)
        ended = self._run(mode, desk, ["-e", f"inject={harm}"])
        self.done += 1
        self.met.append(name)
        breaches = [*judge(desk, ended, before, self.digests[version], recoverable=mode == "two renames")]
        breaches += judge_next(desk, self._run(mode, desk, []), self.digests[version])
        self.breaches += [f"{harm}, {mode}, {old} to {version}: {breach}" for breach in breaches]
        self.published[mode] = version

    def _harm(self, mode: str) -> tuple[str, str]:
        """Name of a random call, and strace's option to inject a fault at it."""
        calls = self.calls[mode]
        kind = self.chance.choice(("kill", "kill", "kill", "full", *ERRORS))
        if kind == "full":
            at = self.chance.randint(1, calls.get("write", 1))
            return "disk full", FULL.format(at=at)
        name = self.chance.choice(sorted(calls if kind == "kill" else calls.keys() & {*CHANGING}))
        at = self.chance.randint(1, calls[name])
        return name, f"{name}:{'signal=SIGKILL' if kind == 'kill' else f'error={kind}'}:when={at}"

    def _desk(self, mode: str) -> Desk:
        if mode not in self.desks:
            desk = Desk(self.folder / mode.replace(" ", "-"), versions=self.digests)
            desk.lay_out()
            shutil.copyfile(ROOT / "build.py", desk.folder / "build.py")
            shutil.copytree(ROOT / "sourcebook", desk.folder / "sourcebook", dirs_exist_ok=True)
            for version in VERSIONS:
                desk.digest_of(version)
            desk.set_version("base")
            self.desks[mode], self.published[mode] = desk, "base"
            self._run(mode, desk, [])
            self._forget(mode, desk)
            desk.set_version("prose")
            self.calls[mode] = self._count(mode, desk)
            self.published[mode] = "prose"
        return self.desks[mode]

    def _forget(self, mode: str, desk: Desk) -> None:
        if mode in ("clean", "first"):
            desk.forget()
        if mode == "first":
            rmtree(desk.site.parent, ignore_errors=True)

    def _count(self, mode: str, desk: Desk) -> dict[str, int]:
        """Number of calls of each name in a build."""
        table = desk.folder / "calls.txt"
        ended = self._run(mode, desk, ["-c", "-o", str(table)], [f"?{name}" for name in (*CHANGING, *READING)])
        assert ended.code == 0, ended.output
        return {name: int(calls) for calls, name in COUNTED.findall(table.read_text("utf-8")) if name != "total"}

    def _run(self, mode: str, desk: Desk, options: list[str], calls: list[str] | None = None) -> Ended:
        """Run the command in a process of its own, with two workers."""
        lacking = ["-e", f"inject={NO_EXCHANGE}"] if mode == "two renames" else []
        trace = ["-qqq", "-o", os.devnull, "-e", f"trace={','.join(calls or ['?renameat2'])}", *lacking, *options]
        start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {self.program}; " if self.program else "import sys; "
        run = "import runpy; sys.path[0] = sys.argv[1]; del sys.argv[0]; sys.argv[0] += '/build.py'; "
        program = f"{start}{run}runpy.run_path(sys.argv[0], run_name='__main__')"
        build = ["build", "--content", str(desk.content), "--out", str(desk.site), "--quiet", *OPTIONS]
        done = subprocess.run(
            ["strace", *trace, "--", sys.executable, "-c", program, str(desk.folder), *build],
            env={**os.environ, "XDG_CACHE_HOME": str(desk.account)}, cwd=desk.folder,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return Ended(done.returncode, done.stdout + done.stderr)
