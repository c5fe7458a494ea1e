"""Writes books as files: an EPUB and a PDF of each."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from sourcebook.build.book import Book
from sourcebook.build.epub import epub
from sourcebook.build.options import PDF, is_installed
from sourcebook.build.pdf import pdf
from sourcebook.model.problem import START, Problem
from sourcebook.output.files import write

FORMS = {"epub": epub, "pdf": pdf}
NOT_SET = "a PDF is set by Typst, which is not installed"


def write_editions(books: Iterable[Book], to: Path, forms: Collection[str] = tuple(FORMS)) -> Iterator[Path | Problem]:
    """Write the editions of books into the folder `to`. Yields their paths; a problem where one is not written."""
    able = {form: make for form, make in FORMS.items() if form in forms and (form != "pdf" or is_installed(PDF))}
    names = []
    for book in books:
        names.append(book.name)
        for form, make in able.items():
            failed = write(to, name := f"{book.name}.{form}", make(book))
            yield failed or to / name
    if names and len(able) < len(forms):
        yield Problem(f"{names[0]}.pdf", START, "BOOK", NOT_SET, "run: make book")
