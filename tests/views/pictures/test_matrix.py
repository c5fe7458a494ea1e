"""Questions by document, of the invented dossier: each cell's marks, and the silence of the others."""

from pathlib import Path

import pytest

from sourcebook.views.pictures.matrix import MatrixView, matrix_view
from tests.cases import cases
from tests.lighthouse import LIGHTHOUSE, Change, copy
from tests.views.pictures.test_map import seen_from_map

REPORT, NOTICE, LEAFLET = range(3)


@pytest.fixture(scope="module")
def view() -> MatrixView:
    return matrix_view(seen_from_map(LIGHTHOUSE))


def marks(view: MatrixView, question: str) -> list[list[str]]:
    rows = [row for _, found in view.groups for row in found if row.question.href.endswith(f"/{question}/")]
    return [[mark.mark for mark in cell] for row in rows for cell in row.cells]


def altered(to: Path, *changes: Change) -> MatrixView:
    return matrix_view(seen_from_map(copy(to / "dossier", changes)))


def test_columns_are_documents_by_date(view: MatrixView) -> None:
    assert [link.href.split("/")[-2] for link, _ in view.documents] == [
        "report-on-the-lamp",
        "notice-to-mariners",
        "leaflet-for-visitors",
    ]


@cases
def test_a_mark_says_how_the_answer_stands_to_the_others(
    view: MatrixView, question: str, cells: list[list[str]]
) -> None:
    assert marks(view, question) == cells


def test_a_cell_leads_to_its_claim(view: MatrixView) -> None:
    rows = [row for _, found in view.groups for row in found if row.question.href.endswith("/steps/")]
    assert [mark.href for mark in rows[0].cells[LEAFLET]] == ["../sources/leaflet-for-visitors/#steps"]
    assert [mark.value for mark in rows[0].cells[REPORT]] == ["168 steps"]


def test_rows_are_grouped_by_how_many_documents_answer(view: MatrixView) -> None:
    assert [(name, len(rows)) for name, rows in view.groups] == [("several", 4), ("none", 2)]
    assert view.marks == ("disputed", "unlike", "agreed", "repeated")


def test_a_view_counts_as_no_answer(tmp_path: Path) -> None:
    found = altered(
        tmp_path,
        (
            "sources/leaflet-for-visitors.md",
            "    answers: questions/steps\n",
            "    answers: questions/steps\n    kind: view\n",
        ),
    )
    assert marks(found, "steps") == [["single"], [], ["also"]]
    assert "also" in found.marks


def test_a_single_answer_where_several_are_expected_is_listed(tmp_path: Path) -> None:
    several = ("questions/steps.md", "unit: steps\n", "unit: steps\nexpects: several\n")
    assert marks(altered(tmp_path, several), "steps") == [["listed"], [], ["listed"]]


@cases
def test_a_long_answer_is_cut_after_a_word_and_its_quotation_closed(tmp_path: Path, said: str, shown: str) -> None:
    found = altered(
        tmp_path,
        ("questions/cost-of-the-lamp.md", "type: number\nunit: crowns\n", "type: text\n"),
        (
            "sources/leaflet-for-visitors.md",
            "    about: [skarvoy, nadir-halvan]\n",
            f"    about: [skarvoy, nadir-halvan]\n    answers: cost-of-the-lamp\n    value: {said}\n",
        ),
    )
    assert shown in {mark.value for _, rows in found.groups for row in rows for cell in row.cells for mark in cell}
