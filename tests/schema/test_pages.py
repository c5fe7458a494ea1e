"""Front matter of every kind of page becomes the record of the model."""

import datetime as dt

import pytest

from sourcebook.model.entry import Head
from sourcebook.model.names import FOLDERS, MADE, Key
from sourcebook.model.problem import Problem
from sourcebook.model.record import Record
from sourcebook.schema.front_matter import read_front_matter
from sourcebook.schema.kinds import FIELDS
from sourcebook.schema.located import LocatedTree
from sourcebook.schema.pages import to_record
from tests.cases import cases, plain


@cases
def test_makes_the_record(folder: str, front: str, record: object) -> None:
    head, made = unpacked(to_record("a.md", Key(folder, "a"), read(f"title: A\n{front}")))
    assert (plain(head), plain(made)) == ({"title": "A"}, record)


def unpacked(made: tuple[Head, Record] | list[Problem]) -> tuple[Head, Record]:
    assert isinstance(made, tuple), made
    return made


def test_makes_the_head() -> None:
    text = "title: |\n  The \n  lamp\nsummary: Lit.\nchanged: 2020-02-29\nformerly: [old, topics/older]\ndraft: true"
    head, _ = unpacked(to_record("topics/a.md", Key("topics", "a"), read(text)))
    assert head == Head("The lamp", "Lit.", dt.date(2020, 2, 29), ("old", "topics/older"), draft=True)


def test_every_folder_has_its_fields() -> None:
    assert tuple(sorted(FIELDS)) == tuple(sorted(FOLDERS))


@pytest.mark.parametrize("folder", FOLDERS)
def test_fields_describe_themselves_to_an_editor(folder: str) -> None:
    schema = FIELDS[folder].model_json_schema()
    assert schema["additionalProperties"] is False
    assert "title" in schema["required"]
    assert all(field["description"] for field in schema["properties"].values())


@pytest.mark.parametrize(
    ("folder", "slug"),
    [*(("people", slug) for slug in ("article", "unnamed", "none")), *(("pages", slug) for slug in (*FOLDERS, *MADE))],
)
def test_no_page_takes_a_word_with_a_meaning_or_the_address_of_one_that_is_made(folder: str, slug: str) -> None:
    problems = to_record(f"{folder}/{slug}.md", Key(folder, slug), read("title: A"))
    assert isinstance(problems, list)
    assert [problem.code for problem in problems] == ["SLUG"]


def read(front: str) -> LocatedTree:
    read = read_front_matter("a.md", f"---\n{front}\n---\n")
    assert isinstance(read, LocatedTree), read
    return read


def test_a_topic_may_have_the_name_of_a_page_that_is_made() -> None:
    unpacked(to_record("topics/map.md", Key("topics", "map"), read("title: A")))
