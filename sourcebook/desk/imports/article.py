"""An imported article: its paragraphs, and the metadata extracted from it."""

from msgspec import Struct, field

from sourcebook.model.places import Unit
from sourcebook.model.source_record import Basis


class Extract(Struct, frozen=True):
    """A name or headline extracted from a document.

    `where`: place in the document where it was found, in words.
    """

    text: str
    where: str


class Dated(Struct, frozen=True):
    """Time of publication of an article (EDTF), how it is known, and the reason."""

    day: str
    basis: Basis
    why: str


class Article(Struct):
    """Paragraphs and metadata of an article; fields that are unknown are None.

    `unit`: what the `paragraphs` are: pages of a PDF, rows of a table; `table`: its text as CSV. `authors`: persons, in
    the document's order. `agency`: the news agency whose report the text repeats. `address`:
    where the page was published; `archived`: address of an archive's copy that was saved; `saved`: day of saving (ISO
    8601). `skip`: paragraphs without content, by number from 1, with the reason. `open`: questions for the editor.
    """

    paragraphs: list[str]
    headline: Extract | None = None
    authors: list[Extract] = field(default_factory=list)
    outlet: Extract | None = None
    agency: Extract | None = None
    date: Dated | None = None
    skip: dict[int, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    address: str | None = None
    archived: str | None = None
    saved: str | None = None
    encoding: str = "utf-8"
    unit: Unit = "paragraph"
    table: str = ""

    @property
    def author(self) -> Extract | None:
        """The first author."""
        return self.authors[0] if self.authors else None


class RefusedError(Exception):
    """A file that cannot be imported: code of the problem, message and cure."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint
