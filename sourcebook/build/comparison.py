"""Reads releases: verifies one against its digests, and lists what changed between two, cell by cell."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sourcebook.model.files import DIGESTS, walk_files
from sourcebook.model.problem import START, Problem
from sourcebook.model.releases import Change
from sourcebook.views.page_data import PAGE_DATA
from sourcebook.views.tables import TABLES

Files = Mapping[str, bytes]
State = Mapping[tuple[str, str, str], Mapping[str, Any]]
"""Cells of each row by page, table and key."""

CURE = "fetch the release again from where it was published"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_KEYS = {table.name: table.key or table.apart for table in TABLES}
_OWN = ("title", "summary", "text", "cites")
"""What a page has of its own, beside rows of tables."""
PARTS = ("text", "cites")
"""Long lists, of which only the parts that differ are told."""
_REPEATED = re.compile(
    r"\A[a-z-]+ (url|[a-z_]+_(earliest|latest|low|high))|"
    r"claims (document|outlet|published|basis|standing|puzzles|notes)|"
    r"promises (says|by)|questions answers|(sources|questions|puzzles|notes) (title|summary)|entities (name|summary)"
)
"""Columns that repeat or follow from other cells, as `table column`."""


def read_release(path: Path) -> Files | Problem:
    """Read the files of a release, a folder or an archive of one folder. Returns a problem if it is neither.

    An archive's compressed files are passed over, so as not to be unpacked without end: a release has none.
    """
    if path.is_dir():
        return {file.relative_to(path).as_posix(): file.read_bytes() for file in walk_files(path)}
    try:
        with zipfile.ZipFile(path) as archive:
            stored = [entry for entry in archive.infolist() if entry.compress_type == zipfile.ZIP_STORED]
            return {entry.filename.partition("/")[2]: archive.read(entry) for entry in stored}
    except (OSError, zipfile.BadZipFile):
        return Problem(str(path), START, "RELEASE", "this is no release: neither a folder nor a whole archive", CURE)


def verify_release(name: str, files: Files) -> Iterator[Problem]:
    """Compare the files of a release with its list of digests. Yields what differs, is missing, or was added."""
    text = files.get(DIGESTS, b"").decode("utf-8", "replace")
    listed = {found[2]: found[1] for line in text.splitlines() if (found := _LINE.fullmatch(line))}
    if not listed:
        yield Problem(f"{name}/{DIGESTS}", START, "RELEASE", "the release has no list of digests", CURE)
        return
    for path in sorted(listed.keys() | files.keys() - {DIGESTS}):
        if path not in files:
            yield Problem(f"{name}/{path}", START, "RELEASE", "the file is missing", CURE)
        elif path not in listed:
            yield Problem(f"{name}/{path}", START, "RELEASE", "the file is not part of the release", "delete it")
        elif hashlib.sha256(files[path]).hexdigest() != listed[path]:
            yield Problem(f"{name}/{path}", START, "RELEASE", "the file is not as it was published", CURE)


def state_of(files: Files) -> State:
    """State of a release: what its pages say in the JSON beside them, without what repeats other cells."""
    rows: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for path in sorted(path for path in files if path.rpartition("/")[2] == PAGE_DATA):
        page = json.loads(files[path])
        rows[page["id"], "pages", page["id"]] = {name: page[name] for name in _OWN}
        for table, of_table in page["rows"].items():
            for row in of_table:
                own = {name: cell for name, cell in row.items() if not _REPEATED.fullmatch(f"{table} {name}")}
                rows[page["id"], table, " ".join(_text(row[name]) for name in _KEYS[table]).strip()] = own
    return rows


def digest_of(state: State) -> str:
    """SHA-256 of a state, by which a release is recognised."""
    return hashlib.sha256(json.dumps(list(state.items()), ensure_ascii=False).encode()).hexdigest()


def changes(old: State, new: State) -> Iterator[Change]:
    """What changed between two states: rows that came or went, and of others each cell that differs."""
    for place in sorted(old.keys() | new.keys()):
        if place not in old or place not in new:
            yield Change(*place, "added" if place in new else "removed")
            continue
        was, now = old[place], new[place]
        for cell in (cell for cell in {**was, **now} if was.get(cell) != now.get(cell)):
            yield Change(*place, "changed", cell, *_differing(cell, was.get(cell), now.get(cell)))


def in_words(change: Change) -> str:
    """Format a change in a line: `claims log#fog: value was 168, now 170`."""
    row = f"{change.table} {change.key}: "
    if change.what != "changed":
        return f"{row}{change.what}"
    if change.cell in PARTS:
        parts = (f"{verb} {text}" for verb, text in (("lost", change.was), ("gained", change.now)) if text)
        return f"{row}{change.cell} {', '.join(parts)}"
    return f"{row}{change.cell} was {change.was or 'nothing'}, now {change.now or 'nothing'}"


def _differing(cell: str, was: Any, now: Any) -> tuple[str, str]:
    """Both cells as texts; of PARTS what the other lacks, unless only their order differs."""
    if cell in PARTS and {*was} != {*now}:
        was, now = [part for part in was if part not in now], [part for part in now if part not in was]
    return _text(was), _text(now)


def _text(cell: Any) -> str:
    """A cell as text: several texts with semicolons between, other values as JSON."""
    if isinstance(cell, list) and all(isinstance(part, str) for part in cell):
        return "; ".join(cell)
    return cell or "" if isinstance(cell, str | None) else json.dumps(cell, ensure_ascii=False)
