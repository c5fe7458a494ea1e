"""Candidates for each field of an article from its web page, each with the place where it was found."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from urllib.parse import unquote, urlsplit

from sourcebook.desk.imports.article import Extract
from sourcebook.desk.imports.body import bare
from sourcebook.desk.imports.json_ld import Node, persons, texts
from sourcebook.desk.imports.page import Line, Page
from sourcebook.desk.imports.people import byline_in
from sourcebook.desk.imports.words import WORDS

DATES: list[str] = WORDS["dates"]
"""Names of metadata that state the day of publication, the most reliable first."""
CHANGED = "article:modified_time og:updated_time datemodified dcterms.modified lastmod last-modified".split()
AUTHORS = (
    "citation_author dc.creator dcterms.creator parsely-author sailthru.author byl article:author article:author_name"
    " author authors"
).split()
OUTLETS = "citation_journal_title og:site_name dc.publisher dcterms.publisher publisher application-name".split()
TITLES = "og:title citation_title dc.title twitter:title".split()
TITLE = "the title of the page"
_ENDS = re.compile(r"\s+[|–—·•»\\-]+\s+|\s*\|\s*|\s+::\s+")
_ARCHIVE = re.compile(
    r"https?://(?:web\.archive\.org/web/(\d{8})\d*\w*/|archive\.(?:ph|today|is|li|vn|md|fo)/(\d{8})\d*/)(\S+)"
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)(?:\s|©|\d{4}|[-–])*(?:by\s+)?(?P<name>[^.,|©]{3,60})", re.IGNORECASE)
PARTS = re.compile(r"\s*[|·•]\s*")
_NEAR, _MOST_WORDS = 0.6, 60
_FARTHEST, _LINES_ABOVE, _LINES_BELOW, _LONGEST_LINE = 40, 8, 4, 200
_NO_BYLINE = frozenset(("nav", "footer", "aside", "figure", "figcaption", "blockquote"))
BESIDE = frozenset(("beside", "nav", "footer", "aside"))


def likeness(text: str, other: str) -> float:
    """Likeness of two titles from 0 to 1, by their words; 1 if one begins with all of the other."""
    short, long = sorted((bare(text), bare(other)), key=len)
    if not short:
        return 0.0
    if len(short) > 10 and long.startswith(short):
        return 1.0
    words, other_words = (re.findall(r"\w+", title.casefold())[:_MOST_WORDS] for title in (text, other))
    return SequenceMatcher(None, words, other_words, autojunk=False).ratio()


def addresses(page: Page) -> Iterator[str]:
    """Addresses under which the page says that it lies, the most reliable first."""
    for _, text in page.first("canonical", "og:url", "saved from", "dc.identifier", "citation_public_url"):
        if text.startswith(("https://", "http://")):
            yield text


def archived(address: str) -> tuple[str, str] | None:
    """Original address and day (YYYYMMDD) of an archive's copy; None for another address."""
    match = _ARCHIVE.match(address)
    return (match[3], match[1] or match[2]) if match else None


def own_node(page: Page) -> Node | None:
    """The JSON-LD node of the article shown.

    It has the page's address, or a headline like one shown; a node without either is taken if it is the only one.
    """
    places = {_place(address) for address in addresses(page)}
    shown = [text for _, text in page.first(*TITLES, "title")] + [
        line.text for line in page.lines if "h1" in line.inside
    ]
    marks = [(_belonging(node, places, shown), -n) for n, node in enumerate(page.nodes)]
    mark, n = max(marks, default=(-1.0, 0))
    return page.nodes[-n] if mark > 0.2 or (mark >= 0 and len(page.nodes) == 1) else None


def _belonging(node: Node, places: set[str], shown: list[str]) -> float:
    """How surely a node describes the page: 0 if nothing speaks for or against it, less if it is of another."""
    own = {_place(text) for name in ("url", "mainEntityOfPage", "@id") for text in texts(node.get(name), "@id", "url")}
    own = {place for place in own if place.strip("/").count("/")}
    titles = [text for name in ("headline", "name") for text in texts(node.get(name))]
    near = max((likeness(title, text) for title in titles for text in shown), default=0.0)
    if titles and shown and not near:
        near = -1.0
    at_place = 2.0 if own & places else -1.0 if own and places else 0.0
    return at_place + (near if near >= _NEAR or near < 0 else 0.0) + (0.1 if node.get("datePublished") else 0.0)


