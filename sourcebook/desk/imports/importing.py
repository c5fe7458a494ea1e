"""Imports a saved article: writes a draft of its source page, and keeps a copy.

The copy lies in a folder that git ignores.
"""

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import TypeVar

from msgspec import Struct

from sourcebook.desk.imports.article import Article, RefusedError
from sourcebook.desk.imports.decoding import MOST_BYTES
from sourcebook.desk.imports.draft import Draft, Provenance, draft_of
from sourcebook.desk.imports.formats import PAGES
from sourcebook.desk.imports.reading import read_saved
from sourcebook.desk.name_index import NameIndex
from sourcebook.desk.new import find_free, write_page
from sourcebook.desk.originals import parts_of
from sourcebook.desk.slugs import slug_of
from sourcebook.desk.yaml_text import clean
from sourcebook.model.names import Key
from sourcebook.model.places import Unit
from sourcebook.model.problem import START, Problem
from sourcebook.model.reading import read_file
from sourcebook.output.files import write_new
from sourcebook.schema.encoding import MAX_BYTES
from sourcebook.schema.front_matter import read_front_matter
from sourcebook.schema.places import MOST

ORIGINALS = "originals"
WORDS_OF_HEADLINE = 5
MOST_COPIES = 1000
KEPT = (*PAGES, ".pdf")
"""Suffixes that the copy of a file keeps."""
_COPIED: Mapping[Unit, str] = {"page": ".pdf", "row": ".csv"}
IGNORE = "# Documents that are not ours to publish: git leaves out all that lies here.\n*\n"

T = TypeVar("T")


class Imported(Struct, frozen=True):
    """Result of an import: the draft, its path, and the path of the article's copy."""

    path: Path
    original: Path
    draft: Draft


class _ProblemError(Exception):
    """A problem of a file of the dossier, as its argument."""


def import_file(
    content: Path, file: Path, names: NameIndex, today: datetime.date, slug: str = "", *, write: bool = True
) -> Imported | Problem:
    """Write a draft source page for a saved article. Returns a problem if that fails.

    `names`: index of the dossier's names; `slug`: name of the page, "" to derive it; `write`: False to write nothing.
    No file is overwritten.
    """
    try:
        return _import(content, file, names, today, slug, write)
    except RefusedError as refused:
        hint = refused.hint.format(file=quote(str(file.absolute()).replace("$", "$$")))
        return Problem(str(file), START, refused.code, refused.message, hint)
    except _ProblemError as error:
        problem: Problem = error.args[0]
        return problem


def _import(content: Path, file: Path, names: NameIndex, today: datetime.date, slug: str, write: bool) -> Imported:
    data = _or_refuse(read_file(file, str(file), MOST_BYTES))
    article = read_saved(file.name, data, names, today)
    if len(article.paragraphs) > MOST:
        raise RefusedError("SIZE", f"more than {MOST} lines", "save the article alone")
    text = _kept_text(data, article)
    digest = hashlib.sha256(text).hexdigest()
    _refuse_second(content, article, digest, slug)
    key = _or_refuse(find_free(content, "sources", slug, slug)) if slug else _free_name(content, file, article)
    name = _free_copy(content, f"{file.stem}{_COPIED.get(article.unit, '.txt')}", text)
    draft = draft_of(article, Provenance(file.name, name, digest, today), names)
    _refuse_unreadable(key, draft)
    if write:
        _keep(content, name, text, file.suffix.lower(), data)
        _or_refuse(write_page(content, key, draft.text))
    return Imported(content / f"{key}.md", content / ORIGINALS / name, draft)


def _or_refuse(result: T | Problem) -> T:
    if isinstance(result, Problem):
        raise _ProblemError(result)
    return result


def _kept_text(data: bytes, article: Article) -> bytes:
    """The text of an article as bytes: the file's own if it is this text in UTF-8."""
    is_same = article.encoding == "utf-8" and parts_of(data, article.unit) == article.paragraphs
    return data if is_same else article.table.encode() or "\n\n".join(article.paragraphs).encode() + b"\n"


def _refuse_second(content: Path, article: Article, digest: str, slug: str) -> None:
    """Refuse a document that a source page is about, and, without `slug`, one that has the address of another."""
    places = [f"published at {article.address}{end}".encode() for end in ";)"] if article.address and not slug else []
    for path in sorted((content / "sources").glob("*.md")):
        text = read_file(path, path.name, MAX_BYTES, content)
        if isinstance(text, Problem):
            continue
        if digest.encode() in text:
            message = f"sources/{path.name} is about this very document"
            raise RefusedError("TAKEN", message, "there is nothing to do")
        if any(place in text for place in places):
            message = f"sources/{path.name} has the article of this address already, with another text"
            raise RefusedError("TAKEN", message, "compare them; to import this one too, name its page with --slug NAME")


def _refuse_unreadable(key: Key, draft: Draft) -> None:
    """Refuse a draft that a build would refuse for its size."""
    if len(draft.text.encode()) > MAX_BYTES or isinstance(read_front_matter(f"{key}.md", draft.text), list):
        raise RefusedError(
            "SIZE",
            f"its draft would have more than {MAX_BYTES >> 10} KB, or too many names",
            "save the article alone, or split its text into files",
        )


def _free_name(content: Path, file: Path, article: Article) -> Key:
    """A name that no page has, from the headline or from the file's name."""
    headline = clean(article.headline.text).split()[:WORDS_OF_HEADLINE] if article.headline else []
    slug = slug_of(" ".join(headline)) or slug_of(file.stem) or "document"
    for number in range(1, 100):
        key = find_free(content, "sources", slug, "" if number == 1 else f"{slug}-{number}")
        if isinstance(key, Key) or key.code != "TAKEN":
            break
    return _or_refuse(key)


def _keep(content: Path, name: str, text: bytes, suffix: str, data: bytes) -> None:
    """Keep the text of an article in a folder that git ignores, and the saved file beside it, if that is another."""
    failed = write_new(content, f"{ORIGINALS}/.gitignore", IGNORE.encode())
    if failed and failed.code != "TAKEN":
        _or_refuse(failed)
    copies = [(name, text)]
    if data != text:
        stem = name.rpartition(".")[0]
        copies.append((_free_copy(content, f"{stem}{suffix if suffix in KEPT else '.original'}", data), data))
    for copy, contents in copies:
        failed = write_new(content, f"{ORIGINALS}/{copy}", contents)
        if failed and failed.code != "TAKEN":
            _or_refuse(failed)


def _free_copy(content: Path, name: str, data: bytes) -> str:
    """A name for a copy that no file has, or the name of a file that has the same bytes already."""
    stem, _, suffix = name.rpartition(".")
    for number in range(1, MOST_COPIES):
        copy = name if number == 1 else f"{stem}-{number}.{suffix}"
        path = content / ORIGINALS / copy
        if (
            path.is_symlink()
            or not path.exists()
            or path.stat().st_size == 0
            or read_file(path, copy, MOST_BYTES, content) == data
        ):
            return copy
    raise RefusedError("TAKEN", f"there are {MOST_COPIES} copies of this name", "rename the file to import")
