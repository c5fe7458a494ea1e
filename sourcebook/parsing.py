"""All files of a dossier parsed, those that are known taken from memory, the others on all cores."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from sourcebook.bodies import PackedPlaces, PackedProse, Shelf, ShelvedProse, packed
from sourcebook.memory import ForgottenError, Given, Memory
from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.outlines import outline_digest
from sourcebook.model.problem import Problem
from sourcebook.model.prose import Outline, Prose
from sourcebook.model.record import Entry
from sourcebook.model.tables import Tables
from sourcebook.stages.parse import Table, parse
from sourcebook.workers import WORTH_SHARING, spread


class Said(Struct, frozen=True):
    """What one file says: a page without its body, or a table. `face` is a page's, its outline's digest."""

    what: Entry | Table | None
    problems: Sequence[Problem]
    face: bytes = b""
    outline: Outline = Outline()

    def shelved(self, shelf: Shelf) -> Entry | None:
        """The page, if it is one, with its body on a shelf."""
        what = self.what
        return replace(what, prose=ShelvedProse(what.key, self.outline, shelf)) if isinstance(what, Entry) else None


class Parsed(Struct):
    """What the files say. `tables` is None where `site.toml` cannot be read; `broken` are files that say nothing.

    `faces` are those of the pages, by path.
    """

    entries: list[Entry] = field(default_factory=list)
    faces: dict[str, bytes] = field(default_factory=dict)
    tables: Tables | None = None
    broken: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse_all(
    files: Sequence[SourceFile], memory: Memory, workers: int, shelf: Shelf, first: Callable[[], object] = lambda: None
) -> Parsed:
    """Parse the files; with `workers` processes if there are many that are not known. The bodies go on the shelf.

    `first` is what this process does before it parses itself, while others do.
    """
    own = _parse_new(unknown(files, memory), memory, workers, first)
    parsed, tables = Parsed(), dict[str, Any]()
    for file in files:
        said = own.get(file.path) or recalled(file, memory)
        parsed.problems += said.problems
        entry = said.shelved(shelf)
        if entry is not None:
            memory.use(*_name_of_body(file))
            parsed.entries.append(entry)
            parsed.faces[file.path] = said.face
        elif said.what is not None:
            tables[file.path] = said.what
        else:
            parsed.broken.append(file.path)
    parsed.tables = _tables(tables)
    shelf.stock(bodies(files, memory))
    return parsed


def unknown(files: Sequence[SourceFile], memory: Memory) -> list[SourceFile]:
    """The files that are to be parsed."""
    return [file for file in files if not memory.knows(*_name(file))]


def _parse_new(
    files: Sequence[SourceFile], memory: Memory, workers: int, first: Callable[[], object]
) -> dict[str, Said]:
    """Parse many files at once, on all cores if they are worth it. What this process did itself comes back."""
    own: dict[str, Said] = {}

    def learn(file: SourceFile) -> Given:
        said, learnt = recalled(file, memory), memory.give()
        if not learnt:
            own[file.path] = said
        return learnt

    if len(files) >= WORTH_SHARING:  # one before the processes part, so that what parsing needs is imported once
        learn(next((file for file in files if file.path.endswith(".md")), files[0]))
    jobs = [partial(learn, file) for file in files]
    for learnt in spread(jobs, workers if len(files) >= WORTH_SHARING else 1, first):
        memory.take(learnt)
    return own


def recalled(file: SourceFile, memory: Memory) -> Said:
    """What a file says, as the stage `parse` gives it. Front matter that is known of another version is not read."""
    said: Said | None = memory.recall(*_name(file))
    if said is not None:
        return said
    fronts: list[tuple[bytes, ...]] = []

    def known(front: str) -> Entry | None:
        fronts.append((b"front matter", file.path.encode(), front.encode()))
        other: Said | None = memory.recall(*fronts[-1])
        return None if other is None or not isinstance(other.what, Entry) else other.what

    what, problems = parse(file, known)
    if not isinstance(what, Entry):
        said = Said(what, problems)
        memory.keep(said, *_name(file))
        return said
    memory.keep(packed(what.prose), *_name_of_body(file))
    bare = replace(what, prose=Prose(), places=PackedPlaces.of(what.places))
    said = Said(bare, problems, outline_digest(what), what.prose.outline)
    memory.keep(said, *_name(file))
    for front in fronts:
        memory.name(front, *_name(file))
    return said


def known_page(path: str, digest: bytes, memory: Memory, shelf: Shelf) -> Entry:
    """A page whose file had this digest when it was parsed. Raises ForgottenError where that is not known any more."""
    said: Said | None = memory.recall(*_name(SourceFile(path, None, digest=digest)))
    entry = None if said is None else said.shelved(shelf)
    if entry is None:
        raise ForgottenError(path)
    return entry


def bodies(files: Sequence[SourceFile], memory: Memory) -> Callable[[Key], Prose]:
    """What fetches the body of a page whose file is known to be sound; where it was forgotten it is parsed again."""
    by_path = {file.path: file for file in files}

    def fetch(key: Key) -> Prose:
        file = by_path[f"{key}.md"]
        body: bytes | None = memory.recall(*_name_of_body(file))
        if body is not None:
            return PackedProse(body)
        what, _ = parse(file)
        assert isinstance(what, Entry)
        return what.prose

    return fetch


def _name(file: SourceFile) -> tuple[bytes, ...]:
    return b"parsed", file.path.encode(), file.digest


def _name_of_body(file: SourceFile) -> tuple[bytes, ...]:
    return b"body", file.path.encode(), file.digest


def _tables(found: dict[str, Any]) -> Tables | None:
    if "site.toml" not in found:
        return None
    names = ("references.toml", "terms.toml", "corrections.toml", "addresses.txt")
    listed = (found.get(name, ()) for name in names)
    return replace(Tables(found["site.toml"], *listed), outline=found.get("map/outline.toml"))
