"""The book as PDF: its parts as one XML text, set by `book.typ`."""

from html import escape

from sourcebook.build.book import CONTENTS, Book, with_contents
from sourcebook.exports.pdf import MAIN, TEXT, set_pdf
from sourcebook.exports.xhtml import SVG
from sourcebook.views.formatting import direction

EPUB = "http://www.idpf.org/2007/ops"


def pdf(book: Book) -> bytes:
    """Make the PDF of a book."""
    t = book.theme.translations
    given = {
        "title": book.view.title,
        "author": book.view.editor or book.view.site.title,
        "language": book.language,
        "direction": direction(book.language),
        "version": book.version,
    }
    head = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
    contents = f'<contents title="{escape(t("book.contents"))}"/>'
    parts = (contents if name == CONTENTS else book.parts[name].text for name in with_contents(book))
    files = {name: text.replace("<svg", f"<svg {SVG}", 1) for name, text in book.drawings.items()}
    files[TEXT] = f'<book xmlns:epub="{EPUB}"{head}>{"".join(parts)}</book>'
    files[MAIN] = book.theme.files[f"templates/book/{MAIN}"].decode()
    return set_pdf(files, book.theme.font_files)
