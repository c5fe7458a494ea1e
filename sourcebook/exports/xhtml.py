"""Writes HTML and SVG that templates made as XML, for books."""

from html import escape
from html.parser import HTMLParser

from msgspec import Struct

VOID = ("area", "br", "col", "hr", "img", "input", "wbr")
ON_SCREENS = ("tabindex", "aria-describedby", "rel", "focusable", "aria-level")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTED = 2
"""Levels of headings that the contents list."""

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
"""Namespaces of a drawing."""

SVG_NAMES = {name.lower(): name for name in ("viewBox", "textLength", "lengthAdjust", "preserveAspectRatio")}


class Xml(Struct, frozen=True):
    """A text as XML. `ids`: its anchors; `headings`: level, anchor and text of those of the first two levels."""

    text: str
    ids: frozenset[str]
    headings: tuple[tuple[int, str, str], ...]


def as_xml(html: str) -> Xml:
    """Convert HTML whose elements are all closed to XML.

    Headings are as deep as they are nested, so that no level is skipped. What is hidden from assistive technology
    repeats words beside it, and is left out; so are attributes that serve scripts. In drawings, links are plain groups.
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return Xml("".join(writer.pieces).strip(), frozenset(writer.ids), tuple(writer.headings))


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.ids: list[str] = []
        self.headings: list[tuple[int, str, str]] = []
        self._open: list[str] = []
        self._levels: list[str] = []
        self._hidden = 0
        self._heading: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if self._hidden or (given.get("aria-hidden") and "svg" not in self._open[:-1]):
            self._hidden += tag not in VOID
            return
        self.ids += [given["id"]] if "id" in given else []
        if tag in HEADINGS:
            self._heading = [given.get("id", "")]
            self._levels = [*(level for level in self._levels if level < tag), tag]
        in_drawing = "svg" in self._open
        written = "".join(f' {name}="{escape(value)}"' for name, value in self._kept(given, in_drawing))
        name = self._name(tag, in_drawing)
        self.pieces.append(f"<{name}{written}{'/' if tag in VOID else ''}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        in_drawing = "svg" in self._open
        assert self._open.pop() == tag, f"</{tag}> closes another element"
        if self._hidden:
            self._hidden -= 1
            return
        if tag in HEADINGS and self._heading is not None:
            anchor, *words = self._heading
            if len(self._levels) <= LISTED:
                self.headings.append((len(self._levels), anchor, " ".join("".join(words).split())))
            self._heading = None
        self.pieces.append(f"</{self._name(tag, in_drawing)}>")

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._heading is not None:
            self._heading.append(data)
        self.pieces.append(escape(data, quote=False))

    def _name(self, tag: str, in_drawing: bool) -> str:
        if tag in HEADINGS:
            return f"h{len(self._levels)}"
        return "g" if tag == "a" and in_drawing else tag

    def _kept(self, given: dict[str, str], in_drawing: bool) -> list[tuple[str, str]]:
        kept = {name: value for name, value in given.items() if name not in ON_SCREENS and not name.startswith("data-")}
        if not in_drawing:
            return [*kept.items(), *([("xml:lang", kept["lang"])] if "lang" in kept else [])]
        drawn = {SVG_NAMES.get(name, name): value for name, value in kept.items() if not name.startswith("aria-")}
        if target := drawn.pop("href", "") if self._open[-1] in ("a", "use") else "":
            drawn |= {"xlink:href": target} if self._open[-1] == "use" else {}
        return list(drawn.items())
