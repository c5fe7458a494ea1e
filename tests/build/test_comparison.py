"""What changed between two releases: after random edits every changed value is listed, and none that did not change.

The tables of the whole record are the oracle; `EDIT_SEEDS=250` makes a thousand edits.
"""

import os
import random
import re
from collections.abc import Mapping
from typing import Any

import pytest

from sourcebook.build.comparison import State, changes, digest_of, state_of
from sourcebook.model.edges import target_page
from sourcebook.model.names import FOLDERS, Key
from sourcebook.model.reader import Reader
from sourcebook.views.cells import plain_row
from sourcebook.views.page_data import page_data
from sourcebook.views.rows import rows
from sourcebook.views.tables import TABLES
from tests.lighthouse import LIGHTHOUSE
from tests.views.worlds import Files, Linked, World, files_of, linked

SEEDS = range(int(os.environ.get("EDIT_SEEDS", "10")))
EDITS = 4
ANY = "url published_earliest published_latest when_earliest when_latest due_earliest due_latest value_low value_high"
FOLLOWS = {
    "claims": "document outlet published basis standing puzzles notes",
    "promises": "says by",
    "questions": "answers title summary",
    "sources": "title",
    "puzzles": "title summary",
    "notes": "title summary",
    "entities": "name summary",
}
"""Columns of tables, and of any, that say again what another cell of the record says."""
APART = {"names": ("entity", "source", "spelling", "title", "at"), "standings": ("question", "scope")}
LINE = re.compile(r"^( *)(says|value|scope|why|asks|when|due|headline|unit): (.+)$", re.MULTILINE)
DIGITS = ("value", "when", "due")

Cells = Mapping[tuple[str, str], Mapping[str, Any]]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_changed_value_is_listed_and_no_other(seed: int) -> None:
    chance, files = random.Random(seed), dict(files_of(LIGHTHOUSE))
    before, listed = seen(files), 0
    assert before is not None
    for _ in range(EDITS):
        now = None
        while now is None:
            edited = edit(files, chance)
            now = seen(edited)
        found = list(changes(before[0], now[0]))
        told = {(row.table, row.key, row.cell) for row in found if row.table != "pages"}
        assert told == differing(before[1], now[1])
        pages = {row.page for row in found if row.table == "pages" and row.cell in ("", "title", "summary", "text")}
        assert pages == {key for key in {**before[2], **now[2]} if before[2].get(key) != now[2].get(key)}
        assert (digest_of(before[0]) == digest_of(now[0])) == (not found)
        files, before, listed = edited, now, listed + len(found)
    assert listed


def edit(files: Files, chance: random.Random) -> dict[str, bytes]:
    """The files with a value, a sentence or a title other than it was, or without a page."""
    folder = chance.choice(("sources", "sources", *FOLDERS))
    path = chance.choice([path for path in files if path.startswith(f"{folder}/")] or ["pages/home.md"])
    text = files[path].decode()
    lines = list(LINE.finditer(text))
    match chance.randrange(9 if lines else 3):
        case 0:
            text += f"\n\nThe sea was calm {chance.randrange(1000)} times.\n"
        case 1:
            text = re.sub("^title: .*", f"title: Title {chance.randrange(1000)}", text, count=1, flags=re.MULTILINE)
        case 2:
            return {name: data for name, data in files.items() if name != path}
        case _:
            named = chance.choice(sorted({line[2] for line in lines}))
            line = chance.choice([line for line in lines if line[2] == named])
            new = chance.choice(("calm", "rough", "even")) + f" {chance.randrange(100)}"
            if named in DIGITS:
                new = re.sub(r"\d", lambda _: str(chance.randrange(1, 10)), line[3])
            text = f"{text[: line.start(3)]}{new}{text[line.end(3) :]}"
    return {**files, path: text.encode()}


def seen(files: Files) -> tuple[State, Cells, Mapping[str, Any]] | None:
    """State of these files, cells of the tables, and what each page shows as text; None if the files are wrong."""
    found, _ = linked(files)
    if found is None:
        return None
    site, pages = World(found).site, found.dossier.pages
    told = ((key, page_data(site.context(page.url), page, site.changed(key))) for key, page in pages.items())
    cells = {}
    for table in (table for table in TABLES if table.name != "claim-entities"):
        for row in map(plain_row, rows(table.name, site.dossier, site.addresses, site.t)):
            names = table.key or APART[table.name]
            cells[table.name, " ".join(str(row[name] or "") for name in names).strip()] = own(table.name, row)
    return (
        state_of({f"{key}/index.json": data for key, data in told}),
        cells,
        {str(key): shown(site.dossier, found, key) for key in pages},
    )


def shown(reader: Reader, found: Linked, key: Key) -> Any:
    """What a page shows: title, summary, sentences, and titles of pages in place of links without own words."""
    page, body = found.dossier.pages[key], found.bodies[key]
    marks = (mark for mark in body.refs if mark.kind == "link" and not mark.label)
    titles = [found.dossier.pages[target_page(target)].title for mark in marks for target in page.resolve(mark)[:1]]
    return page.title, reader.summary(key), page.matter if key.folder == "topics" else None, body.alignment.raw, titles


def own(table: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    repeated = {*ANY.split(), *FOLLOWS.get(table, "").split()}
    return {name: cell for name, cell in row.items() if name not in repeated}


def differing(before: Cells, now: Cells) -> set[tuple[str, str, str]]:
    """Table, key and column of each cell that differs; of rows that came or went no column."""
    changed = {(*row, "") for row in before.keys() ^ now.keys()}
    for row in before.keys() & now.keys():
        changed |= {(*row, name) for name, cell in now[row].items() if before[row][name] != cell}
    return changed
