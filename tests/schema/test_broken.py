"""Small broken dossiers, and exactly what is said of each.

A folder `tests/broken/CASE/content` is laid over the sound dossier `tests/broken/base/content`; `expected.txt` beside
it lists the problems, sorted, one a line. Nothing is expected of what must be accepted.
"""

from pathlib import Path

import pytest

from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.model.tables import TABLE_TYPES
from sourcebook.schema.conflicts import conflicts
from sourcebook.schema.encoding import decode
from sourcebook.schema.front_matter import read_front_matter
from sourcebook.schema.pages import to_record
from sourcebook.schema.tables import read_table

BROKEN = Path(__file__).parent.parent / "broken"
CASES = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir() and folder.name != "base")


@pytest.mark.parametrize("case", CASES)
def test_says_exactly_what_is_wrong(case: str) -> None:
    expected = (BROKEN / case / "expected.txt").read_text("utf-8")
    assert "".join(f"{problem}\n" for problem in problems_of(case)) == expected


def test_base_is_sound() -> None:
    assert len(contents("base")) > len(TABLE_TYPES)
    assert problems_of("base") == []


def test_case_changes_the_base() -> None:
    assert len(CASES) > 20
    base = contents("base")
    assert all(contents(case).items() - base.items() for case in CASES)


def problems_of(case: str) -> list[Problem]:
    files = contents("base") | contents(case)
    return sorted(problem for path, data in files.items() for problem in problems_in(path, data))


def contents(case: str) -> dict[str, bytes]:
    folder = BROKEN / case / "content"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def problems_in(path: str, data: bytes) -> list[Problem]:
    text = decode(path, data)
    if isinstance(text, Problem):
        return [text]
    if unmerged := conflicts(path, text):
        return unmerged
    if path in TABLE_TYPES:
        table = read_table(path, text)
        return table if isinstance(table, list) else []
    front = read_front_matter(path, text)
    if isinstance(front, list):
        return front
    folder, slug = path.removesuffix(".md").split("/")
    record = to_record(path, Key(folder, slug), front)
    return record if isinstance(record, list) else []
