"""Verification against the documents: each disagreement between the record and its document is found."""

from pathlib import Path

import pytest

from sourcebook.desk.originals import fold, paragraphs, verify
from tests.dossiers import examine
from tests.lighthouse import LIGHTHOUSE, Change, copy

REPORT = "sources/report-on-the-lamp.md"
LEAFLET = "sources/leaflet-for-visitors.md"
COPY = "(copy it letter by letter)"


def said(folder: Path) -> list[str]:
    dossier = examine(folder).dossier
    assert dossier is not None
    return [str(problem) for problem in verify(dossier, folder / "originals")]


def test_the_dossier_agrees_with_its_documents() -> None:
    assert len(list((LIGHTHOUSE / "originals").glob("*.txt"))) == 3
    assert said(LIGHTHOUSE) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            (REPORT, "words: [never failed in a storm]", "words: [never failed, in a gale]"),
            f"{REPORT}:44:27: ORIGINAL 'in a gale' is not in the paragraph {COPY}",
        ),
        (
            (REPORT, 'count", 14 ships]', 'count", 15 ships]'),
            f"{REPORT}:68:35: ORIGINAL '15 ships' is not in the paragraph {COPY}",
        ),
        (
            (REPORT, "  finest-light:\n    at: 8", "  finest-light:\n    at: [7]"),
            f"{REPORT}:116:13: ORIGINAL 'the treacherous rock' is not in the paragraph {COPY}",
        ),
        (
            (LEAFLET, "as: Nadir Halwan", "as: Nadir Halvan"),
            f"{LEAFLET}:19:25: ORIGINAL 'Nadir Halvan' is not in the paragraph {COPY}",
        ),
        (
            (LEAFLET, "paragraphs: 5}", "paragraphs: 6}"),
            f"{LEAFLET}:13:1: ORIGINAL the document has 5 paragraphs (correct `paragraphs`)",
        ),
        (
            (LEAFLET, "sha256: 0d73", "sha256: 0d74"),
            f"{LEAFLET}:13:1: ORIGINAL no document in the folder has this sha256 (is it another edition?)",
        ),
    ],
    ids=["word", "digit", "paragraph", "spelling", "count", "digest"],
)
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


def test_says_that_there_is_no_such_folder(tmp_path: Path) -> None:
    dossier = examine(LIGHTHOUSE).dossier
    assert dossier is not None
    missing = tmp_path / "missing"
    assert [str(problem) for problem in verify(dossier, missing)] == [
        f"{missing}:1:1: ORIGINAL there is no such folder (name the documents' folder)"
    ]


def test_quotes_dashes_spaces_and_case_are_folded() -> None:
    assert fold("“The  PAPER’s\u00a0count” – 6\u202f000 — ‘so’\n−1") == "\"the paper's count\" - 6 000 - 'so' -1"


def test_paragraphs_are_the_lines_that_are_not_empty() -> None:
    assert paragraphs("\n one \n\n \t\r\ntwo\nthree") == ["one", "two", "three"]
