"""New pages: writes a draft that passes the schema and describes each field."""

import datetime
from pathlib import Path

from sourcebook.desk.blank import Known, blank_page
from sourcebook.desk.slugs import slug_of
from sourcebook.desk.yaml_text import clean, scalar
from sourcebook.model.names import FOLDERS, KINDS, SLUG, Key
from sourcebook.model.problem import START, Problem
from sourcebook.output.files import obstacle, write_new
from sourcebook.schema.field_types import OPEN
from sourcebook.schema.pages import RESERVED

FOLDER_OF = {kind: folder for folder, kind in KINDS.items() if kind != "page"}
"""Folder of each kind of page that can be begun."""

NEXT = {
    "sources": "`sourcebook import FILE` fills in more, from the document itself.",
    "questions": "A claim answers it with `answers: {slug}` and its `value`.",
    "topics": "Build it on citations: [@source#claim].",
    "puzzles": "Name under `about` the claims it arises from, as source#claim.",
    "notes": "Its references are entries of references.toml.",
    "events": "Name it in the `about` of the claims that speak of it.",
}
OTHERWISE = "Claims and pages name it as [[{slug}]]."


def new_page(content: Path, folder: str, title: str, slug: str, today: datetime.date) -> Path | Problem:
    """Write the file of a new page. Returns its path, or a problem if that fails.

    `slug`: "" to derive it from the title. No file is overwritten.
    """
    title = clean(title)
    key = find_free(content, folder, title, slug)
    if isinstance(key, Problem):
        return key
    return write_page(content, key, blank_page(folder, _known(folder, title, today)))


def find_free(content: Path, folder: str, title: str, slug: str = "") -> Key | Problem:
    """Key for a new page, from a given slug or from the title.

    Returns a problem if the slug is not valid, or if a page has it.
    """
    name = slug or slug_of(title)
    path = f"{folder}/{name}.md"
    if not content.is_dir():
        return Problem(str(content), START, "FOLDER", "there is no such folder", "name the dossier with --content DIR")
    if not SLUG.match(name) or name in RESERVED:
        hint = "give one in a-z, 0-9 and single hyphens with --slug"
        return Problem(path, START, "SLUG", f"'{name or title}' cannot be the name of a page", hint)
    taken = [other_folder for other_folder in FOLDERS if _is_page(content / other_folder / f"{name}.md")]
    if folder in taken:
        return Problem(path, START, "TAKEN", "this page exists and is not overwritten", "give another name with --slug")
    if taken and not slug:
        message = f"[[{name}]] leads to {taken[0]}/{name}.md and would lead to two pages"
        return Problem(path, START, "TAKEN", message, "give another name with --slug")
    return obstacle(content, path) or Key(folder, name)


def _is_page(path: Path) -> bool:
    """True if a file is there and not empty: a full disk leaves an empty one."""
    return path.exists() and path.stat().st_size > 0


def write_page(content: Path, key: Key, text: str) -> Path | Problem:
    """Write the file of a page that does not exist. Returns its path, or a problem."""
    return write_new(content, f"{key}.md", text.encode()) or content / f"{key}.md"


def next_steps(key: Key) -> str:
    """Next steps for the editor of a new page, in two lines."""
    step = NEXT.get(key.folder, OTHERWISE).format(slug=key.slug)
    return f"A draft: it is not published until you remove its line `draft: true`.\n{step}"


def _known(folder: str, title: str, today: datetime.date) -> Known:
    known: dict[tuple[str, ...], str] = {("title",): scalar(title), ("draft",): "true"}
    if folder == "questions":
        known["asks",] = scalar(title)
    if folder == "sources":
        known["published", "date"] = f'"[..{today}]"'
        known["published", "basis"] = "inferred"
        known["published", "why"] = OPEN
        known["names", "as"] = OPEN
        known["file", "paragraphs"] = "1"
    known["same_as", "wikidata"] = "Q64"
    return known
