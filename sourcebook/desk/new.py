"""New pages: a file that passes the schema, says what goes where, and is a draft until its editor says otherwise."""

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

WHERE = {kind: folder for folder, kind in KINDS.items() if kind != "page"}
"""Folders by the kind of page that one of their files is: what can be made anew."""

NEXT = {
    "sources": "`python build.py import FILE` fills in more, from the document itself.",
    "questions": "A claim answers it with `answers: {slug}` and its `value`.",
    "topics": "Build it on citations: [@source#claim].",
    "puzzles": "Name under `about` the claims it arises from, as source#claim.",
    "notes": "Its references are entries of references.toml.",
    "events": "Name it in the `about` of the claims that speak of it.",
}
OTHERWISE = "Claims and pages name it as [[{slug}]]."


def new_page(content: Path, folder: str, title: str, slug: str, today: datetime.date) -> Path | Problem:
    """Write the file of a new page in the dossier; what is wrong instead where it cannot be. Never overwrites."""
    title = clean(title)
    key = find_free(content, folder, title, slug)
    if isinstance(key, Problem):
        return key
    return put(content, key, blank_page(folder, _known(folder, title, today)))


def find_free(content: Path, folder: str, title: str, slug: str = "") -> Key | Problem:
    """The name of a new page: the slug given, or that of its title if no page of the dossier has it."""
    made = slug or slug_of(title)
    path = f"{folder}/{made}.md"
    if not content.is_dir():
        return Problem(str(content), START, "FOLDER", "there is no such folder", "name the dossier with --content DIR")
    if not SLUG.match(made) or made in RESERVED:
        hint = "give one in a-z, 0-9 and single hyphens with --slug"
        return Problem(path, START, "SLUG", f"'{made or title}' cannot be the name of a page", hint)
    taken = [other for other in FOLDERS if _holds_something(content / other / f"{made}.md")]
    if folder in taken:
        return Problem(path, START, "TAKEN", "this page exists and is not overwritten", "give another name with --slug")
    if taken and not slug:
        message = f"[[{made}]] leads to {taken[0]}/{made}.md and would lead to two pages"
        return Problem(path, START, "TAKEN", message, "give another name with --slug")
    return obstacle(content, path) or Key(folder, made)


def _holds_something(path: Path) -> bool:
    """Whether there is a page. An empty file is what a full disk left of one."""
    return path.exists() and path.stat().st_size > 0


def put(content: Path, key: Key, text: str) -> Path | Problem:
    """Write a page's file where there is none."""
    return write_new(content, f"{key}.md", text.encode()) or content / f"{key}.md"


def what_next(key: Key) -> str:
    """What an editor does with a new page, in two lines."""
    return (
        f"A draft, left out until you take `draft: true` away.\n{NEXT.get(key.folder, OTHERWISE).format(slug=key.slug)}"
    )


def _known(folder: str, title: str, today: datetime.date) -> Known:
    known: dict[tuple[str, ...], str] = {("title",): scalar(title), ("draft",): "true"}
    if folder == "questions":
        known["asks",] = scalar(title)
    if folder == "sources":
        known["published", "date"] = f'"[..{today}]"'
        known["published", "basis"] = "inferred"
        known["published", "why"] = OPEN
        known["names", "as"] = OPEN
    return known
