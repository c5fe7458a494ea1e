"""Worker processes: run jobs in parallel, with results in the order of the jobs."""

import copy
import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
Job = Callable[[int], T]

MOST_WORKERS = 4

LOOK_SECONDS = 0.2
"""Seconds between two looks at whether a worker process has ended, while this one waits for a result."""

_PARENT_DEATH_SIGNAL = 1


ENDED = "a worker process was ended from outside"


class WorkerError(ChildProcessError):
    """A worker process was killed before it finished its jobs."""


def count() -> int:
    """Number of processes to use: the available cores, at most four.

    One on systems other than Linux.
    """
    if not sys.platform.startswith("linux"):
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_WORKERS)


class Results(Iterator[T], Generic[T]):
    """Iterator of results, in the order of their jobs. Closing it kills the workers.

    It is closed when exhausted, on an error, and at the end of a `with` block.
    """

    def __init__(self, results: Iterator[T], close: Callable[[], None]) -> None:
        self._results = results
        self.close = close

    def __next__(self) -> T:
        try:
            return next(self._results)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Results[T]":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def start(job: Job[T], total: int, workers: int, chunk: int = 8, *, beside: bool = False) -> Results[T]:
    """Start `job(0)` to `job(total - 1)` in worker processes, `chunk` jobs at a time.

    The processes are forks, so jobs see everything this process has read; results must be picklable and should be
    small. An exception of a job is raised here, caused by its traceback as text. Raises WorkerError if a process is
    killed. With one worker, one chunk, threads in this process or a system without semaphores, jobs run in this process
    when their results are requested. `beside`: this process has other work meanwhile, so one chunk is worth a fork too.
    """
    enable_garbage_collector()
    forks = min(workers, -(-total // chunk))
    if workers > 1 and forks > (not beside) and sys.platform.startswith("linux") and threading.active_count() == 1:
        try:
            return _shared(job, total, forks, chunk)
        except WorkerError:
            raise
        except (ImportError, NotImplementedError, OSError):  # without semaphores or more processes
            return Results(map(job, range(total)), lambda: None)
    return Results(map(job, range(total)), lambda: None)


def enable_garbage_collector() -> None:
    """Enable the garbage collector if it is off; existing objects are not collected."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _shared(job: Job[T], total: int, workers: int, chunk: int) -> Results[T]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    _trim()
    others = set(active_children())
    executor = ProcessPoolExecutor(workers, get_context("fork"), _begin, (job, os.getpid()))
    try:
        ranges = (range(first, min(first + chunk, total)) for first in range(0, total, chunk))
        futures = deque(executor.submit(_run, numbers) for numbers in ranges)
    except BaseException as error:
        for child in set(active_children()) - others:  # a fork failed, and the executor would leave those before it
            child.kill()
            child.join()
        manager: Any = executor._executor_manager_thread  # noqa: SLF001
        executor.shutdown(wait=False)
        if manager is not None:  # it may wait forever for a message that the error cut short: 1 of 70 trials hung
            manager.join(LOOK_SECONDS)
        if isinstance(error, BrokenProcessPool):  # one ended while work was still being handed out
            raise WorkerError(ENDED) from error
        raise
    children = set(active_children()) - others
    with suppress(AttributeError):  # see _await
        executor._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001

    def close() -> None:
        _kill(children)  # if asked to end, they wait for a lock that one of them was killed with: 9 of 30 trials hung
        executor.shutdown()

    return Results(_received(futures, children), close)


def _received(futures: "deque[Future[list[T]]]", children: "set[BaseProcess]") -> Iterator[T]:
    from concurrent.futures.process import BrokenProcessPool

    while futures:
        _await(futures[0], children)
        try:
            yield from futures.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerError(ENDED) from error


def _await(future: "Future[Any]", children: "set[BaseProcess]") -> None:
    """Wait for a future; if a child has ended meanwhile, kill all.

    If a child is killed amid writing a result, the executor waits for the rest until nobody is left who could write:
    4 of 24 trials hung.
    """
    from concurrent.futures import wait

    while wait([future], LOOK_SECONDS).not_done:
        if not all(child.is_alive() for child in children):
            _kill(children)


def _kill(children: "set[BaseProcess]") -> None:
    for child in children:
        child.kill()


_jobs: list[Job[Any]] = []
"""In a worker process, its job."""


def _begin(job: Job[Any], parent: int) -> None:
    """Prepare a worker process: it leaves Ctrl-C to its parent and is killed when that ends, however that comes."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, AttributeError):
        _libc().prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    gc.freeze()
    _jobs[:] = [job]  # a worker process that shares work itself has left its own job to its forks


def _run(numbers: range) -> list[Any]:
    try:
        return [_jobs[0](number) for number in numbers]
    except Exception as error:
        try:
            copy.copy(error)  # as the executor copies it
        except Exception:  # noqa: BLE001 - its constructor may raise anything
            import traceback

            raise RuntimeError("".join(traceback.format_exception(error))) from None
        raise


def _trim() -> None:
    """Return freed memory to the system (malloc_trim), so that forks do not copy it."""
    with suppress(OSError, AttributeError):
        _libc().malloc_trim(0)


def _libc() -> Any:
    import ctypes

    return ctypes.CDLL(None)
