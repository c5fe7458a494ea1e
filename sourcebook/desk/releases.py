"""Reads releases: verifies one against its digests, and tells what changed between two, claim by claim."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from sourcebook.model.files import DIGESTS, walk_files
from sourcebook.model.problem import START, Problem

Files = Mapping[str, bytes]
PACKAGE = "data/datapackage.json"
CURE = "fetch the release again from where it was published"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
Rows = Mapping[str, Mapping[str, Any]]


class Change(Struct, frozen=True):
    """A row of a table that came, went or changed between two releases.

    `what`: added, removed or changed; `was`, `now`: the cells that differ.
    """

    table: str
    key: str
    what: str
    was: dict[str, Any]
    now: dict[str, Any]


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


def changes(old: Files, new: Files) -> Iterator[Change]:
    """What changed between two releases, by table and key, as their data packages describe these."""
    before, after = _tables(old), _tables(new)
    for table in sorted(before.keys() | after.keys()):
        was, now = before.get(table, {}), after.get(table, {})
        for key in sorted(was.keys() | now.keys()):
            left, right = was.get(key, {}), now.get(key, {})
            cells = [cell for cell in {**left, **right} if left.get(cell) != right.get(cell)]
            if cells:
                what = "changed" if left and right else "added" if right else "removed"
                yield Change(table, key, what, _cells(left, cells), _cells(right, cells))


def in_words(change: Change) -> str:
    """Format a change in a line: `claims log#fog: value was 168, now 170`."""
    if change.what != "changed":
        return f"{change.table} {change.key}: {change.what}"
    cells = (
        f"{cell} was {_text(change.was.get(cell))}, now {_text(change.now.get(cell))}"
        for cell in dict.fromkeys([*change.was, *change.now])
    )
    return f"{change.table} {change.key}: {'; '.join(cells)}"


def _tables(files: Files) -> Mapping[str, Rows]:
    resources = json.loads(files[PACKAGE])["resources"] if PACKAGE in files else []
    return {resource["name"]: _rows(files, resource) for resource in resources}


def _rows(files: Files, resource: Mapping[str, Any]) -> Rows:
    """Rows of a table by their keys; of a table without a key, by their contents."""
    rows = json.loads(files[f"data/{resource['name']}.json"])
    keys = resource["schema"].get("primaryKey", [])
    return {" ".join(str(row[key]) for key in keys) or json.dumps(row, ensure_ascii=False): row for row in rows}


def _cells(row: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _text(cell: Any) -> str:
    return (
        "nothing" if cell in (None, "", []) else cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
    )
