"""Parse: one file in, what it says out, or what is wrong with it. Sees nothing but the bytes of that file."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.problem import Place, Problem
from sourcebook.model.prose import Prose
from sourcebook.model.record import Entry, FieldPath, Head, Record
from sourcebook.model.tables import Correction, Outline, Reference, Settings, Term
from sourcebook.schema.conflicts import conflicts
from sourcebook.schema.encoding import decode
from sourcebook.schema.split import split

Table = Settings | tuple[Reference, ...] | tuple[Term, ...] | tuple[Correction, ...] | tuple[str, ...] | Outline


class ParsedPage(NamedTuple):
    """A page of the dossier: what other pages see of it, and its body."""

    entry: Entry
    body: Prose


Known = Callable[[str], Entry | None]
"""A page whose front matter is known to be this text, if there is one."""


def parse(file: SourceFile, known: Known = lambda front: None) -> tuple[ParsedPage | Table | None, list[Problem]]:
    """The page or the table that a file holds. None with at least one problem where it holds neither.

    What is wrong with a draft is a warning. Of a page that is known but for its body, the body alone is read.
    """
    text = decode(file.path, file.data)
    if isinstance(text, Problem):
        return None, [text]
    if unmerged := conflicts(file.path, text):
        return None, unmerged
    if file.path.endswith(".md"):
        return _entry(file.path, text, known)
    from sourcebook.schema.tables import READERS

    read = READERS[file.path](file.path, text)
    return (None, read) if isinstance(read, list) else (read, [])


def _entry(path: str, text: str, known: Known) -> tuple[ParsedPage | None, list[Problem]]:
    from sourcebook.prose.write import to_prose

    parts = split(path, text)
    if isinstance(parts, Problem):
        return None, [parts]
    folder, _, name = path.partition("/")
    key = Key(folder, name.removesuffix(".md"))
    alike = known(parts.front)
    front = _front(path, key, text) if alike is None else _front_of(alike)
    if not front.readable:
        return None, list(front.problems)
    prose, found = to_prose(path, parts.body, parts.body_line)
    problems = [*front.problems, *found]
    if problems or front.said is None:
        return None, [problem._replace(level="warning") for problem in problems] if front.draft else problems
    return ParsedPage(Entry(path, key, *front.said, prose.outline, front.places), prose), []


class _Front(Struct, frozen=True):
    """What the front matter of a page says, if nothing is wrong with it, and where its fields stand."""

    readable: bool
    problems: tuple[Problem, ...]
    draft: bool = False
    said: tuple[Head, Record] | None = None
    places: Mapping[FieldPath, Place] = field(default_factory=dict)


def _front(path: str, key: Key, text: str) -> _Front:
    from sourcebook.schema.front_matter import read_front_matter
    from sourcebook.schema.pages import to_record

    front = read_front_matter(path, text)
    if isinstance(front, list):
        return _Front(readable=False, problems=tuple(front))
    checked = to_record(path, key, front)
    draft = front.data.get("draft") == "true"
    if isinstance(checked, list):
        return _Front(readable=True, problems=tuple(checked), draft=draft)
    return _Front(readable=True, problems=(), draft=draft, said=checked, places=front.places)


def _front_of(entry: Entry) -> _Front:
    said = entry.head, entry.record
    return _Front(readable=True, problems=(), draft=entry.head.draft, said=said, places=entry.places)
