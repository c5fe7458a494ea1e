"""Template data of running text: HTML, links and citations in order, and endnotes."""

from typing import Literal

from msgspec import Struct

from sourcebook.views.common import ClaimView


class CiteLink(Struct, frozen=True):
    """Number of a claim in a citation, or a run of numbers of one document's claims.

    `number`, `last`: first and last number; `id`: its anchor; `href`: of the first endnote or claim.
    """

    number: int
    last: int
    id: str
    href: str


class HtmlPart(Struct, frozen=True):
    """Sanitised HTML between marks."""

    html: str
    kind: Literal["html"] = "html"


class LinkPart(Struct, frozen=True):
    """Link in the text. `also`: second name of the page, at its first mention."""

    text: str
    href: str
    also: str | None = None
    kind: Literal["link"] = "link"


class CitePart(Struct, frozen=True):
    """Citation of claims in the text. `beside`: lines for the margin of wide screens."""

    cites: tuple[CiteLink, ...]
    beside: str
    kind: Literal["cite"] = "cite"


class ReferenceMark(Struct, frozen=True):
    """Citation of a reference in a note: its publisher, as a link to its entry in the list."""

    text: str
    href: str
    kind: Literal["reference"] = "reference"


class ParagraphNoteView(Struct, frozen=True):
    """Citation of a whole paragraph, without a number: "(TITLE, paragraph 8)"."""

    text: str
    href: str
    kind: Literal["paragraph"] = "paragraph"


ProsePart = HtmlPart | LinkPart | CitePart | ReferenceMark | ParagraphNoteView


class HeadingView(Struct, frozen=True):
    """Heading, for the table of contents. `id`: its anchor; `level`: 2 to 6."""

    id: str
    text: str
    level: int


class ProseView(Struct, frozen=True):
    """Text of a page, as HTML and marks.

    `parts`: in order, told apart by their `kind`; empty without text.
    """

    parts: tuple[ProsePart, ...]
    headings: tuple[HeadingView, ...]


class EndnoteView(Struct, frozen=True):
    """Endnote: a cited claim, or the text of a footnote.

    `id`: its anchor; `back`: addresses of the places that cite it.
    """

    number: int
    id: str
    claim: ClaimView | None
    text: ProseView | None
    back: tuple[str, ...]
