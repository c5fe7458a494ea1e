"""Shared work gives what unshared work gives; what goes wrong in another process is told in this one."""

import os
from functools import partial

import pytest

from sourcebook.workers import count, spread


def double(n: int) -> int:
    return 2 * n


@pytest.mark.parametrize("workers", [1, 2, 3, 9])
@pytest.mark.parametrize("jobs", [0, 1, 2, 7])
def test_results_are_in_the_order_of_the_jobs(jobs: int, workers: int) -> None:
    assert spread([partial(double, n) for n in range(jobs)], workers) == [2 * n for n in range(jobs)]


def test_the_work_is_done_in_several_processes() -> None:
    assert len(set(spread([os.getpid] * 6, 3))) == 3


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
        if os.getpid() != here:
            os._exit(9)

    with pytest.raises(RuntimeError, match="ended from outside"):
        spread([work] * 4, 2)


def test_there_is_at_least_one_worker() -> None:
    assert count() >= 1
