"""One file in: what it says out, or all that is wrong with it."""

import pytest

from sourcebook.model.files import SourceFile
from sourcebook.model.source_record import SourceRecord
from sourcebook.stages.parse import ParsedPage, parse
from tests.cases import cases
from tests.dossiers import SKERRY, page


def parse_text(path: str, text: str) -> tuple[object, list[str]]:
    said, problems = parse(SourceFile(path, text.encode()))
    return said, [str(problem) for problem in problems]


def test_places_are_those_of_the_file() -> None:
    said, _ = parse_text("sources/lamp-relit.md", SKERRY["sources/lamp-relit.md"])
    assert isinstance(said, ParsedPage)
    lines = SKERRY["sources/lamp-relit.md"].splitlines()
    fields = {("title",): "title: The", ("claims", "height"): "height:", ("claims", "height", "value"): "value: 27"}
    for field, shown in fields.items():
        line, column = said.entry.place(*field)
        assert lines[line - 1][column - 1 :].startswith(shown)
    assert said.entry.place("claims", "height", "nothing") == said.entry.place("claims", "height")
    assert [lines[ref.place.line - 1][ref.place.column - 1 :][:2] for ref in said.body.refs] == ["[["] * 3


def test_front_matter_and_prose_are_judged_in_one_run() -> None:
    text = "---\ntitle: About\nnonsense: 1\n---\nSee ![it](a.png)\n\nand [here](there)."
    said, problems = parse_text("pages/about.md", text)
    assert isinstance(said, ParsedPage)
    assert (said.entry.head.title, said.body.parts) == ("About", ())
    assert sorted(problem.split()[:2] for problem in problems) == [
        ["pages/about.md:3:1:", "KEY"],
        ["pages/about.md:5:11:", "HTML"],
        ["pages/about.md:7:12:", "ADDRESS"],
    ]


@cases
def test_of_a_source_with_a_mistake_the_rest_is_read(wrong: tuple[str, str], claims: list[str]) -> None:
    said, problems = parse_text("sources/lamp-relit.md", SKERRY["sources/lamp-relit.md"].replace(*wrong))
    assert problems
    assert isinstance(said, ParsedPage)
    assert isinstance(said.entry.record, SourceRecord)
    assert [claim.id for claim in said.entry.record.claims] == claims
    assert said.entry.record.author == ()


@pytest.mark.parametrize("wrong", [("paragraphs: 2", "paragraphs: two"), ("published:", "publised:")])
def test_of_a_source_without_date_or_file_nothing_is_read(wrong: tuple[str, str]) -> None:
    assert parse_text("sources/lamp-relit.md", SKERRY["sources/lamp-relit.md"].replace(*wrong))[0] is None


def test_a_fault_in_the_prose_alone_leaves_no_body() -> None:
    said, problems = parse_text("pages/about.md", page("About", "See [[Nobody]]."))
    assert isinstance(said, ParsedPage)
    assert (said.entry.head.title, said.body.parts, said.entry.outline.refs) == ("About", (), ())
    assert [problem.split()[:2] for problem in problems] == [["pages/about.md:4:5:", "MARK"]]


@pytest.mark.parametrize("path", ["pages/about.md", "site.toml", "published.csv"])
def test_bytes_that_are_no_text(path: str) -> None:
    said, problems = parse(SourceFile(path, b"\xff\xfea\x00"))
    assert said is None
    assert [(problem.path, problem.code) for problem in problems] == [(path, "ENCODING")]


def test_a_broken_table_is_no_table() -> None:
    said, problems = parse_text("site.toml", "title = \n")
    assert said is None
    assert len(problems) == 1
    assert problems[0].startswith("site.toml:1:")


def test_what_is_wrong_with_a_draft_is_a_warning() -> None:
    levels = {}
    for draft in ("true", "false"):
        text = f"---\ntitle: Lamp\ndraft: {draft}\nsummery: none\n---\n# Lamp\n"
        said, problems = parse(SourceFile("topics/lamp.md", text.encode()))
        assert (said is None) == (draft == "true")
        levels[draft] = {(problem.code, problem.level) for problem in problems}
    assert levels["false"] == {("KEY", "error"), ("HEADING", "error")}
    assert levels["true"] == {("KEY", "warning"), ("HEADING", "warning")}
