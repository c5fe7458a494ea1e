"""Work spread over processes: the results are those of one process, in the same order."""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")

WORTH_SHARING = 50
"""So many files or pages are worth a second process."""

AT_A_TIME = 8
"""So many jobs are taken together, if there are enough."""

TURNS = 8
"""So often each process takes some at least, so that all are done at about the same time."""

MOST_PORTIONS = 1024
"""Their numbers fit into the smallest pipe, of a page of 4,096 bytes, from which they are taken."""

NUMBER_BYTES = 4
_PARENT_DEATH_SIGNAL = 1

Portion = Sequence[Callable[[], T]]


def count() -> int:
    """How many processes pay: the cores this one may use, and no more than four; one where processes are not forked."""
    if not sys.platform.startswith("linux"):
        return 1
    return min(len(os.sched_getaffinity(0)), 4)


def spread(jobs: Sequence[Callable[[], T]], workers: int, first: Callable[[], object] = lambda: None) -> list[T]:
    """What each of the jobs returns, in their order. Jobs may raise; results must be such that can be pickled.
    Raises ChildProcessError where a process did not come to the end of its work. `first` is what this process does
    before it takes jobs itself.

    The children are forks and so see all that this process has read. Each process, this one too, takes the next few
    jobs whenever it is done with some, while threads of this one receive what the children send. What is raised in a
    child is raised here, where it is done again, with all that a traceback tells. Not for a process with other threads.
    From here on garbage is looked for.
    """
    look_for_garbage()
    if workers < 2 or len(jobs) < 2:
        first()
        return [job() for job in jobs]
    from multiprocessing import get_context

    _give_back()
    size = max(1, min(AT_A_TIME, len(jobs) // (workers * TURNS)), -(-len(jobs) // MOST_PORTIONS))
    portions = [jobs[first : first + size] for first in range(0, len(jobs), size)]
    context, queue = get_context("fork"), _Queue(len(portions))
    pipes = [context.Pipe(duplex=False) for _ in range(min(workers, len(portions)) - 1)]
    children = [context.Process(target=_work, args=(portions, queue, pipe, os.getpid())) for pipe in pipes]
    for child, (_, sender) in zip(children, pipes, strict=True):
        child.start()
        sender.close()
    inboxes = [_Inbox(receiver) for receiver, _ in pipes]
    try:
        first()
        done = {number: [job() for job in portions[number]] for number in queue}
        for inbox in inboxes:
            done |= inbox.contents()
        for number in (inbox.failed for inbox in inboxes if inbox.failed is not None):
            done[number] = [job() for job in portions[number]]
    except BaseException:
        for child in children:
            child.terminate()
        raise
    finally:
        queue.close()
        for child, inbox in zip(children, inboxes, strict=True):
            child.join()
            inbox.join()
    if len(done) < len(portions):
        raise ChildProcessError("a process that shared the work was ended from outside")
    return [result for _, results in sorted(done.items()) for result in results]


def look_for_garbage() -> None:
    """Have garbage looked for from here on, if it was not, among what is yet to come: imports leave little."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _give_back() -> None:
    """Have the C library return what was freed to the system: a fork would hold it once more."""
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def ahead(jobs: Callable[[], Iterable[T]], *, whole: bool = False) -> Callable[[], list[T]]:
    """Begin in a fork what takes several steps. Returns what ends it and has the results of the steps it came to.

    `whole`: what waits until it came to its end instead.
    """
    from multiprocessing import get_context

    context = get_context("fork")
    here, there = context.Pipe()
    child = context.Process(target=_ahead, args=(jobs, here, there), daemon=True)
    child.start()
    there.close()

    def results() -> list[T]:
        found: list[T] = []
        with here, suppress(EOFError, OSError):
            with suppress(BrokenPipeError):  # it is done
                if not whole:
                    here.send_bytes(b"enough")
            found = pickle.loads(here.recv_bytes())
        child.join()
        return found

    return results


def _ahead(jobs: Callable[[], Iterable[T]], here: "Connection", there: "Connection") -> None:
    here.close()
    found: list[T] = []
    with suppress(Exception):
        for result in jobs():
            found.append(result)
            if there.poll():
                break
    with there, suppress(OSError):
        there.send_bytes(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))


class _Queue:
    """The numbers below `count`, each of which is taken once, by this process or by one of its forks."""

    def __init__(self, count: int) -> None:
        self._reader, writer = os.pipe()
        os.write(writer, b"".join(number.to_bytes(NUMBER_BYTES, "little") for number in range(count)))
        os.close(writer)

    def __iter__(self) -> Iterator[int]:
        while taken := os.read(self._reader, NUMBER_BYTES):
            yield int.from_bytes(taken, "little")

    def close(self) -> None:
        os.close(self._reader)


def _work(portions: Sequence[Portion[T]], queue: _Queue, pipe: "tuple[Connection, Connection]", parent: int) -> None:
    """Work in a child; results are sent as they come, and the number of a portion that failed, which is the last."""
    _end_with(parent)
    receiver, sender = pipe
    receiver.close()
    for number in queue:
        results: list[T] | None = None
        with suppress(Exception):
            results = [job() for job in portions[number]]
        sender.send_bytes(pickle.dumps((number, results), pickle.HIGHEST_PROTOCOL))
        if results is None:
            break
    sender.close()


def _end_with(parent: int) -> None:
    """Have the system end this process when the one that it is a fork of ends, however that comes (prctl(2))."""
    import ctypes
    import signal

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


class _Inbox(Thread):
    """Receives what a child sends, so that the child need not wait. `failed`: the number of a portion that did."""

    def __init__(self, receiver: "Connection") -> None:
        super().__init__(daemon=True)
        self._receiver = receiver
        self._found: dict[int, list[Any]] = {}
        self.failed: int | None = None
        self.start()

    def run(self) -> None:
        with self._receiver, suppress(EOFError, OSError):
            while self.failed is None:
                number, results = pickle.loads(self._receiver.recv_bytes())
                if results is None:
                    self.failed = number
                else:
                    self._found[number] = results

    def contents(self) -> dict[int, list[Any]]:
        """All results of a child by the number of their portion, once they are there."""
        self.join()
        return self._found
