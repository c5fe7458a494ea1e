"""TOML with places, and within limits."""

import time

import pytest

from sourcebook.model.problem import Place
from sourcebook.schema.encoding import MAX_BYTES
from sourcebook.schema.located import MAX_DEPTH, LocatedTree
from sourcebook.schema.toml_tree import read_toml


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


@pytest.mark.parametrize(
    ("text", "place", "code", "said"),
    [
        ("a = b\n", Place(1, 5), "TOML", "neither text nor list"),
        ("a: 1\n", Place(1, 2), "TOML", "`=` is missing"),
        ('a = "b" c\n', Place(1, 9), "TOML", "follows the end"),
        ('a = "b\n', Place(1, 7), "TOML", "not closed on its line"),
        ("a = '''b\n", Place(1), "TOML", "not TOML"),
        ('a = "\\d"\n', Place(1, 8), "TOML", "backslash"),
        ("[a\nb = 1\n", Place(1, 3), "TOML", "bracket is not closed"),
        ("a = [1\nb = 2\n", Place(2, 1), "TOML", "list is not closed"),
        ("a = 2021-02-30\n", Place(1, 5), "TOML", "no day of the calendar"),
        (f"a = {'9' * 5000}\n", Place(1), "TOML", "too many digits"),
        ("a = 1\na = 2\n", Place(2), "DUPLICATE", "given twice"),
        ("[a]\n[b]\n[a]\n", Place(3), "DUPLICATE", "given twice"),
        ("a = {b = 1, b = 2}\n", Place(1), "DUPLICATE", "given twice"),
        ('[t]\na = "\\u202e"\n', Place(2), "ENCODING", "direction mark"),
        ('"\\u200b" = 1\n', Place(1), "ENCODING", "ZERO WIDTH SPACE"),
        (f"a = {'[' * (MAX_DEPTH + 1)}{']' * (MAX_DEPTH + 1)}\n", Place(1), "DEPTH", "nested"),
        (f"a = {'[' * MAX_BYTES}\n", Place(1), "DEPTH", "nested"),
        (f"\n{'a.' * MAX_DEPTH}b = 1\n", Place(2), "DEPTH", "parts"),
    ],
)
def test_refuses(text: str, place: Place, code: str, said: str) -> None:
    problems = read_toml("a.toml", text)
    assert isinstance(problems, list)
    assert [(problem.place, problem.code) for problem in problems] == [(place, code)]
    assert said in problems[0].message
    assert problems[0].hint


@pytest.mark.parametrize(
    "key",
    ["{}", "[{}]", "x = {{{}", "x = {{y = 1, {}", '"\\"".{}', "' '. {}"],
    ids=["key", "table", "inline", "second", "escape", "space"],
)
def test_long_keys_are_refused_at_once(key: str) -> None:
    """tomllib takes a minute over the first of these."""
    start = time.process_time()
    problems = read_toml("a.toml", key.format(".".join("a" * 40_000)) + " = 1\n")
    assert isinstance(problems, list)
    assert [problem.code for problem in problems] == ["DEPTH"]
    assert time.process_time() - start < 5
