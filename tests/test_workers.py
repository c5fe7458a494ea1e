"""Shared work gives what unshared work gives; what goes wrong in another process is told in this one."""

import gc
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from sourcebook.workers import ahead, count, spread


def double(n: int) -> int:
    return 2 * n


@pytest.mark.parametrize("workers", [1, 2, 3, 9])
@pytest.mark.parametrize("jobs", [0, 1, 2, 7])
def test_results_are_in_the_order_of_the_jobs(jobs: int, workers: int) -> None:
    assert spread([partial(double, n) for n in range(jobs)], workers) == [2 * n for n in range(jobs)]


def test_the_work_is_done_in_several_processes() -> None:
    def work() -> int:
        time.sleep(0.1)
        return os.getpid()

    assert len(set(spread([work] * 12, 3))) == 3


def test_who_is_done_first_takes_what_is_left() -> None:
    """One long job, many short ones: the process with the long one does little else."""

    def work(n: int) -> int:
        time.sleep(1 if n == 0 else 0.01)
        return os.getpid()

    done = spread([partial(work, n) for n in range(40)], 2)
    assert done.count(done[0]) < 10


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_fault_is_raised_here(at: int) -> None:
    def work(n: int) -> int:
        if n == at:
            raise ValueError(f"job {n}")
        return n

    with pytest.raises(ValueError, match=f"job {at}"):
        spread([partial(work, n) for n in range(4)], 2)


def test_a_process_that_was_ended_is_told() -> None:
    here = os.getpid()

    def work() -> None:
        time.sleep(0.1)
        if os.getpid() != here:
            os._exit(9)

    with pytest.raises(ChildProcessError, match="ended from outside"):
        spread([work] * 4, 2)


def test_there_is_at_least_one_worker() -> None:
    assert count() >= 1


def test_garbage_is_looked_for_while_work_is_done() -> None:
    gc.disable()
    try:
        assert spread([gc.isenabled], 1) == [True]
    finally:
        gc.enable()


def test_steps_are_taken_ahead_in_another_process() -> None:
    results = ahead(lambda: [os.getpid()])
    (pid,) = results()
    assert pid != os.getpid()


def test_steps_ahead_end_when_their_results_are_asked_for() -> None:
    def steps() -> Iterator[int]:
        for n in range(1000):
            time.sleep(0.1)
            yield n

    results = ahead(steps)
    time.sleep(0.35)
    found = results()
    assert 1 < len(found) < 100
    assert found == [*range(len(found))]


def test_steps_ahead_that_are_wanted_whole_are_waited_for() -> None:
    def steps() -> Iterator[int]:
        for n in range(5):
            time.sleep(0.05)
            yield n

    assert ahead(steps, whole=True)() == [*range(5)]


def test_steps_that_were_all_taken_before_have_their_results() -> None:
    results = ahead(lambda: [b"long" * 100_000, b"short"])
    time.sleep(0.3)
    assert results() == [b"long" * 100_000, b"short"]
    numbers = ahead(lambda: range(3))
    time.sleep(0.3)
    assert numbers() == [0, 1, 2]


def test_steps_ahead_that_came_to_nothing_have_no_result() -> None:
    assert ahead(lambda: [1 // 0])() == []
    assert ahead(lambda: (8 // n for n in (4, 2, 0, 1)))() in ([2], [2, 4])
    assert ahead(lambda: [os._exit(9)])() == []


def test_who_shares_the_work_ends_with_the_one_it_is_for(tmp_path: Path) -> None:
    """Killed from outside, a process leaves no fork behind that goes on."""

    def work(n: int) -> None:
        (tmp_path / str(os.getpid())).touch()
        time.sleep(60)

    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            spread([partial(work, n) for n in range(8)], 2)
        os._exit(0)
    until(lambda: len(list(tmp_path.iterdir())) == 2)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    [fork] = {int(path.name) for path in tmp_path.iterdir()} - {child}
    until(lambda: not running(fork))


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
