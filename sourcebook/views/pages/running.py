"""Running text for templates: holes filled with addresses, citations numbered, endnotes gathered."""

import re
from collections.abc import Iterable, Sequence
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
from sourcebook.views.pages.beside import side_note

_BLOCK_END = re.compile(r"</(?:p|li|td)>")
_HEADING = re.compile(r'<(/?)h([1-6])(?: id="[^"]*")?>')
LOWEST = 6


class CiteLink(Struct, frozen=True):
    """One number of a citation: `id` is its anchor here, `href` leads to the endnote."""

    number: int
    id: str
    href: str


class HtmlPart(Struct, frozen=True):
    """Finished clean HTML."""

    html: str
    kind: Literal["html"] = "html"


class LinkPart(Struct, frozen=True):
    """A link in the running text. `also` is the second name at the first mention, if the entity has one."""

    text: str
    href: str
    also: str | None = None
    kind: Literal["link"] = "link"


class CitePart(Struct, frozen=True):
    """A citation in the running text: one or more numbers, and lines that stand beside it on wide screens."""

    cites: tuple[CiteLink, ...]
    beside: str
    kind: Literal["cite"] = "cite"


class ParagraphNoteView(Struct, frozen=True):
    """A citation of a paragraph alone, shown in the text without number: "(TITLE, paragraph 8)"."""

    text: str
    href: str
    kind: Literal["paragraph"] = "paragraph"


ProsePart = HtmlPart | LinkPart | CitePart | ParagraphNoteView


class HeadingView(Struct, frozen=True):
    """A heading of the text, for the table of contents."""

    id: str
    text: str
    level: int


class ProseView(Struct, frozen=True):
    """The body of a page; empty `parts` where it has none."""

    parts: tuple[ProsePart, ...]
    headings: tuple[HeadingView, ...]


class EndnoteView(Struct, frozen=True):
    """A numbered note: a claim, with the anchors of the places that cite it (`back`: number and href)."""

    number: int
    id: str
    claim: ClaimView
    back: tuple[str, ...]


@dataclass
class Running:
    """The texts of one page, in the order in which they are shown: citations are numbered through all of them."""

    context: PageContext
    own: Key | None
    _numbers: dict[ClaimKey, int] = field(default_factory=dict)
    _back: dict[ClaimKey, list[str]] = field(default_factory=dict)
    _seen: set[Key] = field(default_factory=set)
    _above: Key | None = None

    def prose(self, page: Page) -> ProseView:
        """The body of a page, this one's or one shown on it."""
        parts: list[ProsePart] = []
        prose = self.context.dossier.body(page.key)
        written = prose.parts
        for at, part in enumerate(written, start=1):
            if isinstance(part, Ref):
                _close_up(parts, part)
                after = written[at] if at < len(written) else ""
                parts += self._mark(part, page.leads(part), after if isinstance(after, str) else "")
            else:
                parts.append(HtmlPart(Markup(part)))
                if self._above is not None and _BLOCK_END.search(part):
                    self._above = None
        headings = tuple(HeadingView(heading.id, heading.text, heading.level) for heading in prose.headings)
        return ProseView(tuple(parts), headings)

    def endnotes(self) -> tuple[EndnoteView, ...]:
        """All claims cited so far, by number, with the anchors of the places that cite them."""
        return tuple(
            EndnoteView(number, f"n-{number}", self.context.claim(key), tuple(f"#{back}" for back in self._back[key]))
            for key, number in self._numbers.items()
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
        cites = tuple(self._cite(claims))
        beside = side_note(self.context, zip((cite.number for cite in cites), claims, strict=True), self._above)
        self._above = claims[-1].page
        return CitePart(cites, beside)

    def _cite(self, claims: Iterable[ClaimKey]) -> Iterable[CiteLink]:
        for key in claims:
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            backs = self._back.setdefault(key, [])
            backs.append(f"c-{number}-{len(backs) + 1}")
            yield CiteLink(number, backs[-1], f"#n-{number}")

    def _link(self, ref: Ref, target: Target, after: str) -> LinkPart:
        link = self.context.target(target)
        return LinkPart(ref.label or link.title, link.href, self._also(ref, target_page(target), after))

    def _also(self, ref: Ref, key: Key, after: str) -> str | None:
        """The second name of a page at its first mention by title, unless the author wrote it."""
        dossier = self.context.dossier
        first = key not in self._seen and key != self.own
        self._seen.add(key)
        if not first or ref.label not in (None, dossier.title(key)) or after.startswith(" ("):
            return None
        return dossier.second_name(key) or None


def deeper(prose: ProseView, levels: int) -> ProseView:
    """The same text with its headings `levels` lower, and without their anchors."""

    def lowered(heading: re.Match[str]) -> str:
        return f"<{heading[1]}h{min(int(heading[2]) + levels, LOWEST)}>"

    parts = (
        HtmlPart(Markup(_HEADING.sub(lowered, part.html))) if isinstance(part, HtmlPart) else part
        for part in prose.parts
    )
    return ProseView(tuple(parts), ())


def _close_up(parts: list[ProsePart], ref: Ref) -> None:
    """A citation's number follows what it cites without a space, however it was written."""
    if ref.kind == "cite" and parts and isinstance(parts[-1], HtmlPart):
        parts[-1] = HtmlPart(Markup(parts[-1].html.rstrip(" ")))
