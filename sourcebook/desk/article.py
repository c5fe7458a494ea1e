"""An imported article: its paragraphs, and the metadata extracted from it."""

from msgspec import Struct, field

from sourcebook.model.record import Basis


class Extract(Struct, frozen=True):
    """A name or headline extracted from a document.

    `where`: place in the document where it was found, in words.
    """

    text: str
    where: str


class Dated(Struct, frozen=True):
    """Day of publication of an article (ISO 8601), how it is known, and the reason."""

    day: str
    basis: Basis
    why: str


class Article(Struct):
    """Paragraphs and metadata of an article; fields that are unknown are None.

    `agency`: the news agency whose report the text repeats. `skip`: paragraphs without content, by number from 1, with
    the reason. `open`: questions for the editor.
    """

    paragraphs: list[str]
    headline: Extract | None = None
    author: Extract | None = None
    outlet: Extract | None = None
    agency: Extract | None = None
    date: Dated | None = None
    skip: dict[int, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    address: str | None = None
    encoding: str = "utf-8"
