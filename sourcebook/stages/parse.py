"""Parse: one file in, what it says out, or what is wrong with it. Sees nothing but the bytes of that file."""

from collections.abc import Mapping

from msgspec import Struct, field

from sourcebook.memory import Memory, remember
from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.problem import Place, Problem
from sourcebook.model.record import Entry, FieldPath, Head, Record
from sourcebook.model.tables import Correction, Outline, Reference, Settings, Term
from sourcebook.schema.encoding import decode
from sourcebook.schema.fences import split

Table = Settings | tuple[Reference, ...] | tuple[Term, ...] | tuple[Correction, ...] | tuple[str, ...] | Outline


def parse(file: SourceFile, memory: Memory | None = None) -> tuple[Entry | Table | None, list[Problem]]:
    """The page or the table that a file holds. None with at least one problem where it holds neither.

    What is wrong with a draft is a warning. The memory keeps front matter apart from what follows it, so that an edit
    of one leaves the other known.
    """
    text = decode(file.path, file.data)
    if isinstance(text, Problem):
        return None, [text]
    if file.path.endswith(".md"):
        return _entry(file.path, text, memory or Memory())
    from sourcebook.schema.tables import READERS

    read = READERS[file.path](file.path, text)
    return (None, read) if isinstance(read, list) else (read, [])


def _entry(path: str, text: str, memory: Memory) -> tuple[Entry | None, list[Problem]]:
    from sourcebook.prose.write import to_prose

    parts = split(path, text)
    if isinstance(parts, Problem):
        return None, [parts]
    folder, _, name = path.partition("/")
    key = Key(folder, name.removesuffix(".md"))
    known = (b"front matter", path.encode(), parts.front.encode())
    front = remember(memory, lambda: _front(path, key, text), *known)
    if not front.readable:
        return None, list(front.problems)
    prose, found = to_prose(path, parts.body, parts.body_line)
    problems = [*front.problems, *found]
    if problems or front.said is None:
        return None, [problem._replace(level="warning") for problem in problems] if front.draft else problems
    return Entry(path, key, *front.said, prose, front.places), []


class _Front(Struct, frozen=True):
    """What the front matter of a page says, if nothing is wrong with it, and where its fields stand."""

    readable: bool
    problems: tuple[Problem, ...]
    draft: bool = False
    said: tuple[Head, Record] | None = None
    places: Mapping[FieldPath, Place] = field(default_factory=dict)


def _front(path: str, key: Key, text: str) -> _Front:
    from sourcebook.schema.gate import read_front_matter
    from sourcebook.schema.pages import to_record

    front = read_front_matter(path, text)
    if isinstance(front, list):
        return _Front(readable=False, problems=tuple(front))
    checked = to_record(path, key, front)
    draft = front.data.get("draft") == "true"
    if isinstance(checked, list):
        return _Front(readable=True, problems=tuple(checked), draft=draft)
    return _Front(readable=True, problems=(), draft=draft, said=checked, places=front.places)
