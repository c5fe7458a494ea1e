"""YAML without types, aliases and surprises, the same through libyaml and PyYAML."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.model.problem import Place
from sourcebook.schema import yaml_tree
from sourcebook.schema.encoding import MAX_BYTES
from sourcebook.schema.located import MAX_DEPTH, LocatedTree
from sourcebook.schema.yaml_tree import read_tree
from tests.cases import cases

pytestmark = pytest.mark.usefixtures("loader")


@cases
def test_keeps_texts_as_written(written: str, value: object) -> None:
    read = read_tree("a.md", f"key: {written}\n", 2)
    assert isinstance(read, LocatedTree)
    assert read.tree == {"key": value}


def test_places_lead_to_keys_and_items() -> None:
    read = read_tree("a.md", "a: {b: 1, c: [x, y]}\nd:\n  - e: 1\n    f: 2\n", 2)
    assert isinstance(read, LocatedTree)
    assert read.places == {
        (): Place(2),
        ("a",): Place(2, 1),
        ("a", "b"): Place(2, 5),
        ("a", "c"): Place(2, 11),
        ("a", "c", 0): Place(2, 15),
        ("a", "c", 1): Place(2, 18),
        ("d",): Place(3, 1),
        ("d", 0): Place(4, 5),
        ("d", 0, "e"): Place(4, 5),
        ("d", 0, "f"): Place(5, 5),
    }


def test_columns_count_characters() -> None:
    read = read_tree("a.md", "{Şuşa: 1, Իդա: 2, 👩: 3}\n", 2)
    assert isinstance(read, LocatedTree)
    assert [place.column for place in read.places.values()] == [1, 2, 11, 19]


@cases
def test_refuses(text: str, line: int, column: int, code: str) -> None:
    problems = read_tree("a.md", text, 2)
    assert isinstance(problems, list)
    assert (problems[0].place, problems[0].code) == (Place(line, column), code)
    assert problems[0].hint


def test_gathers_what_does_not_stop_reading() -> None:
    problems = read_tree("a.md", "a: 1\na: 2\nb: !x y\nc: d # e\nf: [g?]\n", 2)
    assert isinstance(problems, list)
    assert [(problem.place.line, problem.code) for problem in problems] == [
        (3, "DUPLICATE"),
        (4, "TAG"),
        (5, "YAML"),
        (6, "YAML"),
    ]


def test_depth_that_is_allowed_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert isinstance(read_tree("a.md", "a: " + "[" * depth + "x" + "]" * depth, 2), LocatedTree)


@cases
def test_hostile_text_is_refused_soon(
    monkeypatch: pytest.MonkeyPatch, loader: str, start: str | None, repeated: str, end: str | None
) -> None:
    """With a tenth of the limits for PyYAML without libyaml, which takes ten times as long."""
    share = 1 if loader == "CSafeLoader" else 10
    monkeypatch.setattr(yaml_tree, "MAX_EVENTS", yaml_tree.MAX_EVENTS // share)
    count = MAX_BYTES // share // len(repeated.replace("NUMBER", ""))
    text = "".join(repeated.replace("NUMBER", str(n)) for n in range(count))
    assert_refused_soon(f"{start or ''}{text}{end or ''}")


def test_deeper_and_deeper_text_is_refused_soon() -> None:
    assert_refused_soon("".join(" " * depth + "a:\n" for depth in range(600)))


def assert_refused_soon(text: str) -> None:
    began = time.process_time()
    problems = read_tree("a.md", text, 2)
    assert isinstance(problems, list)
    assert problems
    assert time.process_time() - began < 20


SIGNS = st.sampled_from([*"[]{}:,#&*!|>%@`\"'?-~<=\\ \nab1", ": ", "- ", " #", "\n  ", "---\n", "...\n", "a: ", "<<: "])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SIGNS, max_size=30).map("".join))
def test_never_fails_on_its_own(text: str) -> None:
    read = read_tree("a.md", text, 2)
    if isinstance(read, LocatedTree):
        assert set(read.tree) == {field[0] for field in read.places if len(field) == 1}
    else:
        assert read == sorted(read)
        assert all(2 <= problem.place.line <= text.count("\n") + 3 for problem in read)
        assert read
