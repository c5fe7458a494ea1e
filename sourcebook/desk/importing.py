"""Imports a saved article: writes a draft of its source page, and keeps a copy.

The copy lies in a folder that git ignores.
"""

import datetime
import hashlib
from pathlib import Path
from shlex import quote
from typing import NoReturn, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.desk.article import Article
from sourcebook.desk.decoding import MOST_BYTES, Decoded, decode_saved
from sourcebook.desk.draft import Draft, Provenance, draft_of
from sourcebook.desk.name_index import NameIndex
from sourcebook.desk.new import find_free, write_page
from sourcebook.desk.originals import paragraphs
from sourcebook.desk.plain_text import read_text
from sourcebook.desk.saved_page import NoArticleError, can_read_pages, read_page
from sourcebook.desk.slugs import slug_of
from sourcebook.desk.yaml_text import clean
from sourcebook.model.characters import MOST_LETTERS, find_long_word
from sourcebook.model.names import Key
from sourcebook.model.problem import START, Problem
from sourcebook.model.reading import read_file
from sourcebook.output.files import write_new
from sourcebook.schema.fields import MAX_PARAGRAPH

ORIGINALS = "originals"
WORDS_OF_HEADLINE = 5
MOST_COPIES = 1000
MOST_TEXT = 1 << 20
MOST_TAGS, MOST_LINES = 20_000, 20_000
PAGES = (".html", ".htm", ".xhtml")
IGNORE = "# Documents that are not ours to publish: git leaves out all that lies here.\n*\n"

T = TypeVar("T")


class Imported(Struct, frozen=True):
    """Result of an import: the draft, its path, and the path of the article's copy."""

    path: Path
    original: Path
    draft: Draft


class _RefusedError(Exception):
    """An article that cannot be imported, with the problem as its argument."""


def import_file(content: Path, file: Path, names: NameIndex, today: datetime.date) -> Imported | Problem:
    """Write a draft source page for a saved article. Returns a problem if that fails.

    `names`: index of the dossier's names. No file is overwritten.
    """
    try:
        return _import(content, file, names, today)
    except _RefusedError as refused:
        problem: Problem = refused.args[0]
        return problem


def _import(content: Path, file: Path, names: NameIndex, today: datetime.date) -> Imported:
    data = _or_refuse(read_file(file, str(file), MOST_BYTES))
    article, text = _read_article(file, data, names)
    if len(article.paragraphs) > MAX_PARAGRAPH:
        _refuse(file, "SIZE", f"more than {MAX_PARAGRAPH} lines", "save the article alone")
    digest = hashlib.sha256(text).hexdigest()
    if source := _source_with(content, digest):
        _refuse(file, "TAKEN", f"{source} is about this very document", "there is nothing to do")
    key = _free_name(content, file, article)
    original = _keep(content, file, data, text)
    draft = draft_of(article, Provenance(file.name, original.name, digest, today), names)
    return Imported(_or_refuse(write_page(content, key, draft.text)), original, draft)


def _refuse(file: Path, code: str, message: str, hint: str) -> NoReturn:
    raise _RefusedError(Problem(str(file), START, code, message, hint))


def _or_refuse(result: T | Problem) -> T:
    if isinstance(result, Problem):
        raise _RefusedError(result)
    return result


def _read_article(file: Path, data: bytes, names: NameIndex) -> tuple[Article, bytes]:
    """The article, and its text as bytes to keep.

    These are the file's own if it is text in UTF-8.
    """
    decoded = decode_saved(data)
    if decoded is None:
        _refuse(file, "IMPORT", "this is neither text nor HTML", "save the page as HTML, or its text as .txt")
    for count, most, noun in _counts(decoded.text):
        if count > most:
            _refuse(file, "SIZE", f"more than {most:,} {noun}", "save the article alone, as text")
    is_page = decoded.text.lstrip()[:200].lower().startswith(("<!doctype html", "<html", "<?xml"))
    if is_page or file.suffix.lower() in PAGES:
        return _read_page(file, decoded, names)
    if len(decoded.text) > MOST_TEXT:
        _refuse(file, "SIZE", f"more than {MOST_TEXT >> 20} MB of text", "save the article alone")
    lines = paragraphs(decoded.text)
    if not lines:
        _refuse(file, "IMPORT", "the file is empty", "save the article again")
    article = replace(read_text(lines, names), encoding=decoded.encoding)
    return article, data if decoded.encoding == "utf-8" else decoded.text.encode()


