"""Shared work gives what unshared work gives; an error or a killed process is reported, and nothing is left behind."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.cache.workers import WorkerError, start
from tools.environment import ROOT


def children() -> list[int]:
    """Processes that this one has started and that have not ended."""
    return [int(child) for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    before = set(children())
    yield
    assert set(children()) <= before
    assert threading.active_count() == 1


@settings(deadline=None, max_examples=40)
@given(total=st.integers(0, 40), workers=st.integers(0, 4), chunk=st.integers(1, 20))
def test_results_are_in_the_order_of_the_jobs(total: int, workers: int, chunk: int) -> None:
    def job(number: int) -> tuple[int, bytes]:
        return number, bytes(number * 5000)

    assert list(start(job, total, workers, chunk)) == [job(number) for number in range(total)]


def pid_after(seconds: float) -> Callable[[int], int]:
    def job(number: int) -> int:
        time.sleep(seconds)
        return os.getpid()

    return job


def test_jobs_run_in_several_processes_and_never_in_this_one() -> None:
    processes = set(start(pid_after(0.05), 12, 3, 1))
    assert len(processes) == 3
    assert os.getpid() not in processes


def test_in_one_process_each_job_waits_until_its_result_is_asked_for() -> None:
    done: list[int] = []
    results = start(done.append, 5, 1)
    next(results)
    assert done == [0]
    results.close()


@pytest.mark.parametrize(
    ("platform", "total", "workers"), [("linux", 100, 1), ("linux", 100, 0), ("linux", 8, 2), ("darwin", 100, 4)]
)
def test_where_sharing_is_not_worth_it_or_not_safe_nothing_is_forked(
    platform: str, total: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert set(start(pid_after(0), total, workers)) == {os.getpid()}


def test_a_process_with_threads_is_not_forked() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert set(start(pid_after(0), 100, 2)) == {os.getpid()}
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize("forks", [0, 1])
def test_where_the_system_refuses_a_process_the_work_is_done_in_this_one(
    forks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork, left = os.fork, iter(range(forks))

    def refuse() -> int:
        if next(left, None) is None:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "fork", refuse)
    assert set(start(pid_after(0), 100, 2)) == {os.getpid()}
    until(lambda: not children())


class OddError(Exception):
    """One that cannot be made again from its arguments."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


@pytest.mark.parametrize("at", [0, 5, 39])
def test_an_exception_is_raised_here_with_its_traceback(at: int) -> None:
    def broken(number: int) -> int:
        if number == at:
            raise ValueError(f"job {number}")
        return number

    results = start(broken, 40, 2, 4)
    seen: list[int] = []
    with pytest.raises(ValueError, match=f"job {at}") as caught:
        seen.extend(results)
    assert seen == list(range(at - at % 4))
    assert "in broken" in str(caught.value.__cause__)


def test_an_exception_that_cannot_be_passed_on_is_reported_with_its_traceback() -> None:
    def broken(number: int) -> int:
        raise OddError("a", "b")

    with pytest.raises(RuntimeError, match=r"(?s)in broken.*OddError: a b"):
        list(start(broken, 40, 2, 4))


def test_closing_ends_jobs_at_once(tmp_path: Path) -> None:
    def job(number: int) -> None:
        (tmp_path / str(number)).touch()
        time.sleep(60)

    began = time.monotonic()
    with suppress(KeyboardInterrupt), start(job, 100, 2):
        until(lambda: any(tmp_path.iterdir()))
        raise KeyboardInterrupt
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("size", [10, 6000, 1_000_000])
@pytest.mark.parametrize("seed", range(3))
def test_a_killed_child_is_reported_soon(size: int, seed: int) -> None:
    """At any moment: while it works, takes a job, or writes a result, of which this process has read a part."""
    chance = random.Random(seed)

    def job(number: int) -> bytes:
        time.sleep(0.0003)
        return bytes(size)

    before = set(children())
    results = start(job, 400, 2, 4)
    time.sleep(chance.random() * 0.1)
    os.kill(chance.choice(sorted(set(children()) - before)), signal.SIGKILL)
    killed, done = time.monotonic(), 0
    try:
        for result in results:
            assert result == bytes(size)
            done += 1
    except WorkerError:
        assert time.monotonic() - killed < 5
    else:
        assert done == 400  # it had done its part


def test_an_interrupt_is_left_to_the_parent() -> None:
    before = set(children())
    with start(pid_after(0.005), 100, 2) as results:
        next(results)
        for child in set(children()) - before:
            os.kill(child, signal.SIGINT)
        assert len(list(results)) == 99


SCRIPT = """
import os, sys, time
from pathlib import Path
from sourcebook.cache.workers import start

def job(number):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(60 if number == 0 else 0.001)

list(start(job, 100, 2))
"""
"""One of the two processes works, the other has come to wait for work."""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_child_outlives_its_parent(number: int, tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True
    )
    until(lambda: len(list(tmp_path.iterdir())) == 2)
    time.sleep(0.5)
    if number == signal.SIGINT:
        os.killpg(parent.pid, number)  # as a terminal does: to all
    else:
        parent.send_signal(number)
    _, told = parent.communicate(timeout=10)
    until(lambda: not any(running(int(path.name)) for path in tmp_path.iterdir()))
    assert told.count(b"Traceback") == (number == signal.SIGINT)  # of the parent alone


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def running(process: int) -> bool:
    """Whether a process goes on: it may have ended without anybody having asked how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
