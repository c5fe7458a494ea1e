"""Reads a saved file of any kind as an article; refuses what cannot be read, by name, with the cure."""

import csv
import datetime
import io
from pathlib import PurePath

from sourcebook.desk.imports import formats, layout
from sourcebook.desk.imports.article import Article, Dated, Extract, RefusedError
from sourcebook.desk.imports.dates import find_time, is_possible
from sourcebook.desk.imports.decoding import Decoded, UnknownEncodingError, decode_saved
from sourcebook.desk.imports.people import credited
from sourcebook.desk.imports.plain_text import read_text
from sourcebook.desk.imports.web_page import can_read_pages, read_page
from sourcebook.desk.name_index import NameIndex
from sourcebook.desk.originals import paragraphs, parts_of
from sourcebook.model.characters import MOST_LETTERS, find_long_word

MOST_IN_PARAGRAPH = 20_000
MOST_TEXT = 1 << 20
MOST_TAGS, MOST_LINES = 20_000, 20_000
_MARKDOWN = (".md", ".markdown")
_TABLES = (".csv", ".tsv")


def read_saved(name: str, data: bytes, names: NameIndex, today: datetime.date) -> Article:
    """Read a file as an article. `name`: of the file; `names`: index of the dossier's names. Raises RefusedError."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"%PDF-"):
        return _read_pdf(data, names)
    try:
        page = formats.page_in_mhtml(data)
        if page is None:
            formats.refuse_by_name(data)
        decoded = page.html if page else decode_saved(data)
    except UnknownEncodingError as error:
        message = "the encoding is not declared, and is guessed with charset-normalizer, which is not installed"
        raise RefusedError("IMPORT", message, formats.INSTALL) from error
    if decoded is None:
        raise RefusedError("IMPORT", "this is neither text nor HTML", "save the page as HTML, or its text as .txt")
    for count, most, noun in _counts(decoded.text):
        if count > most:
            raise RefusedError("SIZE", f"more than {most:,} {noun}", "save the article alone, as text")
    if page or formats.is_page(decoded.text, suffix):
        article = _read_page(decoded, page, names, today)
    else:
        article = _read_lines(decoded.text, suffix, names)
    article.encoding = decoded.encoding
    article.open += decoded.open
    if article.date and article.date.day[0] != "[" and not is_possible(article.date.day, today):
        article.open.append(f"The document gives the date {article.date.day}, which cannot be that of publication.")
        article.date = None
    return article


def _counts(text: str) -> tuple[tuple[int, int, str], ...]:
    """Counts of what makes an article slow to read, each with its maximum and noun."""
    return (
        (text.count("<"), MOST_TAGS, "tags"),
        (text.count("\n"), MOST_LINES, "lines"),
        (0 if find_long_word(text) is None or "<" in text else MOST_LETTERS + 1, MOST_LETTERS, "letters in one word"),
    )


def _read_page(decoded: Decoded, page: formats.SavedPage | None, names: NameIndex, today: datetime.date) -> Article:
    if not can_read_pages():
        raise RefusedError("IMPORT", "HTML is read with trafilatura, which is not installed", formats.INSTALL)
    article = read_page(decoded.text, names, today, page.address if page else None)
    article.saved = article.saved or (page.saved if page else None)
    for text in article.paragraphs:
        if len(text) > MOST_IN_PARAGRAPH or find_long_word(text) is not None:
            message = f"a paragraph of more than {MOST_IN_PARAGRAPH:,} letters, or a word of more than {MOST_LETTERS}"
            raise RefusedError("SIZE", message, "save the article alone, as text")
    return article


def _read_lines(text: str, suffix: str, names: NameIndex) -> Article:
    """Read plain text, Markdown or a table."""
    if len(text) > MOST_TEXT:
        raise RefusedError("SIZE", f"more than {MOST_TEXT >> 20} MB of text", "save the article alone")
    if not paragraphs(text):
        raise RefusedError("IMPORT", "the file is empty", "save the article again")
    clipped = layout.front_matter(text)
    if clipped or suffix in _MARKDOWN:
        return _read_markdown(*(clipped or ({}, text)), names)
    if suffix in _TABLES:
        return _read_table(text)
    lines = layout.unwrapped(text)
    article = read_text(lines, names)
    if len(lines) < len(paragraphs(text)):
        article.open.append(
            "The file’s lines are wrapped; they were joined to paragraphs: compare these with the file."
        )
    return article


def _read_table(text: str) -> Article:
    try:
        rows = layout.rows(text)
    except csv.Error as error:
        raise RefusedError("IMPORT", f"this table cannot be read: {error}", "save it again as CSV in UTF-8") from error
    if len(rows) == 1:
        raise RefusedError("IMPORT", "this table has a header and no rows", "save it again with its rows")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    article = Article(parts_of(out.getvalue().encode(), "row"), unit="row", table=out.getvalue())
    article.open.append(f"The file is a table, whose columns are: {', '.join(rows[0])}.")
    return article


def _read_markdown(fields: dict[str, list[str]], text: str, names: NameIndex) -> Article:
    """Read Markdown; its front matter precedes what the text tells."""
    lines = list(filter(None, map(layout.plain, layout.unwrapped(text))))
    if not lines:
        raise RefusedError("IMPORT", "the file has front matter, and no text", "save the article again")
    article = read_text(lines, names)
    article.headline = _front(fields, "title", "headline") or article.headline
    article.outlet = _front(fields, "site", "publisher", "outlet", "publication") or article.outlet
    persons = [
        name for key in ("author", "authors", "by") for text in fields.get(key, ()) for name in credited(text)[0]
    ]
    article.authors = [Extract(person, "the front matter (author)") for person in persons] or article.authors
    address = _front(fields, "source", "url", "link", "canonical")
    article.address = address.text if address and address.text.startswith(("https://", "http://")) else None
    if published := _front(fields, "published", "date", "date_published"):
        day = find_time(published.text)
        article.date = Dated(day, "stated", f"Stated by {published.where}.") if day else None
        if day is None:
            article.open.append(f"{published.where} has the date “{published.text}”, which cannot be read as a day.")
    return article


def _front(fields: dict[str, list[str]], *keys: str) -> Extract | None:
    """The first text of the first of these fields that front matter has."""
    return next((Extract(fields[key][0], f"the front matter ({key})") for key in keys if fields.get(key)), None)


def _read_pdf(data: bytes, names: NameIndex) -> Article:
    pages = parts_of(data, "page")
    article = read_text([line for page in pages for line in layout.unwrapped(page)], names)
    article.paragraphs, article.unit, article.skip = pages, "page", {}
    article.open.append("The file is a PDF: say what `kind` of document it is, such as `report`.")
    return article
