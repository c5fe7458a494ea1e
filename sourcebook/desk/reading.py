"""What a document says of itself: the values that reading one gives."""

from msgspec import Struct, field

from sourcebook.model.record import Basis


class Told(Struct, frozen=True):
    """A name or headline that a document gives, and where: words for its editor."""

    text: str
    where: str


class Dated(Struct, frozen=True):
    """The day of a document as an ISO date, how it is known, and from what."""

    day: str
    basis: Basis
    why: str


class Reading(Struct):
    """A document's paragraphs, counted from 1, and what could be told of it; None is left open.

    `agency` is whose word the text repeats. `skip` has the paragraphs that say nothing, with the reason. `open`: what
    its editor has to look at.
    """

    paragraphs: list[str]
    headline: Told | None = None
    author: Told | None = None
    outlet: Told | None = None
    agency: Told | None = None
    date: Dated | None = None
    skip: dict[int, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    address: str | None = None
    encoding: str = "utf-8"
