"""TOML with places, and within limits."""

import time

import pytest

from sourcebook.model.problem import Place, Problem
from sourcebook.schema.encoding import MAX_BYTES
from sourcebook.schema.located import LocatedTree
from sourcebook.schema.toml_tree import read_toml
from tests.cases import cases


def test_reads_with_places() -> None:
    text = """# head
title = "x"
day = 2021-07-15

[one]
  "two" = [1]
[one.'three']
four . five = true

[[list]]
a = 1
[[list]]
a = 2
"""
    assert read_toml("a.toml", text) == LocatedTree(
        {
            "title": "x",
            "day": "2021-07-15",
            "one": {"two": [1], "three": {"four": {"five": True}}},
            "list": [{"a": 1}, {"a": 2}],
        },
        {
            ("title",): Place(2, 1),
            ("day",): Place(3, 1),
            ("one",): Place(5),
            ("one", "two"): Place(6, 3),
            ("one", "three"): Place(7),
            ("one", "three", "four", "five"): Place(8, 1),
            ("list", 0): Place(10),
            ("list", 0, "a"): Place(11, 1),
            ("list", 1): Place(12),
            ("list", 1, "a"): Place(13, 1),
        },
    )


@cases
def test_refuses(text: str, says: str, message: str) -> None:
    [problem] = problems_of(text)
    assert str(problem).startswith(f"a.toml:{says}")
    assert message in problem.message
    assert problem.hint


def problems_of(text: str) -> list[Problem]:
    problems = read_toml("a.toml", text)
    assert isinstance(problems, list)
    return problems


@pytest.mark.parametrize(
    ("text", "code"), [(f"a = {'9' * 5000}\n", "TOML"), (f"a = {'[' * MAX_BYTES}\n", "DEPTH")], ids=["digits", "depth"]
)
def test_refuses_what_is_too_long(text: str, code: str) -> None:
    assert [problem.code for problem in problems_of(text)] == [code]


@pytest.mark.parametrize(
    "key",
    ["{}", "[{}]", "x = {{{}", "x = {{y = 1, {}", '"\\"".{}', "' '. {}"],
    ids=["key", "table", "inline", "second", "escape", "space"],
)
def test_long_keys_are_refused_at_once(key: str) -> None:
    """tomllib takes a minute over the first of these."""
    start = time.process_time()
    assert [problem.code for problem in problems_of(key.format(".".join("a" * 40_000)) + " = 1\n")] == ["DEPTH"]
    assert time.process_time() - start < 5
