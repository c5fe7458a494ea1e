"""Recognises kinds of files by their bytes: web pages, e-mail, PDF; others are refused by name with the cure."""

import email
import importlib.util
import re

from msgspec import Struct

from sourcebook.desk.imports.article import RefusedError
from sourcebook.desk.imports.dates import find_day
from sourcebook.desk.imports.decoding import Decoded, decode_saved
from sourcebook.desk.imports.words import WORDS

INSTALL = "run: make import FILE={file}"
"""Cure of a missing library; `{file}` stands for the file, quoted for a shell and make."""
_MARKUP = re.compile(
    r"\A(?:\s|<!--.*?-->|<\?xml[^>]*\?>)*<(?P<name>!doctype\s+\w+|[a-z][\w:-]*)", re.IGNORECASE | re.DOTALL
)
_OF_PAGES = frozenset("html head body article main section div p h1 table title meta span header".split())
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
PAGES = (".html", ".htm", ".xhtml", ".mhtml", ".mht")


class SavedPage(Struct, frozen=True):
    """HTML of a saved page; address and day of saving (ISO 8601) as the file that holds it gives them."""

    html: Decoded
    address: str | None = None
    saved: str | None = None


def refuse_by_name(data: bytes) -> None:
    """Raise RefusedError for a file of a known kind that is not read."""
    for row in WORDS["kinds"]:
        if re.match(row["pattern"].encode(), data, re.DOTALL):
            raise RefusedError("IMPORT", f"this is {row['kind']}", row["hint"])


def is_page(text: str, suffix: str) -> bool:
    """True for HTML. Raises RefusedError for other XML."""
    match = _MARKUP.match(text[:20_000])
    name = match["name"].lower().split()[-1] if match else ""
    if name in _OF_PAGES or suffix in PAGES:
        return True
    if match and text.lstrip().startswith(("<?xml", "<rss", "<feed", "<svg", "<!DOCTYPE")):
        message = f"this is structured data (XML, `{name}`)"
        raise RefusedError("IMPORT", message, "save the page as HTML, or its text as .txt")
    return False


def page_in_mhtml(data: bytes) -> SavedPage | None:
    """The page that an MHTML file holds; None for other files."""
    head = data[:4096].lower()
    if b"multipart/related" not in head or b"mime-version:" not in head:
        return None
    message = email.message_from_bytes(data)
    day = find_day(str(message.get("Date", "")))
    for part in message.walk():
        html = part.get_payload(decode=True) if part.get_content_type() in _PAGE_TYPES else None
        charset = part.get_content_charset()
        mark = f'<meta charset="{charset}">'.encode("ascii", "ignore") if charset else b""
        decoded = decode_saved(mark + html) if isinstance(html, bytes) else None
        if decoded:
            address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
            return SavedPage(decoded, str(address) if address else None, day[0] if day else None)
    raise RefusedError("IMPORT", "this MHTML file holds no page", "save the page as HTML")


def pages_of_pdf(data: bytes) -> list[str]:
    """Text of the pages of a PDF. Raises RefusedError if it cannot be read, or has no text."""
    if importlib.util.find_spec("pypdfium2") is None:
        raise RefusedError("IMPORT", "a PDF is read with pypdfium2, which is not installed", INSTALL)
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = [page.get_textpage().get_text_range() for page in document]
    except pypdfium2.PdfiumError as error:
        raise RefusedError(
            "IMPORT", "this PDF cannot be read", "remove its password, or print it to a new PDF"
        ) from error
    if not any(map(str.strip, pages)):
        raise RefusedError("IMPORT", "this PDF has no text, only pictures of it", "type its text into a .txt file")
    return pages
