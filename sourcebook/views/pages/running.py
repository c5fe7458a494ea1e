"""Renders prose: resolves links, numbers citations, and makes endnotes."""

import re
from collections.abc import Sequence
from operator import itemgetter

from markupsafe import Markup, escape
from msgspec import Struct

from sourcebook.model.dossier import Page, ShortLine
from sourcebook.model.edges import target_page
from sourcebook.model.marks import Ref
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.views.common import ClaimView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.prose_view import (
    CiteLink,
    CitePart,
    EndnoteView,
    HeadingView,
    HtmlPart,
    LinkPart,
    ParagraphNoteView,
    ProsePart,
    ProseView,
    ReferenceMark,
)
from sourcebook.views.pages.side_notes import runs, side_note

_BLOCK_END = re.compile(r"</(?:p|li|td)>")
_HEADING = re.compile(r'<(/?)h([1-6])(?: id="[^"]*")?>')
LOWEST = 6

Parts = tuple[str | Ref, ...]


Noted = ClaimKey | tuple[Key, str]
"""What an endnote is of: a claim, or a footnote of a page by its name."""


class ProseRenderer(Struct):
    """Renders the texts that one page shows, in the order shown.

    Citations are numbered through all of them, after the claims that the page shows in full. `own`: the page, whose
    second name is never added; None for the record page.
    """

    context: PageContext
    own: Key | None
    _back: dict[Noted, list[str]] = {}
    _texts: dict[Noted, tuple[Page, Parts]] = {}
    _seen: set[Key] = set()
    _numbers: dict[Noted, int] = {}
    _above: Key | None = None

    def __post_init__(self) -> None:
        self._numbers.update(self.context.numbers.items())

    def prose(self, page: Page) -> ProseView:
        """Render the text of this page, or of another page that it shows in full."""
        prose = self.context.dossier.body(page.key)
        written, texts = _part_texts(prose.parts)
        self._texts |= {(page.key, name): (page, text) for name, text in texts.items()}
        headings = tuple(HeadingView(heading.id, heading.text, heading.level) for heading in prose.headings)
        return ProseView(self._parts(page, written), headings)

    def _parts(self, page: Page, written: Parts) -> tuple[ProsePart, ...]:
        parts: list[ProsePart] = []
        for at, part in enumerate(written, start=1):
            if isinstance(part, Ref):
                _close_up(parts, part)
                after = written[at] if at < len(written) else ""
                parts += self._mark(part, page, after if isinstance(after, str) else "")
            else:
                parts.append(HtmlPart(Markup(part)))
                if self._above is not None and _BLOCK_END.search(part):
                    self._above = None
        return tuple(parts)

    def lines(self, lines: Sequence[ShortLine]) -> ProseView:
        """Render sentences of *In short* as one paragraph, each with what it rests on."""
        parts: list[ProsePart] = [HtmlPart(Markup("<p>"))]
        for line in lines:
            parts.append(HtmlPart(escape(line.says)))
            parts += [self._cites(line.claims)] if line.claims else []
            view = self.context.reference(line.reference) if line.reference else None
            link = self.context.maybe(line.rests_on)
            parts += [HtmlPart(Markup(" ")), ReferenceMark(view.publisher, view.href)] if view else []
            parts += [HtmlPart(Markup(" ")), ParagraphNoteView(link.title, link.href)] if link else []
            parts.append(HtmlPart(Markup(" ")))
        return ProseView((*parts, HtmlPart(Markup("</p>"))) if lines else (), ())

    def endnotes(self) -> tuple[EndnoteView, ...]:
        """Endnotes of all footnotes, and of all claims cited so far that the page does not show in full, by number."""
        made: dict[Noted, tuple[ClaimView | None, ProseView | None]] = {}
        while to_make := [key for key in self._numbers if key not in made and key not in self.context.numbers]:
            made[to_make[0]] = self._noted(to_make[0])  # the text of a footnote may cite more
        numbered = ((self._numbers[key], key, parts) for key, parts in made.items())
        return tuple(
            EndnoteView(number, f"n-{number}", *parts, tuple(f"#{at}" for at in self._back[key]))
            for number, key, parts in numbered
        )

    def _noted(self, key: Noted) -> tuple[ClaimView | None, ProseView | None]:
        if isinstance(key, ClaimKey):
            return self.context.claim(key), None
        return None, ProseView(self._parts(*self._texts[key]), ())

    def _mark(self, ref: Ref, page: Page, after: str) -> list[ProsePart]:
        targets = page.resolve(ref)
        if ref.kind == "note":
            return [CitePart((self._cite([self._numbered((page.key, ref.targets[0]))]),), "")]
        if ref.kind == "reference":
            cited = (self.context.reference(self.context.dossier.reference(name)) for name in ref.targets)
            return [ReferenceMark(reference.publisher, reference.href) for reference in cited]
        if not targets:
            return [HtmlPart(escape(ref.label or ", ".join(ref.targets)))]
        if ref.kind == "link":
            return [self._link(ref, targets[0], after)]
        claims = [target for target in targets if isinstance(target, ClaimKey)]
        paragraphs = [self.context.target(target) for target in targets if not isinstance(target, ClaimKey)]
        cites: list[ProsePart] = [self._cites(claims)] if claims else []
        return cites + [ParagraphNoteView(link.title, link.href) for link in paragraphs]

    def _cites(self, claims: Sequence[ClaimKey]) -> CitePart:
        numbered = sorted(((self._numbered(key)[0], key) for key in claims), key=itemgetter(0))
        beside = side_note(self.context, numbered, self._above)
        self._above = numbered[-1][1].page
        return CitePart(tuple(map(self._cite, runs(numbered))), beside)

    def _numbered(self, key: Noted) -> tuple[int, Noted]:
        return self._numbers.setdefault(key, len(self._numbers) + 1), key

    def _cite(self, run: Sequence[tuple[int, Noted]]) -> CiteLink:
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


def _part_texts(parts: Parts) -> tuple[Parts, dict[str, Parts]]:
    """Part the body of a page from the texts of its footnotes, by name."""
    body: list[str | Ref] = []
    texts: dict[str, list[str | Ref]] = {}
    into = body
    for part in parts:
        if isinstance(part, Ref) and part.kind in ("text", "end"):
            into = texts.setdefault(part.targets[0], []) if part.kind == "text" else body
        else:
            into.append(part)
    return tuple(body), {name: tuple(text) for name, text in texts.items()}


def _close_up(parts: list[ProsePart], ref: Ref) -> None:
    """Removes the space before a citation's number."""
    if ref.kind in ("cite", "note") and parts and isinstance(parts[-1], HtmlPart):
        parts[-1] = HtmlPart(Markup(parts[-1].html.rstrip(" ")))
