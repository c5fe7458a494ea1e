"""Running a command: how long it takes, and how much memory it and all that it starts hold together."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tools.environment import SetupError

PROC = Path("/proc")
SAMPLE = 0.02
QUIET_LOOK = 0.25
QUIET_LOOKS = 4
SESSION, USER_TIME, SYSTEM_TIME = 3, 11, 12
"""Positions in /proc/PID/stat after the name in parentheses: see proc(5)."""


@contextmanager
def started(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A command started in `folder` as a session of its own, which is ended with all that it started.

    What it says goes to `folder`/log.
    """
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=variables, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def seconds(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> tuple[float, float]:
    """Wall time of a command that must succeed, and processor time of it and of all that it waited for.

    Raises SetupError with the end of what it said.
    """
    # What others wrote must not go to the disk while this one is measured.
    os.sync()
    begun = time.perf_counter()
    with started(command, folder, variables) as process:
        _, status, usage = os.wait4(process.pid, 0)
        taken = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    _require_success(process.returncode, command, folder)
    return taken, usage.ru_utime + usage.ru_stime


def peak_memory(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> float:
    """The most megabytes (10^6 bytes) that a command and all that it starts held at once, sampled.

    The sum of their proportional set sizes (PSS), in which shared pages count once; nan where the machine tells none.
    """
    most = float("nan")
    with started(command, folder, variables) as process:
        while process.poll() is None:
            held = sum(_memory(pid) for pid in session(process.pid))
            most = held if held and not most > held else most
            time.sleep(SAMPLE)
    _require_success(process.returncode, command, folder)
    return most / 1e6


def session(leader: int) -> list[int]:
    """The processes of a session; none where the machine has no /proc."""
    return [int(path.name) for path in PROC.glob("[0-9]*") if _stat(path).get(SESSION) == leader]


def wait_until_quiet(leader: int) -> None:
    """Wait until a session has used no processor time for a second."""
    still, before = 0, -1
    while still < QUIET_LOOKS:
        time.sleep(QUIET_LOOK)
        stats = [_stat(PROC / str(pid)) for pid in session(leader)]
        ticks = sum(stat.get(USER_TIME, 0) + stat.get(SYSTEM_TIME, 0) for stat in stats)
        still, before = (still + 1 if ticks - before in (0, 1) else 0), ticks


def _stat(process: Path) -> dict[int, int]:
    with suppress(OSError):
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        return {position: int(fields[position]) for position in (SESSION, USER_TIME, SYSTEM_TIME)}
    return {}


def _memory(pid: int) -> int:
    with suppress(OSError):
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return 0


def _require_success(code: int | None, command: Sequence[str], folder: Path) -> None:
    if code:
        said = (folder / "log").read_text("utf-8", "replace").strip().splitlines()[-8:]
        raise SetupError("\n".join([f"{' '.join(command)} in {folder} failed:", *said]))
