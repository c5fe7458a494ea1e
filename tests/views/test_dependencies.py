"""What a part of the output asked for is all that it depends on: where each item is as it was, so is the part.

For each kind of item there is an edit that is missed where that kind is not noted.
"""

import ast
import inspect
import os
import random
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest
from msgspec import msgpack

from sourcebook.model.items import Item, item_of
from sourcebook.model.names import Key, ParagraphKey
from sourcebook.model.reader import Reader
from sourcebook.views.counts import COUNTS
from sourcebook.views.rows import rows
from tests import edits
from tests.edits import Desk
from tests.lighthouse import LIGHTHOUSE
from tests.views.worlds import Files, World, files_of, linked, stale
from tools.environment import ROOT

Change = tuple[str, str, str | None]
"""A file; what stands there once ("" for the whole file) and what is to stand there instead. None takes it away."""

COST = "questions/cost-of-the-lamp.md"
FAULTS = tomllib.loads(Path(__file__).with_name("faults.toml").read_text("utf-8"))
IMPLIED = {
    "digits": "rules of the same task read the body that has them",
    "exists": "the task of a page comes and goes with it, and the menu is part of the layout",
    "topics_of": "it changes where a question's own page does, or what links there",
    "verdicts": "they change where a claim, its chain, its standing or the question's own page does",
}
SEEDS = range(int(os.environ.get("EDIT_SEEDS", "2")))
OWN = {"note", "recording", "nearest"}
ALIASES = {
    "whole": "dossier",
    "released": "releases",
    "second_name": "title",
    "shown_on": "title",
    "is_loaded": "terms",
    "at": "exists",
    "place": "places",
}


def test_each_kind_of_item_has_its_fault() -> None:
    methods = {name for name, _ in inspect.getmembers(Reader, inspect.isfunction) if not name.startswith("_")} - OWN
    kinds = {ALIASES.get(name, name) for name in methods}
    assert kinds | {"layout", "card"} == FAULTS.keys() | IMPLIED.keys()
    worlds = (world(), world(changes("places", "first")))
    asked = {item.kind for each in worlds for _, items in each.made.values() for item in items}
    assert kinds | {"layout", "card"} == asked


def changes(kind: str, name: str) -> tuple[Change, ...]:
    """The edit of a kind, or what is done first."""
    return tuple((path, old, *(new or [None])) for path, old, *new in FAULTS[kind].get(name, ()))


@pytest.mark.parametrize("kind", FAULTS)
def test_a_kind_that_is_not_noted_is_missed(kind: str) -> None:
    first = changes(kind, "first")
    before, now = world(first), world((*first, *changes(kind, "edit")), cards=kind != "card")
    wrong, kept = stale(before, now)
    assert wrong == []
    assert kept or kind == "settings"
    assert stale(before, now, blind=kind)[0] != []


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_carried_over_after_random_edits_is_as_it_would_be_made(seed: int, tmp_path: Path) -> None:
    desk = Desk.laid_out(tmp_path, seed)
    before, held = world(), 0
    for _ in range(15):
        desk.edit(ACTS)
        dossier, _ = linked(files_of(desk.content))
        if dossier is None:
            edits.mend(desk)
            continue
        now = World(dossier)
        wrong, kept = stale(before, now)
        assert wrong == [], desk.done
        before, held = now, held + len(kept)
    assert held


@pytest.mark.parametrize(
    "edit",
    ["title", pytest.param("value", marks=pytest.mark.validate), pytest.param("body", marks=pytest.mark.validate)],
)
def test_the_first_dossier_is_carried_over_rightly(edit: str) -> None:
    files = dict(files_of(ROOT / "content"))
    before, _ = linked(files)
    assert before is not None
    chance = random.Random(edit)
    of = {"title": "people/", "value": "sources/", "body": "topics/"}[edit]
    path = chance.choice([path for path in sorted(files) if (path.startswith(of) and b"\nvalue: ") or edit != "value"])
    alter = {"title": (b"\ntitle: ", b"\ntitle: New "), "value": (b"says: ", b"says: It is said that ")}
    old, new = alter.get(edit, (b"\n---\n", b"\n---\nA sentence more.\n\n"))
    now, _ = linked({**files, path: files[path].replace(old, new, 1)})
    assert now is not None
    assert stale(World(before), World(now))[0] == []


