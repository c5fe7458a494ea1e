"""Load: parse the dossier's files and link them, reusing results in the cache."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Raw, Struct, msgpack

from sourcebook.build.bodies import decode_body
from sourcebook.build.inputs import ReadInputs
from sourcebook.build.look import interface_problems
from sourcebook.build.options import BuildOptions
from sourcebook.build.parsed import (
    SETTINGS,
    ParsedFile,
    Stored,
    StoredEntry,
    StoredTable,
    decode_stored,
    encode_stored,
    parse_file,
    tables_of,
)
from sourcebook.cache.cache import Cache, Caches
from sourcebook.cache.workers import start
from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.model.prose import Prose
from sourcebook.stages.link import link

if TYPE_CHECKING:
    from sourcebook.model.dossier import Dossier

CHUNK = 16
"""Number of files parsed at a time, and the most that this process parses itself."""

BATCH = 500
"""Bodies are written to the cache in batches, so that they are not all held at once."""

MOST_DECODED = 256
"""Bodies held decoded at a time; the others are fetched again."""


class Loaded(Struct):
    """A parsed and linked dossier with the problems found so far.

    With errors, the dossier has what could be read (`Dossier.gaps`). `drafts`: paths of unfinished pages, whose errors
    count as warnings. `stored`: the files that could be parsed.
    `bodies`: returns the body of a page of the dossier.
    """

    problems: list[Problem]
    dossier: "Dossier"
    bodies: Callable[[Key], Prose]
    drafts: Collection[str]
    stored: Stored

    @property
    def failed(self) -> bool:
        """True if no page can be made."""
        return any(problem.level == "error" for problem in self.problems)

    @property
    def body_digests(self) -> Mapping[Key, bytes]:
        """Digests of the bodies, by page."""
        return {entry.key: entry.body for entry in self.stored.entries.values()}

    @property
    def seen_digests(self) -> Mapping[Key, bytes]:
        """Digests of all that other pages can see of a page, by page."""
        return {entry.key: entry.seen for entry in self.stored.entries.values()}


def load(read: ReadInputs, options: BuildOptions, caches: Caches, last: Loaded | None = None) -> Loaded:
    """Parse and link the files that were read; drafts are linked only in a preview.

    `last`: result of an earlier call in this process, used instead of the cache.
    """
    shown = options.preview
    with options.progress.stage("parse", len(read.files)):
        stored, partly, problems = _parse_all(read, options, caches, last.stored if last else None)
    problems = read.problems + [problem for problem in problems if shown or problem.level == "error"]
    bodies = lru_cache(MOST_DECODED)(_fetcher(read.files, caches.dossier))
    tables = tables_of(stored.tables, next((file.data for file in read.files if file.path == SETTINGS), b""))
    drafts = {path for path, entry in stored.entries.items() if entry.head.draft}
    broken = {file.path for file in read.files} - {*stored.entries, *stored.tables}
    broken |= {problem.path for problem in read.problems}
    with options.progress.stage("link"):
        unresolved: list[Problem] = []
        if last is not None and not last.problems and _seen(last.stored) == _seen(stored):
            dossier = _with_entries(last.dossier, stored)
        else:
            entries = [entry.entry() for entry in (*stored.entries.values(), *partly)]
            texts = {file.path: file.data for file in read.files} if broken else {}
            dossier, unresolved = link(entries, tables, broken, texts, drafts=shown)
    problems += lowered(unresolved, drafts)
    if SETTINGS in stored.tables:
        problems += interface_problems(tables.settings, read)
    return Loaded(problems, dossier, bodies, drafts, stored)


def _seen(stored: Stored) -> list[tuple[str, bytes]]:
    """Digests of tables and of what pages see of one another; if none changes, links resolve as before."""
    tables = [(path, table.file) for path, table in stored.tables.items()]
    return tables + [(path, entry.seen) for path, entry in stored.entries.items()]


def _with_entries(dossier: "Dossier", stored: Stored) -> "Dossier":
    """Replace the entries of a linked dossier whose outlines are unchanged; links are kept."""
    from msgspec.structs import replace

    entries = {entry.key: entry for entry in stored.entries.values()}
    pages = {key: replace(page, entry=entries[key].entry()) for key, page in dossier.pages.items()}
    return replace(dossier, pages=pages)


def lowered(problems: Iterable[Problem], drafts: Collection[str]) -> list[Problem]:
    """Turn the problems of drafts into warnings. `drafts`: paths of unfinished pages."""
    return [problem._replace(level="warning") if problem.path in drafts else problem for problem in problems]


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems and remove duplicates."""
    return tuple(sorted(dict.fromkeys(problems)))


