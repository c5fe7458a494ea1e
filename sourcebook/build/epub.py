"""EPUB 3.3 of a book: a page for each part, with notes, contents and metadata that reading devices know."""

import re
import uuid

from msgspec import Struct

from sourcebook.build.book import CONTENTS, Book, with_contents
from sourcebook.build.release import zipped
from sourcebook.build.theme import ASSETS
from sourcebook.exports.xhtml import SVG, as_xml
from sourcebook.views.formatting import direction
from sourcebook.views.pages.book import BookView

CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
HREF = re.compile(r' href="#([^"]+)"')
FONTS = (".woff2", ".txt")
"""Suffixes of the fonts, and of their licence, which goes with them."""


class PageView(Struct, frozen=True):
    """Page of the EPUB. `text`: its body, XML."""

    language: str
    direction: str
    title: str
    text: str


class PackageView(Struct, frozen=True):
    """Metadata and list of files of the EPUB. `version`: its day, ISO 8601; `parts`: names of its pages."""

    book: BookView
    identifier: str
    language: str
    direction: str
    version: str
    parts: tuple[str, ...]
    drawings: tuple[str, ...]
    fonts: tuple[str, ...]


def epub(book: Book) -> bytes:
    """Make the EPUB of a book."""
    fonts = {
        path.rpartition("/")[2]: data
        for path, data in book.theme.files.items()
        if path.startswith(f"{ASSETS}fonts/") and path.endswith(FONTS)
    }
    files = {f"{name}.xhtml": text for name, text in _pages(book).items()}
    files |= {name: text.replace("<svg", f"<svg {SVG}", 1) for name, text in book.drawings.items()}
    files["book.css"] = book.fill("book.css", sorted(fonts))
    files["package.opf"] = book.fill("package.opf", _package(book, sorted(fonts)))
    packed = {f"EPUB/{name}": text.encode() for name, text in files.items()}
    packed |= {f"EPUB/{name}": data for name, data in fonts.items()}
    first = {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER}
    return zipped((*first.items(), *sorted(packed.items())))


def _package(book: Book, fonts: list[str]) -> PackageView:
    name = f"{book.view.site.href}{book.name}"
    return PackageView(
        book=book.view,
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
        language=book.language,
        direction=direction(book.language),
        version=book.version,
        parts=tuple(with_contents(book)),
        drawings=tuple(book.drawings),
        fonts=tuple(fonts),
    )


def _pages(book: Book) -> dict[str, str]:
    """Pages by name; links between parts name the page."""
    where = {anchor: name for name, part in book.parts.items() for anchor in part.ids}

    def linked(name: str) -> str:
        return HREF.sub(lambda match: f' href="{_file(where[match[1]], name)}#{match[1]}"', book.parts[name].text)

    texts = {name: as_xml(_contents(book)).text if name == CONTENTS else linked(name) for name in with_contents(book)}
    return {
        name: book.fill("page.xhtml", PageView(book.language, direction(book.language), book.view.title, text))
        for name, text in texts.items()
    }


def _file(name: str, origin: str) -> str:
    return "" if name == origin else f"{name}.xhtml"


def _contents(book: Book) -> str:
    entries = []
    for name, part in book.parts.items():
        (_, anchor, title), *inner = part.headings
        below = [(f"{name}.xhtml#{at}", text) for _, at, text in inner]
        entries.append(((f"{name}.xhtml#{anchor}", title), below))
    return book.fill("contents.html", entries)