def test_digests_that_are_taken_over_are_those_that_would_be_made() -> None:
    before, now = world(), world(((COST, "None of", "As it is, none of"),))
    taken, anew = now.digests(before.known), now.digests()
    other = {item for item in before.known if taken.of(item) != before.known[item]}
    assert other == {Item(kind, Key("questions", "cost-of-the-lamp")) for kind in ("body", "summary")}
    assert all(taken.of(item) == anew.of(item) for item in now.known)


def test_an_item_is_known_again_as_a_manifest_holds_it() -> None:
    for item in [*world().known, Item("notes", ParagraphKey("report", 8)), Item("layout", ("/404.html", "a", ""))]:
        plain = msgpack.decode(msgpack.encode(item), type=tuple[str, str | tuple[str | int, ...]])
        again = item_of(*plain)
        assert again == item
        assert type(again.name) is type(item.name), item


def test_counts_are_those_of_the_rows() -> None:
    site = world().site
    assert {name: count(site.dossier) for name, count in COUNTS.items()} == {
        name: len(rows(name, site.dossier, site.addresses, site.t)) for name in COUNTS
    }


def test_an_edit_of_a_sentence_makes_little_again() -> None:
    _, kept = stale(world(), world((("pages/limits.md", "\n---\n", "\n---\nA sentence more.\n\n"),)))
    assert sorted(world().tasks.keys() - {*kept}) == ["/limits/", "check pages/limits", "search_input"]


def test_views_and_exports_read_the_dossier_through_the_reader_alone() -> None:
    folders = ("views/**/*.py", "exports/*.py", *(f"rules/{name}.py" for name in PAGE_RULES))
    paths = [path for pattern in folders for path in (ROOT / "sourcebook").glob(pattern)]
    whole = set()
    for path in paths:
        tree = ast.parse(path.read_bytes())
        assert not {node.name for node in ast.walk(tree) if isinstance(node, ast.alias)} & {"Dossier", "Lookup"}, path
        read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        whole |= {path.name} if "whole" in read else set()
        assert not read & {"tables"} or "whole" in read, path
    assert whole == {*WHOLE}


PAGE_RULES = ("mentions", "numbers", "pairs", "speakers", "spoken", "voices")

WHOLE = (
    "bibliography.py",
    "feeds.py",
    "record_context.py",
    "indexes.py",
    "record.py",
    "references.py",
    "rows.py",
    "search.py",
    "site.py",
)
"""What asks for the whole dossier: what is whole by nature, and the plan of all pages."""

ACTS = (
    edits.add_sentence, edits.add_sentence, edits.move_lines, edits.comment, edits.retitle, edits.alter_claim,
    edits.new_page, edits.rename_page, edits.delete_page, edits.put_aside, edits.mend,
)  # fmt: skip


@lru_cache(maxsize=4)
def world(changes: tuple[Change, ...] = (), *, cards: bool = True) -> World:
    dossier, problems = linked(changed(changes))
    assert dossier is not None, problems
    return World(dossier, cards=cards)


def changed(changes: tuple[Change, ...]) -> Files:
    files = dict(files_of(LIGHTHOUSE))
    for path, old, new in changes:
        if new is None:
            del files[path]
        elif old == "":
            files[path] = new.encode()
        else:
            assert files[path].count(old.encode()) == 1, f"{path} has {files[path].count(old.encode())} times: {old}"
            files[path] = files[path].replace(old.encode(), new.encode())
    return files