def _parse_all(
    read: ReadInputs, options: BuildOptions, caches: Caches, before: Stored | None
) -> tuple[Stored, list[StoredEntry], list[Problem]]:
    """Parse the files that the cache does not know, on all cores if they are many.

    Returns all parsed files in order, what could be read of pages with problems, and these. `before`: parsed files to
    use instead of those in the cache. While worker processes parse, this one imports what makes a site and compiles
    templates.
    """
    files, cache = read.files, caches.dossier
    name = (b"parsed", bytes(options.content.absolute()))
    cached = before is None
    before = decode_stored(cache.get(*name)) if before is None else before
    unknown = [file for file in files if not _is_known(file, before)]
    apart = options.workers > 1 and (len(unknown) > CHUNK or not before.entries)
    parsed: dict[str, ParsedFile] = {}
    with start(
        lambda number: parse_file(unknown[number], before.entries.get(unknown[number].path)),
        len(unknown),
        options.workers,
        CHUNK,
        beside=apart,
    ) as results:
        if apart:
            from sourcebook.build.tasks import warm_up

            warm_up(read, options, caches.templates)
        for number, (file, result) in enumerate(zip(unknown, results, strict=True), start=1):
            if result.entry is not None:
                cache.set(file.digest + result.body, *_body_name(file.path))
            parsed[file.path] = result._replace(body=b"")
            if number % BATCH == 0:
                cache.commit()
    now = Stored({}, {})
    for file in files:
        _store(now, file, parsed.get(file.path), before)
    if cached and (unknown or len(files) != len(before.entries) + len(before.tables)):
        cache.set(encode_stored(now), *name)
    cache.commit()
    partly = [result.entry for result in parsed.values() if result.entry is not None and result.problems]
    return now, partly, [problem for result in parsed.values() for problem in result.problems]


def _is_known(file: SourceFile, before: Stored) -> bool:
    known = before.entries.get(file.path) or before.tables.get(file.path)
    return known is not None and known.file == file.digest


def _store(now: Stored, file: SourceFile, parsed: ParsedFile | None, before: Stored) -> None:
    if parsed is None:
        if file.path in before.entries:
            now.entries[file.path] = before.entries[file.path]
        else:
            now.tables[file.path] = before.tables[file.path]
    elif parsed.entry is not None and not parsed.problems:
        now.entries[file.path] = parsed.entry
    elif parsed.table is not None:
        now.tables[file.path] = StoredTable(file.digest, Raw(msgpack.encode(parsed.table)))


def _fetcher(files: Sequence[SourceFile], cache: Cache) -> Callable[[Key], Prose]:
    """Return a function that fetches a body from the cache, or parses its file again if the cache lost it."""
    by_path = {file.path: file for file in files}

    def fetch(key: Key) -> Prose:
        file = by_path[f"{key}.md"]
        data = cache.get(*_body_name(file.path)) or b""
        body = decode_body(data[len(file.digest) :]) if data.startswith(file.digest) else None
        if body is None:
            body = decode_body(parse_file(file).body)
            assert body is not None, f"{file.path} was parsed before"
        return body

    return fetch


def _body_name(path: str) -> tuple[bytes, bytes]:
    return b"body", path.encode()
