"""What a saved page says of itself in its head: JSON-LD (schema.org), Open Graph, Dublin Core, plain meta elements."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from msgspec import Struct, field

Pair = tuple[str, str]

ARTICLES = ("NewsArticle", "ReportageNewsArticle", "Article", "Report", "BlogPosting", "AnalysisNewsArticle", "WebPage")

DATES = (
    "datePublished", "article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dcterms.created",
    "dc.date", "citation_publication_date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "date",
)  # fmt: skip
AUTHORS = ("author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "article:author")
OUTLETS = (
    "publisher",
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "application-name",
)
HEADLINES = ("headline", "h1", "og:title", "citation_title", "dc.title", "twitter:title", "title")
AGENCIES = ("sourceOrganization", "creditText", "article:agency", "syndication-source")
ADDRESSES = ("canonical", "og:url", "url")

_SILENT = ("script", "style", "noscript", "template", "svg")
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 header hr li main nav ol p pre section table td th tr ul".split()
)


class Head(Struct):
    """All that a page says of itself, by name, in the order of the page; and its visible text in lines."""

    said: dict[str, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def first(self, names: tuple[str, ...]) -> Pair | None:
        """The first of these names that the page gives, and its text."""
        return next(self.all(names), None)

    def all(self, names: tuple[str, ...]) -> Iterator[Pair]:
        """Names and texts that the page gives for any of these names."""
        return ((name, text) for name in names for text in self.said.get(name, ()))

    def add(self, name: str, text: object) -> None:
        """Keep a text under its name, with single spaces, once."""
        plain = " ".join(str(text).split()) if isinstance(text, str | int) else ""
        if plain and plain not in self.said.setdefault(name, []):
            self.said[name].append(plain)


def read_head(html: str) -> Head:
    """Read a page, however badly made."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.end_line()
    for text in parser.data:
        _linked(parser.head, text)
    return parser.head


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.head = Head()
        self.data: list[str] = []
        self.line: list[str] = []
        self.within: list[str] = []
        self.kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = given.get("property") or given.get("name") or given.get("itemprop") or ""
            self.head.add(name.lower() if name != "datePublished" else name, given.get("content", ""))
        elif tag == "link" and "canonical" in given.get("rel", ""):
            self.head.add("canonical", given.get("href", ""))
        elif tag == "time":
            self.head.add("time", given.get("datetime", ""))
        elif tag in (*_SILENT, "title", "h1"):
            self.end_line()
            self.within.append(tag)
            self.kind = given.get("type", "").lower()
        elif tag in _BLOCKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.within:
            self.end_line()
            del self.within[self.within.index(tag) :]
        elif tag in _BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if self.within[-1:] == ["script"]:
            self.data += [data] if self.kind == "application/ld+json" else []
        elif not self.within or self.within[-1] in ("h1", "title"):
            self.line.append(data)

    def end_line(self) -> None:
        text = " ".join("".join(self.line).split())
        self.line.clear()
        if text and self.within:
            self.head.add(self.within[-1], text)
        if text and self.within != ["title"]:
            self.head.lines.append(text)


def _linked(head: Head, text: str) -> None:
    try:
        found = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return
    articles = [node for node in _nodes(found) if _kind(node)]
    for node in sorted(articles, key=lambda node: ARTICLES.index(_kind(node))):
        for name in ("headline", "datePublished", "author", "publisher", "sourceOrganization", "creditText", "url"):
            for said in _names(node.get(name)):
                head.add(name, said)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"))


def _kind(node: dict[str, Any]) -> str:
    kinds = node.get("@type")
    return next((kind for kind in ARTICLES if kind in (kinds if isinstance(kinds, list) else [kinds])), "")


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _names(item)
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, str):
        yield re.sub(r"<[^>]*>", "", value)
