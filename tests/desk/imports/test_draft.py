"""Drafts of whatever text: each passes the schema, and none takes long."""

import datetime
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sourcebook.desk.imports.decoding import decode_saved
from sourcebook.desk.imports.draft import Provenance, draft_of
from sourcebook.desk.imports.plain_text import read_text
from sourcebook.desk.name_index import NameIndex
from sourcebook.desk.originals import paragraphs
from sourcebook.model.files import SourceFile
from sourcebook.model.source_record import SourceRecord
from sourcebook.stages.parse import ParsedPage, parse
from tests.desk.imports.test_plain_text import CASES
from tests.dossiers import linked

TODAY = datetime.date(2024, 5, 20)
ORIGIN = Provenance("saved #1: “x”.txt", "saved #1: “x”.txt", "a" * 64, TODAY)
DIRECTORY = NameIndex(linked()[0])
PIECES = [line for case in CASES.values() for line in paragraphs(case["text"])]
LINES = st.one_of(
    st.text(), st.sampled_from(PIECES), st.sampled_from(["Ida Storm: #1", "By None", "By [[x]]", "{a: b}"])
)
SECONDS = 5


def record(text: str) -> SourceRecord:
    draft = draft_of(read_text(paragraphs(text), DIRECTORY), ORIGIN, DIRECTORY)
    page, problems = parse(SourceFile("sources/new.md", draft.text.encode()))
    assert [str(problem) for problem in problems] == []
    assert isinstance(page, ParsedPage)
    entry = page.entry
    assert isinstance(entry.record, SourceRecord)
    assert entry.head.draft
    return entry.record


@settings(deadline=None)
@given(st.lists(LINES, min_size=1).map("\n".join).filter(paragraphs))
@example("NULL")
def test_a_draft_of_any_text_is_valid(text: str) -> None:
    assert record(text).extent == len(paragraphs(text))


@given(st.binary())
def test_any_bytes_are_text_or_are_not(data: bytes) -> None:
    decoded = decode_saved(data)
    assert decoded is None or isinstance(decoded.text, str)


@pytest.mark.parametrize(
    "text",
    [
        "A " * 100_000,
        "Aa. " * 50_000,
        "By " + "Ida " * 50_000,
        "1 " * 100_000,
        "Ida\n" * 9_000,
        "A, " * 50_000 + "reports.",
    ],
)
def test_long_lines_take_no_longer_than_they_are_long(text: str) -> None:
    started = time.process_time()
    assert record(text[:40_000]).extent >= 1
    assert time.process_time() - started < SECONDS


def test_a_document_of_the_dossier_of_tests_is_told(tmp_path: Path) -> None:
    found = record("By Ida Storm\n\nThe lamp of Skerry burns, The Courier reports.\n")
    assert (found.author, found.outlet) == (("ida-storm",), "courier")
