"""Editions of books: an EPUB and a PDF of each, as files."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from sourcebook.build.book import Book
from sourcebook.build.epub import epub
from sourcebook.build.options import PDF, is_installed
from sourcebook.build.pdf import pdf
from sourcebook.model.files import OutputFile
from sourcebook.model.problem import START, Problem
from sourcebook.output.files import write

FORMS = {"epub": epub, "pdf": pdf}


def without_typst(forms: Collection[str] = tuple(FORMS)) -> Problem | None:
    """A problem if Typst, which sets PDF, is needed and not installed."""
    if "pdf" not in forms or is_installed(PDF):
        return None
    return Problem("book.pdf", START, "BOOK", "a PDF is set by Typst, which is not installed", "run: make book")


def edition_files(books: Iterable[Book], forms: Collection[str] = tuple(FORMS)) -> Iterator[OutputFile | Problem]:
    """Make the editions of books; a problem in place of one that cannot be set."""
    for book in books:
        for form in sorted(FORMS.keys() & forms):
            made = FORMS[form](book)
            yield made if isinstance(made, Problem) else OutputFile(f"{book.name}.{form}", made, "build/editions.py")


def write_editions(books: Iterable[Book], to: Path, forms: Collection[str] = tuple(FORMS)) -> Iterator[Path | Problem]:
    """Write the editions of books into the folder `to`. Yields paths, and a problem where one is not written."""
    missing = without_typst(forms)
    files = edition_files(books, [form for form in forms if form != "pdf" or not missing])
    for file in files:
        yield file if isinstance(file, Problem) else write(to, file.path, file.data) or to / file.path
    if missing:
        yield missing
