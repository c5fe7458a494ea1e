"""A dossier broken in several independent places: the first check reports each of them, and nothing that is none."""

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from sourcebook.model.problem import Problem
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
    hidden_by: tuple[str, ...] = ()


SOURCES = ("claim", "speaker", "unreadable source", "yaml")
"""Those after which it is not known of all sources what they are about."""
BREAKS = {
    "yaml": Break("places/tressland.md", "title: ", "title: [", "YAML"),
    "heading": Break("people/nadir-halvan.md", "\n---\n", "\n---\n# Nadir\n\n", "HEADING"),
    "references": Break("references.toml", "title = ", "title ", "TOML"),
    "terms": Break("terms.toml", "why = ", "why ", "TOML"),
    "settings": Break("site.toml", "tagline = ", "tagline ", "TOML"),
    "field": Break("questions/steps.md", "unit: steps", "units: steps", "KEY"),
    "letter": Break("pages/limits.md", "title: ", "title: \u200b", "ENCODING"),
    "conflict": Break("pages/voices.md", "---\n", "<<<<<<< HEAD\n---\n", "CONFLICT"),
    "link": Break("pages/home.md", "\n---\n", "\n---\n[[zzz]] ", "NAME"),
    "reference": Break(
        "notes/light-in-a-sailing-guide.md", "references: [", "references: [zzz, ", "NAME", ("references",)
    ),
    "claim": Break("sources/leaflet-for-visitors.md", "  steps:\n    at: 2", "  steps:\n    at: 9", "VALUE"),
    "unreadable source": Break("sources/leaflet-for-visitors.md", "---\ntitle", "--\ntitle", "FENCE"),
    "speaker": Break("sources/report-on-the-lamp.md", "author: none", "author: zzz", "NAME"),
    "figure": Break("topics/light-and-lamp.md", "tower: 1 May 1888", "tower: 2 May 1888", "NUMBER"),
    "table": Break("topics/light-and-lamp.md", "about 2 hours each", "about 3 hours each", "NUMBER"),
    "count": Break("questions/ships-lost.md", "at most 3", "at most 4", "NUMBER", ("unreadable source",)),
    "sum": Break("puzzles/fourteen-ships.md", "6 + 7 < 14", "6 + 9 < 14", "SUM"),
    "digits": Break("sources/notice-to-mariners.md", "20 minutes", "25 minutes", "DIGITS"),
    "address": Break("addresses.txt", "/topics/", "/topics/gone/\n/topics/", "ADDRESS"),
    "term": Break("pages/about.md", "\n---\n", "\n---\nA treacherous rock. ", "TERM", ("terms",)),
    "event": Break("events/new-lamp-set-in-place.md", '"1931-08"', '"1931-07"', "EVENT", SOURCES),
}


@cache
def alone(name: str) -> frozenset[Problem]:
    return check([name])


def check(names: list[str]) -> frozenset[Problem]:
    with TemporaryDirectory() as folder:
        content = copy(Path(folder) / "content")
        for path, old, new, _, _ in map(BREAKS.__getitem__, names):
            file = content / path
            text = file.read_text("utf-8")
            assert old in text, (path, old)
            file.write_text(text.replace(old, new, 1), "utf-8")
        return frozenset(examine(content).problems)


@pytest.mark.parametrize("name", BREAKS)
def test_a_mistake_is_reported_where_it_stands_and_draws_nothing_else(name: str) -> None:
    assert {(problem.path, problem.code) for problem in alone(name)} == {(BREAKS[name].path, BREAKS[name].code)}


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
