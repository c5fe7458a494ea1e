"""Work spread over processes: the results are those of one process, in the same order."""

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")

WORTH_SHARING = 50
"""So many files or pages are worth a second process."""

AT_A_TIME = 16
"""So many results are sent together."""


def count() -> int:
    """How many processes pay: the cores this one may use, and no more than four; one where processes are not forked."""
    if not sys.platform.startswith("linux"):
        return 1
    return min(len(os.sched_getaffinity(0)), 4)


def spread(jobs: Sequence[Callable[[], T]], workers: int) -> list[T]:
    """What each of the jobs returns, in their order. Jobs may raise; results must be such that can be pickled.

    The children are forks and so see all that this process has read; each takes every `workers`-th job. This process
    does its own share, while threads of it receive what the children send. Not for a process with other threads.
    """
    if workers < 2 or len(jobs) < 2:
        return [job() for job in jobs]
    from multiprocessing import get_context

    context = get_context("fork")
    shares = [jobs[first::workers] for first in range(min(workers, len(jobs)))]
    pipes = [context.Pipe(duplex=False) for _ in shares[1:]]
    children = [
        context.Process(target=_work, args=(share, pipe)) for share, pipe in zip(shares[1:], pipes, strict=True)
    ]
    for child, (_, sender) in zip(children, pipes, strict=True):
        child.start()
        sender.close()
    inboxes = [_Inbox(receiver) for receiver, _ in pipes]
    try:
        done = [
            [job() for job in shares[0]],
            *(inbox.contents(len(share)) for inbox, share in zip(inboxes, shares[1:], strict=True)),
        ]
    except BaseException:
        for child in children:
            child.terminate()
        raise
    finally:
        for child, inbox in zip(children, inboxes, strict=True):
            child.join()
            inbox.join()
    return [done[n % len(shares)][n // len(shares)] for n in range(len(jobs))]


def _work(share: Sequence[Callable[[], T]], pipe: "tuple[Connection, Connection]") -> None:
    """Do a share in a child; results are sent as they come, a few at a time."""
    receiver, sender = pipe
    receiver.close()
    for first in range(0, len(share), AT_A_TIME):
        try:
            answer: list[T] | Exception = [job() for job in share[first : first + AT_A_TIME]]
        except Exception as error:  # noqa: BLE001 - it is raised again where it was asked for
            answer = error
        sender.send_bytes(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
        if isinstance(answer, Exception):
            break
    sender.close()


class _Inbox(Thread):
    """Receives what a child sends, so that the child need not wait."""

    def __init__(self, receiver: "Connection") -> None:
        super().__init__(daemon=True)
        self._receiver = receiver
        self._found: list[Any] = []
        self._fault: Exception | None = None
        self.start()

    def run(self) -> None:
        with self._receiver, suppress(EOFError, OSError):
            while self._fault is None:
                answer = pickle.loads(self._receiver.recv_bytes())
                if isinstance(answer, Exception):
                    self._fault = answer
                else:
                    self._found += answer

    def contents(self, count: int) -> list[Any]:
        """All results of a share, once they are there. Raises what a job raised."""
        self.join()
        if self._fault is not None:
            raise self._fault
        if len(self._found) < count:
            raise RuntimeError("a process that shared the work was ended from outside")
        return self._found
