"""Parses one file of a dossier, from its bytes alone, into a page or a table."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sourcebook.model.entry import Entry, FieldPath, Head
from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.problem import Place, Problem
from sourcebook.model.prose import Prose
from sourcebook.model.record import Record
from sourcebook.model.tables import Correction, Listed, Outline, Reference, Settings, Term
from sourcebook.schema.encoding import conflicts, decode
from sourcebook.schema.split import split

Table = Settings | tuple[Reference, ...] | tuple[Term, ...] | tuple[Correction, ...] | tuple[Listed, ...] | Outline


class ParsedPage(NamedTuple):
    """A parsed page: its entry, which other pages may read, and its body."""

    entry: Entry
    body: Prose


Known = Callable[[str], Entry | None]
"""Finds the entry of an earlier version of the page, if its front matter was the same text."""


def parse(file: SourceFile, known: Known = lambda front: None) -> tuple[ParsedPage | Table | None, list[Problem]]:
    """Parse a file of the dossier. Returns a page or table, and its problems.

    If it can be neither, None and at least one problem. A page with problems has what could be read, without a body;
    there is none of a draft, whose problems are warnings. If `known` returns an earlier entry, the front matter is
    taken from it and only the body is parsed.
    """
    text = decode(file.path, file.data)
    if isinstance(text, Problem):
        return None, [text]
    if unmerged := conflicts(file.path, text):
        return None, unmerged
    if file.path.endswith(".md"):
        return _parse_page(file.path, text, known)
    from sourcebook.schema.tables import read_table

    table = read_table(file.path, text)
    return (None, table) if isinstance(table, list) else (table, [])


def _parse_page(path: str, text: str, known: Known) -> tuple[ParsedPage | None, list[Problem]]:
    from sourcebook.prose.write import to_prose

    parts = split(path, text)
    if isinstance(parts, Problem):
        return None, [parts]
    folder, _, name = path.partition("/")
    key = Key(folder, name.removesuffix(".md"))
    entry = known(parts.front)
    front = _parse_front(path, key, text) if entry is None else _front_of(entry)
    if isinstance(front, list):
        return None, front
    prose, problems = to_prose(path, parts.body, parts.body_line)
    problems = front.problems + problems
    if problems and front.draft:
        return None, [problem._replace(level="warning") for problem in problems]
    if front.fields is None:
        return None, problems
    prose = Prose() if problems else prose
    return ParsedPage(Entry(path, key, *front.fields, prose.outline, front.places), prose), problems


class _Front(NamedTuple):
    """Front matter: its fields, of those with problems as many as possible, and their places."""

    fields: tuple[Head, Record] | None
    problems: list[Problem]
    places: Mapping[FieldPath, Place]
    draft: bool = False


def _parse_front(path: str, key: Key, text: str) -> _Front | list[Problem]:
    from sourcebook.schema.front_matter import read_front_matter
    from sourcebook.schema.pages import read_partly, to_record

    located = read_front_matter(path, text)
    if isinstance(located, list):
        return located
    fields = to_record(path, key, located)
    problems, known = (fields, read_partly(key, located)) if isinstance(fields, list) else ([], fields)
    return _Front(known, problems, located.places, located.tree.get("draft") == "true")


def _front_of(entry: Entry) -> _Front:
    return _Front((entry.head, entry.record), [], entry.places, entry.head.draft)
