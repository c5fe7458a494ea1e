"""New pages: each template is valid, leaves the dossier as sound as it was, and overwrites nothing."""

import datetime
import re
from pathlib import Path

import pytest

from sourcebook.desk.new import FOLDER_OF, NEXT, OTHERWISE, new_page, next_steps
from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.schema.kinds import FIELDS
from sourcebook.stages.parse import ParsedPage, parse
from tests.dossiers import examine, write

TODAY = datetime.date(2024, 5, 20)
TITLE = "Who: “Ida's” #1?"
ONE_READING = "one reading alone corrects the documents silently: give another, or none"
UNFIT_TOGETHER = {
    "questions": ["VALUE unit: a question of type text has no unit (leave it out)"],
    "puzzles": [f"VALUE readings: there is one reading ({ONE_READING})"],
}
TO_WRITE = {
    "sources": ["`why`", "`obtained`", "`sha256`"],
    "events": ["`why`"],
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write(tmp_path / "content")


def made(content: Path, folder: str, title: str = TITLE, slug: str = "") -> Path:
    path = new_page(content, folder, title, slug, TODAY)
    assert isinstance(path, Path), path
    return path


def refused(content: Path, folder: str, title: str, slug: str = "") -> str:
    problem = new_page(content, folder, title, slug, TODAY)
    assert isinstance(problem, Problem)
    return str(problem)


def problems(folder: str, text: str) -> list[str]:
    found = parse(SourceFile(f"{folder}/new.md", text.encode()))[1]
    return [f"{problem.code} {problem.message} ({problem.hint})" for problem in found]


@pytest.mark.parametrize("folder", FOLDER_OF.values())
def test_a_new_page_is_a_sound_draft_with_every_field_and_what_it_is_for(content: Path, folder: str) -> None:
    path = made(content, folder)
    page, found = parse(SourceFile(f"{folder}/{path.name}", path.read_bytes()))
    assert found == []
    assert isinstance(page, ParsedPage)
    assert (page.entry.key, page.entry.head.title, page.entry.head.draft) == (Key(folder, "who-idas-1"), TITLE, True)
    assert examine(content).problems == ()
    lines = path.read_text("utf-8").splitlines()
    for name, field in FIELDS[folder].model_fields.items():
        at = next(n for n, line in enumerate(lines) if re.match(rf"#?{field.alias or name}:", line))
        assert lines[at].startswith("#") == (not field.is_required() and name != "draft")
        assert lines[at - 1].lstrip("# ") in (field.description or "")


@pytest.mark.parametrize("folder", FOLDER_OF.values())
def test_every_field_that_may_be_left_out_is_valid_where_it_is_uncovered(content: Path, folder: str) -> None:
    text = re.sub(r"^#(?! \S)", "", made(content, folder).read_text("utf-8"), flags=re.MULTILINE)
    assert not re.search(r"^#\S", text, re.MULTILINE)
    assert problems(folder, text) == UNFIT_TOGETHER.get(folder, [])


@pytest.mark.parametrize("folder", FOLDER_OF.values())
def test_what_is_still_to_be_written_is_told_once_it_is_no_draft(content: Path, folder: str) -> None:
    text = made(content, folder).read_text("utf-8").replace("draft: true", "draft: false")
    hint = "(write what belongs here, or keep `draft: true`)"
    assert problems(folder, text) == [
        f"MISSING {name} is still to be written {hint}" for name in TO_WRITE.get(folder, [])
    ]


def test_nothing_is_overwritten(content: Path) -> None:
    path = content / "people" / "ida-storm.md"
    before = path.read_bytes()
    expected = "people/ida-storm.md:1:1: TAKEN this page exists and is not overwritten (give another name with --slug)"
    assert refused(content, "people", "Ida Storm") == expected
    assert refused(content, "people", "Somebody", "ida-storm") == expected
    assert path.read_bytes() == before


def test_a_slug_of_another_page_is_not_taken_unasked(content: Path) -> None:
    assert refused(content, "topics", "Skerry") == (
        "topics/skerry.md:1:1: TAKEN [[skerry]] leads to places/skerry.md and would lead to two pages"
        " (give another name with --slug)"
    )
    assert made(content, "topics", "Skerry", "the-rock").name == "the-rock.md"
    assert made(content, "topics", "Skerry", "skerry").name == "skerry.md"


@pytest.mark.parametrize(("title", "slug"), [("漢字", ""), ("None", ""), ("Article", ""), ("A", "A b"), ("A", "../a")])
def test_a_name_that_cannot_be_an_address(content: Path, title: str, slug: str) -> None:
    assert "SLUG" in refused(content, "topics", title, slug)
    assert not (content / "a.md").exists()


def test_no_dossier(tmp_path: Path) -> None:
    assert "FOLDER there is no such folder" in refused(tmp_path / "none", "topics", "A")
    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_written(content: Path) -> None:
    (content / "events").write_text("a file", "utf-8")
    assert "WRITE this is no folder" in refused(content, "events", "A")


def test_an_empty_file_that_a_full_disk_left_is_overwritten(content: Path) -> None:
    (content / "people" / "ida-storm.md").write_bytes(b"")
    assert made(content, "people", "Ida Storm").stat().st_size > 100


def test_a_document_nobody_has_is_dated_by_the_day_it_was_in_hand(content: Path) -> None:
    assert 'date: "[..2024-05-20]"\n  basis: inferred' in made(content, "sources").read_text("utf-8")


def test_says_what_to_do_next() -> None:
    assert NEXT.keys() < set(FOLDER_OF.values())
    assert next_steps(Key("people", "ida-storm")).endswith(OTHERWISE.format(slug="ida-storm"))
    assert "answers: steps" in next_steps(Key("questions", "steps"))
