"""Renders prose: resolves links, numbers citations, and makes endnotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup, escape
from msgspec import Struct

from sourcebook.model.dossier import Page
from sourcebook.model.edges import target_page
from sourcebook.model.marks import Ref
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.views.common import ClaimView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.side_notes import Numbered, runs, side_note

_BLOCK_END = re.compile(r"</(?:p|li|td)>")
_HEADING = re.compile(r'<(/?)h([1-6])(?: id="[^"]*")?>')
LOWEST = 6


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


class ParagraphNoteView(Struct, frozen=True):
    """Citation of a whole paragraph, without a number: "(TITLE, paragraph 8)"."""

    text: str
    href: str
    kind: Literal["paragraph"] = "paragraph"


ProsePart = HtmlPart | LinkPart | CitePart | ParagraphNoteView


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
    """Endnote: a cited claim.

    `id`: its anchor; `back`: addresses of the places that cite it.
    """

    number: int
    id: str
    claim: ClaimView
    back: tuple[str, ...]


@dataclass
class ProseRenderer:
    """Renders the texts that one page shows, in the order shown.

    Citations are numbered through all of them, after the claims that the page shows in full. `own`: the page, whose
    second name is never added; None for the record page.
    """

    context: PageContext
    own: Key | None
    _back: dict[ClaimKey, list[str]] = field(default_factory=dict)
    _seen: set[Key] = field(default_factory=set)
    _above: Key | None = None

    def __post_init__(self) -> None:
        self._numbers = dict(self.context.numbers)

    def prose(self, page: Page) -> ProseView:
        """Render the text of this page, or of another page that it shows in full."""
        parts: list[ProsePart] = []
        prose = self.context.dossier.body(page.key)
        written = prose.parts
        for at, part in enumerate(written, start=1):
            if isinstance(part, Ref):
                _close_up(parts, part)
                after = written[at] if at < len(written) else ""
                parts += self._mark(part, page.resolve(part), after if isinstance(after, str) else "")
            else:
                parts.append(HtmlPart(Markup(part)))
                if self._above is not None and _BLOCK_END.search(part):
                    self._above = None
        headings = tuple(HeadingView(heading.id, heading.text, heading.level) for heading in prose.headings)
        return ProseView(tuple(parts), headings)

    def endnotes(self) -> tuple[EndnoteView, ...]:
        """Endnotes of all claims cited so far that the page does not show in full, by number."""
        return tuple(
            EndnoteView(number, f"n-{number}", self.context.claim(key), tuple(f"#{back}" for back in self._back[key]))
            for key, number in self._numbers.items()
            if key not in self.context.numbers
        )

    def _mark(self, ref: Ref, targets: tuple[Target, ...], after: str) -> list[ProsePart]:
        if not targets:
            return [HtmlPart(escape(ref.label or ", ".join(ref.targets)))]
        if ref.kind == "link":
            return [self._link(ref, targets[0], after)]
        claims = [target for target in targets if isinstance(target, ClaimKey)]
        paragraphs = [self.context.target(target) for target in targets if not isinstance(target, ClaimKey)]
        cites: list[ProsePart] = [self._cites(claims)] if claims else []
        return cites + [ParagraphNoteView(link.title, link.href) for link in paragraphs]

    def _cites(self, claims: Sequence[ClaimKey]) -> CitePart:
        numbered = [(self._numbers.setdefault(key, len(self._numbers) + 1), key) for key in claims]
        beside = side_note(self.context, numbered, self._above)
        self._above = claims[-1].page
        return CitePart(tuple(map(self._cite, runs(numbered))), beside)

    def _cite(self, run: Sequence[Numbered]) -> CiteLink:
        number, key = run[0]
        anchor = f"c-{number}-{len(self._back.get(key, ())) + 1}"
        for _, cited in run:
            self._back.setdefault(cited, []).append(anchor)
        return CiteLink(number, run[-1][0], anchor, f"#n-{number}")

    def _link(self, ref: Ref, target: Target, after: str) -> LinkPart:
        link = self.context.target(target)
        return LinkPart(ref.label or link.title, link.href, self._also(ref, target_page(target), after))

    def _also(self, ref: Ref, key: Key, after: str) -> str | None:
        """Second name of a page at its first mention by title, unless the author wrote it."""
        dossier = self.context.dossier
        first = key not in self._seen and key != self.own
        self._seen.add(key)
        if not first or ref.label not in (None, dossier.title(key)) or after.startswith(" ("):
            return None
        return dossier.second_name(key) or None


def lower_headings(prose: ProseView, levels: int) -> ProseView:
    """Copy a text with its headings `levels` levels lower, without their anchors."""

    def lowered(heading: re.Match[str]) -> str:
        return f"<{heading[1]}h{min(int(heading[2]) + levels, LOWEST)}>"

    parts = (
        HtmlPart(Markup(_HEADING.sub(lowered, part.html))) if isinstance(part, HtmlPart) else part
        for part in prose.parts
    )
    return ProseView(tuple(parts), ())


def _close_up(parts: list[ProsePart], ref: Ref) -> None:
    """Removes the space before a citation's number."""
    if ref.kind == "cite" and parts and isinstance(parts[-1], HtmlPart):
        parts[-1] = HtmlPart(Markup(parts[-1].html.rstrip(" ")))
