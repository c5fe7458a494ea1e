"""All files of a dossier parsed, those that are known taken from memory, the others on all cores."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from sourcebook.memory import Memory, digest, remember
from sourcebook.model.files import SourceFile
from sourcebook.model.problem import Problem
from sourcebook.model.prose import Prose
from sourcebook.model.record import Entry
from sourcebook.model.tables import Tables
from sourcebook.stages.parse import Table, parse
from sourcebook.workers import WORTH_SHARING, spread

Said = tuple[Entry | Table | None, list[Problem]]


class Parsed(Struct):
    """What the files say. `tables` is None where `site.toml` cannot be read; `broken` are files that say nothing."""

    entries: list[Entry] = field(default_factory=list)
    tables: Tables | None = None
    broken: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse_all(files: Sequence[SourceFile], memory: Memory, workers: int, shelve: Callable[[Entry], Entry]) -> Parsed:
    """Parse the files; with `workers` processes if there are many that are not known. Entries are shelved at once."""

    def kept(said: Said) -> Said:
        return (shelve(said[0]), said[1]) if isinstance(said[0], Entry) else said

    new = _parse_new([file for file in files if not memory.knows(*_name(file))], memory, workers, kept)
    parsed, tables = Parsed(), dict[str, Any]()
    for file in files:
        said, found = new.get(file.path) or kept(recalled(file, memory))
        parsed.problems += found
        if isinstance(said, Entry):
            parsed.entries.append(said)
        elif said is not None:
            tables[file.path] = said
        else:
            parsed.broken.append(file.path)
    parsed.tables = _tables(tables)
    return parsed


def _parse_new(
    files: Sequence[SourceFile], memory: Memory, workers: int, kept: Callable[[Said], Said]
) -> dict[str, Said]:
    """Parse many files at once, on all cores if they are worth it. What this process did itself comes back."""
    own: dict[str, Said] = {}

    def learn(file: SourceFile) -> dict[bytes, bytes]:
        said, learnt = recalled(file, memory), memory.give()
        if not learnt:
            own[file.path] = kept(said)
        return learnt

    if len(files) >= WORTH_SHARING:  # one before the processes part, so that what parsing needs is imported once
        learn(next((file for file in files if file.path.endswith(".md")), files[0]))
    for learnt in spread([partial(learn, file) for file in files], workers if len(files) >= WORTH_SHARING else 1):
        memory.take(learnt)
    return own


def recalled(file: SourceFile, memory: Memory) -> Said:
    """What a file says, as the stage `parse` gives it."""
    return remember(memory, lambda: parse(file, memory), *_name(file))


def body(file: SourceFile, memory: Memory) -> Prose:
    """The body of a page whose file is known to be sound."""
    entry, _ = recalled(file, memory)
    assert isinstance(entry, Entry)
    return entry.prose


def _name(file: SourceFile) -> tuple[bytes, ...]:
    return b"parsed", file.path.encode(), digest(file.data)


def _tables(found: dict[str, Any]) -> Tables | None:
    if "site.toml" not in found:
        return None
    names = ("references.toml", "terms.toml", "corrections.toml", "addresses.txt")
    listed = (found.get(name, ()) for name in names)
    return replace(Tables(found["site.toml"], *listed), outline=found.get("map/outline.toml"))
