"""Writes books as files: an EPUB and a PDF of each."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sourcebook.build.book import Book
from sourcebook.build.epub import epub
from sourcebook.model.problem import Problem
from sourcebook.output.files import write


def write_editions(books: Iterable[Book], to: Path) -> Iterator[Path | Problem]:
    """Write the editions of books into the folder `to`. Yields their paths; a problem ends it."""
    for book in books:
        for suffix, make in ((".epub", epub),):
            failed = write(to, name := f"{book.name}{suffix}", make(book))
            yield failed or to / name