def _counts(text: str) -> tuple[tuple[int, int, str], ...]:
    """What reading an article takes more time for than its length tells, with the most that is taken of it."""
    return (
        (text.count("<"), MOST_TAGS, "tags"),
        (text.count("\n"), MOST_LINES, "lines"),
        (0 if find_long_word(text) is None or "<" in text else MOST_LETTERS + 1, MOST_LETTERS, "letters in one word"),
    )


def _read_page(file: Path, decoded: Decoded, names: NameIndex) -> tuple[Article, bytes]:
    if not can_read_pages():
        hint = f"run: make import FILE={quote(str(file.absolute()).replace('$', '$$'))}"
        _refuse(file, "IMPORT", "HTML is read with trafilatura, which is not installed", hint)
    try:
        article = replace(read_page(decoded.text, names), encoding=decoded.encoding)
    except NoArticleError:
        hint = "copy the article's text into a .txt file and import that"
        _refuse(file, "IMPORT", "no article was found in this page", hint)
    if decoded.declared:
        article.open.append(
            f"The page declares the encoding {decoded.declared} and was read as {decoded.encoding}: check its letters."
        )
    return article, "\n\n".join(article.paragraphs).encode() + b"\n"


def _source_with(content: Path, digest: str) -> str | None:
    """The file of a source that has this digest already."""
    for path in sorted((content / "sources").glob("*.md")):
        data = read_file(path, path.name, MOST_TEXT, content)
        if isinstance(data, bytes) and digest.encode() in data:
            return f"sources/{path.name}"
    return None


def _free_name(content: Path, file: Path, article: Article) -> Key:
    """A name that no page has, from the headline or from the file's name."""
    headline = clean(article.headline.text).split()[:WORDS_OF_HEADLINE] if article.headline else []
    slug = slug_of(" ".join(headline)) or slug_of(file.stem) or "document"
    for number in range(1, 100):
        key = find_free(content, "sources", slug, "" if number == 1 else f"{slug}-{number}")
        if isinstance(key, Key) or key.code != "TAKEN":
            break
    return _or_refuse(key)


def _keep(content: Path, file: Path, data: bytes, text: bytes) -> Path:
    """Keep the text of an article in a folder that git ignores.

    The saved file is kept beside it, if that is not the text.
    """
    failed = write_new(content, f"{ORIGINALS}/.gitignore", IGNORE.encode())
    if failed and failed.code != "TAKEN":
        _or_refuse(failed)
    copy = _copy(content, f"{file.stem}.txt", text)
    if data != text:
        _copy(content, f"{copy.stem}{file.suffix if file.suffix.lower() in PAGES else '.original'}", data)
    return copy


def _copy(content: Path, name: str, data: bytes) -> Path:
    """Write a copy under a free name, or use the one that has the same bytes already."""
    stem, _, suffix = name.rpartition(".")
    for number in range(1, MOST_COPIES):
        path = f"{ORIGINALS}/{name if number == 1 else f'{stem}-{number}.{suffix}'}"
        failed = write_new(content, path, data)
        if failed is None or (failed.code == "TAKEN" and read_file(content / path, path, MOST_BYTES, content) == data):
            return content / path
        if failed.code != "TAKEN":
            _or_refuse(failed)
    _refuse(Path(path), "TAKEN", f"there are {MOST_COPIES} files of this name", "rename the file to import")
