"""Reads metadata of a web page: JSON-LD, Open Graph, Dublin Core, meta elements."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from msgspec import Struct, field

ARTICLES = ("NewsArticle", "ReportageNewsArticle", "Article", "Report", "BlogPosting", "AnalysisNewsArticle", "WebPage")

NAMES = {
    "author": (
        "author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "article:author",
    ),
    "outlet": (
        "publisher", "og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name",
    ),
    "agency": ("sourceOrganization", "creditText", "article:agency", "syndication-source"),
    "headline": ("headline", "h1", "og:title", "citation_title", "dc.title", "twitter:title", "title"),
    "date": (
        "datePublished", "article:published_time", "datepublished", "dcterms.issued", "dc.date.issued",
        "dcterms.created", "dc.date", "citation_publication_date", "parsely-pub-date", "sailthru.date", "pubdate",
        "publishdate", "date", "time",
    ),
    "address": ("canonical", "og:url", "url"),
}  # fmt: skip
"""Names of the metadata that state a field of an article, the most reliable first."""

_OF_ARTICLES = ("headline", "datePublished", "author", "publisher", "sourceOrganization", "creditText", "url")
_SILENT = ("script", "style", "noscript", "template", "svg")
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 header hr li main nav ol p pre section table td th tr ul".split()
)


class PageMetadata(Struct):
    """Metadata of a web page (values by name), and the lines of its visible text."""

    values: dict[str, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def stating(self, field: str) -> Iterator[tuple[str, str]]:
        """Values for a field of an article, as (name, text), the most reliable first."""
        return ((name, text) for name in NAMES[field] for text in self.values.get(name, ()))

    def add(self, name: str, text: object) -> None:
        """Add a value under a name, with single spaces, unless empty or there already."""
        plain = " ".join(str(text).split()) if isinstance(text, str | int) else ""
        if plain and plain not in self.values.setdefault(name, []):
            self.values[name].append(plain)


def read_metadata(html: str) -> PageMetadata:
    """Read the metadata of an HTML page; invalid HTML is accepted."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.end_line()
    for text in parser.json_ld:
        _add_json_ld(parser.metadata, text)
    return parser.metadata


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.metadata = PageMetadata()
        self.json_ld: list[str] = []
        self.line: list[str] = []
        self.open_tags: list[str] = []
        self.script_type = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.metadata.add(name.lower() if name != "datePublished" else name, values.get("content", ""))
        elif tag == "link" and "canonical" in values.get("rel", ""):
            self.metadata.add("canonical", values.get("href", ""))
        elif tag == "time":
            self.metadata.add("time", values.get("datetime", ""))
        elif tag in (*_SILENT, "title", "h1"):
            self.end_line()
            self.open_tags.append(tag)
            self.script_type = values.get("type", "").lower()
        elif tag in _BLOCKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open_tags or tag in _BLOCKS:
            self.end_line()
        if tag in self.open_tags:
            del self.open_tags[self.open_tags.index(tag) :]

    def handle_data(self, data: str) -> None:
        if self.open_tags[-1:] == ["script"]:
            self.json_ld += [data] if self.script_type == "application/ld+json" else []
        elif not self.open_tags or self.open_tags[-1] in ("h1", "title"):
            self.line.append(data)

    def end_line(self) -> None:
        text = " ".join("".join(self.line).split())
        self.line.clear()
        if text and self.open_tags:
            self.metadata.add(self.open_tags[-1], text)
        if text and self.open_tags != ["title"]:
            self.metadata.lines.append(text)


def _add_json_ld(metadata: PageMetadata, text: str) -> None:
    """Add metadata of articles from a JSON-LD script.

    Types that are most likely the page's own come first.
    """
    try:
        data = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return
    articles = [node for node in _nodes(data) if _article_type(node)]
    for node in sorted(articles, key=lambda node: ARTICLES.index(_article_type(node))):
        for name in _OF_ARTICLES:
            for value in _texts(node.get(name)):
                metadata.add(name, value)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Objects of a JSON-LD document, those in lists and graphs too."""
    for item in value if isinstance(value, list) else ():
        yield from _nodes(item)
    if isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"))


def _article_type(node: dict[str, Any]) -> str:
    kinds = node.get("@type")
    return next((kind for kind in ARTICLES if kind in (kinds if isinstance(kinds, list) else [kinds])), "")


def _texts(value: Any) -> Iterator[str]:
    """Texts of a JSON-LD value: a text, an object with a name, or a list."""
    for item in value if isinstance(value, list) else ():
        yield from _texts(item)
    if isinstance(value, dict):
        yield from _texts(value.get("name"))
    elif isinstance(value, str):
        yield re.sub(r"<[^>]*>", "", value)