def host(address: str) -> str:
    """Host of an address; "" if it is not valid."""
    with suppress(ValueError):
        return urlsplit(address).hostname or ""
    return ""


def _place(address: str) -> str:
    """An address without scheme, query and `www.`, for comparison."""
    with suppress(ValueError):
        return f"{host(address).removeprefix('www.')}{unquote(urlsplit(address).path).rstrip('/')}".casefold()
    return ""


def titles(page: Page, node: Node | None) -> Iterator[Extract]:
    """Headlines in the page's metadata, the most reliable first; ends with the title without the name of the site."""
    for text in texts(node.get("headline") or node.get("name")) if node else ():
        yield Extract(text, "the page’s metadata (headline)")
    for name, text in page.first(*TITLES):
        yield Extract(text, f"the page’s metadata ({name})")
    for _, text in page.first("title"):
        yield Extract(_ENDS.split(text)[0], TITLE)


def site_names(page: Page, node: Node | None) -> Iterator[Extract]:
    """Names of the outlet: of metadata, behind the title, and in the line of copyright."""
    for text in texts(node.get("publisher"), "name") if node else ():
        yield Extract(text.split(" (")[0], "the page’s metadata (publisher)")
    for name, text in page.first(*OUTLETS):
        yield Extract(text.split(" (")[0], f"the page’s metadata ({name})")
    for _, text in page.first("title"):
        yield from (Extract(end, TITLE) for end in _ENDS.split(text)[:0:-1])
    for line in page.lines[-40:]:
        if match := _COPYRIGHT.search(line.text):
            yield Extract(match["name"].strip(), "the line of copyright")


def lines_above(page: Page, first: int, headline: int | None) -> Iterator[tuple[int, Line]]:
    """Short lines below the headline, or the last few before the article, and the first of the article."""
    start = max(first - _FARTHEST, first - _LINES_ABOVE if headline is None else headline + 1)
    for n in range(max(0, start), min(first + _LINES_BELOW, len(page.lines))):
        line = page.lines[n]
        is_free = line.linked < 1 or "byline" in line.inside
        if len(line.text) < _LONGEST_LINE and is_free and not line.inside & _NO_BYLINE:
            yield n, line


def credits_to_authors(page: Page, node: Node | None, above: list[Line]) -> Iterator[tuple[int, Extract, bool | None]]:
    """Credits to authors: rank, text and place, whether it is a person's; those of the same rank belong together."""
    for name, is_person in persons(node.get("author")) if node else ():
        yield 0, Extract(name, "the page’s metadata (author)"), is_person
    for line in above:
        parts = [line.credit] if line.credit else filter(None, map(byline_in, PARTS.split(line.text)))
        yield from ((1, Extract(part, "the byline of the page"), None) for part in parts)
    for rank, name in enumerate(AUTHORS, 2):
        for text in page.meta.get(name, ()):
            if not text.startswith("http"):
                name_of = _turned(text) if name.startswith(("cit", "dc")) else text
                yield rank, Extract(name_of, f"the page’s metadata ({name})"), None


def _turned(text: str) -> str:
    """A name with the surname first, "Storm, Ida", turned round."""
    parts = [part.strip() for part in text.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and len(text.split()) <= 5 else text


def times(page: Page, node: Node | None, names: Sequence[str] = DATES, key: str = "datePublished") -> Iterator[Extract]:
    """Times of publication (or change): of metadata, then of `time` elements in the article, then of others."""
    for text in texts(node.get(key)) if node else ():
        yield Extract(text, f"the page’s metadata ({key})")
    for name, text in page.first(*names):
        yield Extract(text, f"the page’s metadata ({name})")
    marked = [text for text, inside, _ in page.times if key in inside]
    yield from (Extract(text, f"an element marked as {key}") for text in marked)
