"""Verification against the documents: each disagreement between the record and its document is found."""

import hashlib
import re
from pathlib import Path

import pytest

from sourcebook.desk.originals import fold, paragraphs, verify
from tests.cases import cases
from tests.dossiers import examine
from tests.lighthouse import LIGHTHOUSE, Change, copy

REPORT = "sources/report-on-the-lamp.md"
LEAFLET = "sources/leaflet-for-visitors.md"
ELSEWHERE = "(it is in paragraph 8: correct `at`)"
KINDS = {"page": "report", "rows": "dataset", "leng": "interview"}
COPY = "(copy it letter by letter)"


def said(folder: Path) -> list[str]:
    dossier = examine(folder).dossier
    assert dossier is not None
    return [str(problem) for problem in verify(dossier, folder / "originals")]


def test_the_dossier_agrees_with_its_documents() -> None:
    assert len(list((LIGHTHOUSE / "originals").glob("*.txt"))) == 3
    assert said(LIGHTHOUSE) == []


@cases
def test_finds_what_the_record_has_wrong(change: Change, problem: str, tmp_path: Path) -> None:
    assert said(copy(tmp_path, [change]))[:1] == [problem]


def test_finds_a_figure_that_no_claim_carries(tmp_path: Path) -> None:
    changes = [
        (REPORT, 'words: ["this paper\'s count", 14 ships]', 'words: ["this paper\'s count"]'),
        (REPORT, "says: 14 ships had been lost", "says: Ships had been lost"),
    ]
    hint = "(write the claim that has it)"
    assert said(copy(tmp_path, changes)) == [f"{REPORT}:19:1: ORIGINAL no claim carries '14' of paragraph 6 {hint}"]


def test_finds_that_a_document_was_changed(tmp_path: Path) -> None:
    folder = copy(tmp_path, [("originals/leaflet-for-visitors.txt", "3 ships", "4 ships")])
    expected = [f"{LEAFLET}:13:1: ORIGINAL no document in the folder has this sha256 (is it another edition?)"]
    assert said(folder) == expected


@cases
def test_words_are_found_by_page_and_row_or_anywhere(
    file: str, text: str, extent: str, at: str, problem: str, tmp_path: Path
) -> None:
    folder = copy(tmp_path, [])
    (folder / "originals" / file).write_text(text, "utf-8")
    fields = f"{{sha256: {hashlib.sha256(text.encode()).hexdigest()}, {extent}}}"
    report = re.sub(
        r"(?s)file: .*?^claims:\n.*?^  ships-lost:",
        f"file: {fields}\nclaims:\n  ships-lost:",
        (folder / REPORT).read_text("utf-8"),
        flags=re.MULTILINE,
    )
    report = re.sub(r"(?s)^  ships-before:.*?^---", "---", report, flags=re.MULTILINE).replace("at: 6", f"at: {at}")
    (folder / REPORT).write_text(report.replace("headline:", f"kind: {KINDS[extent[:4]]}\nheadline:", 1), "utf-8")
    assert said(folder) == ([f"{REPORT}:18:35: ORIGINAL '14 ships' is not in {problem}"] if problem else [])


def test_says_that_there_is_no_such_folder(tmp_path: Path) -> None:
    dossier = examine(LIGHTHOUSE).dossier
    assert dossier is not None
    missing = tmp_path / "missing"
    assert [str(problem) for problem in verify(dossier, missing)] == [
        f"{missing}:1:1: ORIGINAL there is no such folder (name the documents' folder)"
    ]


@cases
def test_letters_that_look_alike_are_as_good_as_each_other(written: str, copied: str) -> None:
    assert fold(written) == fold(copied)


@pytest.mark.parametrize("pair", [("10²", "102"), ("2½", "21/2"), ("café", "cafe"), ("1.5", "15"), ("a b", "ab")])
def test_what_says_something_else_stays_apart(pair: tuple[str, str]) -> None:
    assert fold(pair[0]) != fold(pair[1])


@cases
def test_invisible_letters_of_a_document_do_not_matter(plain: str, spoiled: str, tmp_path: Path) -> None:
    assert said(edited(tmp_path, plain, spoiled)) == []


@cases
def test_words_and_dates_are_read_across_lines(wrapped: str, tmp_path: Path) -> None:
    folder = edited(tmp_path, "in place in August 1931", wrapped)
    page = folder / LEAFLET
    lines = {
        "s: 5}": "s: 6}",
        "at: 5": "at: 6",
        "at: 4\n    by: article\n    says: The new lamp on": "at: [4, 5]\n    by: article\n    says: The new lamp on",
    }
    text = page.read_text().replace("in August 1931", "on 12 August 1931").replace('"1931-08"', "1931-08-12")
    for plain, shifted in lines.items():
        text = text.replace(plain, shifted)
    page.write_text(text)
    assert said(folder) == []


def edited(folder: Path, plain: str, spoiled: str) -> Path:
    """A copy of the example in whose leaflet some words stand otherwise, with the digest of that."""
    folder = copy(folder, [("originals/leaflet-for-visitors.txt", plain, spoiled)])
    digest = hashlib.sha256((folder / "originals/leaflet-for-visitors.txt").read_bytes()).hexdigest()
    page = folder / LEAFLET
    page.write_text(re.sub(r"sha256: \w+", f"sha256: {digest}", page.read_text()))
    return folder


def test_paragraphs_are_the_lines_that_are_not_empty() -> None:
    assert paragraphs("\n one \n\n \t\r\ntwo\nthree") == ["one", "two", "three"]
