"""A dossier broken in several independent places: the first check reports each of them, and nothing that is none."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from sourcebook.model.problem import Problem
from tests.cases import cases, rows
from tests.dossiers import examine
from tests.lighthouse import copy


class Break(NamedTuple):
    """A mistake: a string of a file replaced by another, and the code of its problem.

    `hidden_by`: mistakes after which nobody can tell whether this is one.
    """

    path: str
    old: str
    new: str
    code: str
    hidden_by: Sequence[str] = ()


TABLE = rows(__file__, "a_mistake_is_reported_where_it_stands_and_draws_nothing_else")
BREAKS = {row["name"]: Break(**{name: value for name, value in row.items() if name != "name"}) for row in TABLE}


@cache
def alone(name: str) -> frozenset[Problem]:
    return check([name])


def check(names: list[str]) -> frozenset[Problem]:
    with TemporaryDirectory() as folder:
        content = copy(Path(folder) / "content", stated=False)
        for path, old, new, _, _ in map(BREAKS.__getitem__, names):
            file = content / path
            text = file.read_text("utf-8")
            assert old in text, (path, old)
            file.write_text(text.replace(old, new, 1), "utf-8")
        return frozenset(examine(content).problems)


@cases
def test_a_mistake_is_reported_where_it_stands_and_draws_nothing_else(
    name: str, path: str, old: str, new: str, code: str, hidden_by: list[str]
) -> None:
    assert {(problem.path, problem.code) for problem in alone(name)} == {(path, code)}


@pytest.mark.parametrize("seed", range(20))
def test_independent_mistakes_are_all_reported_at_once(seed: int) -> None:
    chance = random.Random(seed)
    names = chance.sample(sorted(BREAKS), chance.randint(3, 12))
    paths = [BREAKS[name].path for name in names]
    names = [name for n, name in enumerate(names) if BREAKS[name].path not in paths[:n]]
    found = check(names)
    wanted = [name for name in names if not {*names} & {*BREAKS[name].hidden_by}]
    missed = {name: alone(name) - found for name in wanted if alone(name) - found}
    assert (missed, found - frozenset().union(*map(alone, names))) == ({}, frozenset())


@cases
def test_what_cannot_be_read_hides_only_what_it_may_name(beside: str, reported: Sequence[str], tmp_path: Path) -> None:
    content = copy(tmp_path / "content", stated=False)
    leaflet = (content / "sources" / "leaflet-for-visitors.md").read_text("utf-8")
    added = {
        "people/lone.md": "---\ntitle: Lone\nnames: []\n---\n",
        "sources/second-leaflet.md": leaflet.replace("leaflet-for-visitors", "second-leaflet"),
        "events/storm.md": '---\ntitle: A storm\nwhen: "1930"\nwhy: x\n---\nSee [[lamp-failures]].\n',
        "places/broken.md": f"---\n{beside}x\n---\n",
    }
    problems = examine(copy(content, added=added)).problems
    codes = {"people/lone.md": "ORPHAN", "sources/second-leaflet.md": "UNUSED", "events/storm.md": "EVENT"}
    assert {
        Path(path).stem for path, code in codes.items() if (path, code) in {(p.path, p.code) for p in problems}
    } == set(reported)
