"""The book as PDF: its parts as one XML text, set by `book.typ`."""

from html import escape

from sourcebook.build.book import CONTENTS, Book, with_contents
from sourcebook.exports.pdf import MAIN, TEXT, set_pdf
from sourcebook.exports.xhtml import SVG
from sourcebook.model.problem import START, Problem
from sourcebook.views.formatting import direction

CURE = "put a font that has the letters into theme/templates/book/fonts; or run: sourcebook book --format epub"
EPUB = "http://www.idpf.org/2007/ops"


def pdf(book: Book) -> bytes | Problem:
    """Make the PDF of a book; a problem if Typst refuses it."""
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
    drawn = {font.parent for font in book.theme.font_files}
    fonts = [*(folder / "book" / "fonts" for folder in book.theme.templates), *sorted(drawn)]
    made = set_pdf(files, [folder for folder in fonts if folder.is_dir()])
    return made if isinstance(made, bytes) else Problem(f"{book.name}.pdf", START, "BOOK", f"not set: {made}", CURE)
