"""A build that is about to make its pages, and under which names it leaves what the next one takes up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sourcebook.order import Order, Result
from sourcebook.past import Past

if TYPE_CHECKING:
    from sourcebook.bodies import Shelf
    from sourcebook.incremental import Trace
    from sourcebook.parts import Job


class Prepared(NamedTuple):
    """A build that found no error, and has made nothing: what it found, and the jobs that are to be done.

    `edit`: whether it follows an edit of prose, so that all but these jobs stays as the last build left it.
    """

    found: Result
    jobs: "Sequence[Job]"
    shelf: "Shelf"
    past: Past
    trace: "Trace"
    edit: bool


def trace_of(order: Order) -> tuple[bytes, bytes]:
    """The name of how the output of an order came about."""
    return b"trace", str(order.out.absolute()).encode()


def linked_of(order: Order) -> tuple[bytes, bytes]:
    """The name of the linked dossier."""
    return b"linked", str(order.content.absolute()).encode()
