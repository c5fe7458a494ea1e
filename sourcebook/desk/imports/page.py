"""Reads a web page: metadata by name, and the lines that it shows with their place in the document tree."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from sourcebook.desk.imports.json_ld import Node, article_nodes
from sourcebook.desk.imports.words import alternatives

SILENT = frozenset("script style noscript template svg iframe object select option button input textarea head".split())
BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th tr ul".split()
)
CHROME = frozenset("nav footer aside form menu dialog".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(0", re.IGNORECASE)
_UNSEEN = re.compile(r"(?:\A|\s)(?:sr-only|visually-?hidden|screen-reader\S*)(?:\Z|\s)", re.IGNORECASE)
_BESIDE = re.compile(rf"(?:\A|[\s_-])(?:{alternatives('beside')})(?:\Z|[\s_-])", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:\A|[\s_-])(?:by-?line\w*|authors?|author-?name|creator|autore?n?|verfasser)(?:\Z|[\s_-])", re.IGNORECASE
)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)|SingleFile\s+url: (\S+)\s+saved date: ([^\n]+)")
_LONG_TAG = re.compile(r"<([A-Za-z][\w:-]*)[^<>]{20000,}>")
"""A tag whose attributes take the parser a time that grows with their square; none of these is read."""
_MOST_CELL, _HEAD = 200, 20_000


class Line(Struct, frozen=True):
    """A line of text that a page shows.

    `tag`: its block element; `inside`: tags around it, and "beside" or "byline" for a class that says so; `parent`:
    number of the parent of its block element; `article`: number of the `article` elements before it; `linked`: the
    share of its letters in links; `credit`: its text in a byline, with bars between elements.
    """

    text: str
    tag: str
    inside: frozenset[str]
    parent: int
    article: int
    linked: float
    credit: str = ""

    @property
    def is_beside(self) -> bool:
        """True for menus, forms and lists of other articles."""
        return "beside" in self.inside or bool(self.inside & CHROME)


class Page(Struct):
    """A web page. `meta`: values by lower-case name; `times`: of `time` elements, with the tags around
    them and the number of lines above. `hidden`: length of the paragraphs that styles hide."""

    meta: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    lines: list[Line] = field(default_factory=list)
    times: list[tuple[str, frozenset[str], int]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    hidden: int = 0
    tree: Any = None

    def add(self, name: str, text: str | None) -> None:
        """Add a value under a name, with single spaces, unless empty or there already."""
        plain = " ".join((text or "").split())
        if plain and plain not in self.meta[name][:50]:
            self.meta[name].append(plain)

    def first(self, *names: str) -> Iterator[tuple[str, str]]:
        """Values under these names, as (name, text)."""
        return ((name, text) for name in names for text in self.meta.get(name, ()))


def read_tree(html: str, *, with_hidden: bool = False) -> Page:
    """Read an HTML page. Invalid HTML is accepted; a page without elements has no lines.

    `with_hidden`: take text that styles hide for shown.
    """
    from trafilatura.utils import load_html

    tree = load_html(_LONG_TAG.sub(r"<\1>", html))
    walker = _Walker(Page(tree=tree), with_hidden)
    if tree is not None:
        walker.walk()
    if saved := _SAVED.search(html[:_HEAD]):
        walker.page.add("saved from", saved[1] or saved[2])
        walker.page.add("saved on", saved[3])
    walker.page.nodes = article_nodes(walker.scripts)
    return walker.page


class _Walker:
    """Walks the tree once. `open`: tags around the current place, counted; `kinds`: those of classes."""

    def __init__(self, page: Page, with_hidden: bool) -> None:
        self.page, self.with_hidden, self.scripts = page, with_hidden, list[str]()
        self.open: Counter[str] = Counter()
        self.entered: list[tuple[Any, tuple[str, ...]]] = []
        self.blocks: list[tuple[str, int, int]] = [("body", 0, 0)]
        self.pieces: list[str] = []
        self.linked = self.count = self.articles = 0
        self.rows: dict[Any, bool] = {}

    def walk(self) -> None:
        """Visit all elements in document order."""
        from lxml import etree

        walk = etree.iterwalk(self.page.tree, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start" and not self._start(element):
                walk.skip_subtree()
            elif event == "end":
                self._end(element)
            if event != "start":
                self._text(element.tail)
        self.end_line()

    def _start(self, element: Any) -> bool:
        """Enter an element. False if it shows nothing."""
        tag, values = element.tag, element.attrib
        self._read_metadata(tag, values, element)
        if tag in SILENT and tag != "head":
            return False
        if not self.with_hidden and ("hidden" in values or _HIDDEN.search(values.get("style", ""))):
            self.page.hidden += sum(len("".join(part.itertext())) for part in element.iter("p"))
            return False
        is_sign = self.open["h1"] > 0 and not any(map(str.isalnum, element.text or ""))
        if _UNSEEN.search(values.get("class", "")) and not is_sign:
            return False
        named = f"{values.get('class', '')} {values.get('id', '')} {values.get('itemprop', '')} {values.get('rel', '')}"
        kinds = [tag]
        if tag not in ("html", "body", "main", "article") and len(named) > 3:
            kinds += ["beside"] if _BESIDE.search(named) else []
            kinds += ["byline"] if _BYLINE.search(named) else []
        if "br" in values.get("class", "").split() and not element.text:
            self.end_line()
        if tag in BLOCKS and not self._is_cell(element):
            self.end_line()
            self.count += 1
            self.articles += tag == "article"
            self.blocks.append((tag, self.count, self.blocks[-1][1]))
        self.entered.append((element, tuple(kinds)))
        self.open.update(kinds)
        self._text(element.text)
        return True

    def _end(self, element: Any) -> None:
        if not self.entered or self.entered[-1][0] is not element:
            return
        if element.tag in BLOCKS:
            if self._is_cell(element):
                self.pieces.append(" | " if element.getnext() is not None else "")
            else:
                self.end_line()
                self.blocks.pop()
        self.open.subtract(self.entered.pop()[1])

    def _is_cell(self, element: Any) -> bool:
        """True for a cell, or the text of one, in a row of a table of data."""
        row = element if element.tag in ("td", "th") else None
        row = row.getparent() if row is not None else None
        if row is None:
            return False
        if row not in self.rows:
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            self.rows[row] = len(cells) > 1 and not any(map(_is_layout, cells))
        return self.rows[row]

    def _text(self, text: str | None) -> None:
        if text and not self.open["head"]:
            self.pieces.append(text)
            self.linked += len(text.strip()) if self.open["a"] else 0

    def end_line(self) -> None:
        """End the current line of text."""
        raw, linked = "".join(self.pieces), self.linked
        credit = "|".join(self.pieces) if self.open["byline"] else ""
        raw = " ".join(self.pieces) if credit else raw
        self.pieces, self.linked = [], 0
        text = " ".join(_INVISIBLE.sub("", raw).split()).strip("|").strip()
        if text:
            tag, _, parent = self.blocks[-1]
            inside = frozenset(name for name, count in self.open.items() if count > 0)
            self.page.lines.append(Line(text, tag, inside, parent, self.articles, min(1.0, linked / len(text)), credit))

    def _read_metadata(self, tag: str, values: Any, element: Any) -> None:
        if tag == "meta":
            for name in ("property", "name", "itemprop"):
                if values.get(name):
                    self.page.add(values[name].lower(), values.get("content"))
        elif tag == "link" and "canonical" in values.get("rel", ""):
            self.page.add("canonical", values.get("href"))
        elif tag == "title" and self.open["head"]:
            self.page.add("title", element.text)
        elif tag == "html":
            self.page.add("language", values.get("lang"))
        elif tag == "script" and "ld+json" in values.get("type", "").lower():
            self.scripts.append(element.text or "")
        elif tag == "time" or values.get("itemprop", "") in ("datePublished", "dateModified"):
            kind = (values.get("itemprop"),) if values.get("itemprop") else ()
            inside = frozenset({name for name, count in self.open.items() if count > 0} | {*kind})
            stated = values.get("datetime") or values.get("content") or "".join(element.itertext())[:80]
            self.page.times.append((" ".join(stated.split()), inside, len(self.page.lines)))


def _is_layout(cell: Any) -> bool:
    """True for a cell that has blocks or much text: its table arranges a page."""
    inner = next(cell.iter("table", "p", "br", "div", "h1", "h2", "h3", "ul"), None)
    return inner is not None or len("".join(cell.itertext())) > _MOST_CELL
