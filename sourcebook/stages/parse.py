"""Parse: one file in, what it says out, or what is wrong with it. Sees nothing but the bytes of that file."""

from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.model.record import Entry
from sourcebook.model.tables import Correction, Outline, Reference, Settings, Term
from sourcebook.prose.write import to_prose
from sourcebook.schema.gate import decode, read_front_matter
from sourcebook.schema.pages import to_record
from sourcebook.schema.tables import READERS

Table = Settings | tuple[Reference, ...] | tuple[Term, ...] | tuple[Correction, ...] | tuple[str, ...] | Outline


def parse(file: SourceFile) -> tuple[Entry | Table | None, list[Problem]]:
    """The page or the table that a file holds. None with at least one problem where it holds neither."""
    text = decode(file.path, file.data)
    if isinstance(text, Problem):
        return None, [text]
    if file.path not in READERS:
        return _entry(file.path, text)
    read = READERS[file.path](file.path, text)
    return (None, read) if isinstance(read, list) else (read, [])


def _entry(path: str, text: str) -> tuple[Entry | None, list[Problem]]:
    folder, _, name = path.partition("/")
    key = Key(folder, name.removesuffix(".md"))
    front = read_front_matter(path, text)
    if isinstance(front, list):
        return None, front
    prose, problems = to_prose(path, front.body, front.body_line)
    checked = to_record(path, key, front)
    if isinstance(checked, list):
        return None, checked + problems
    return (None if problems else Entry(path, key, *checked, prose, front.places)), problems
