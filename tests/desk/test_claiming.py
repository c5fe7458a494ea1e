"""Claims that are written by command: where they stand, what is filled in, what is refused."""

import hashlib
from pathlib import Path

import pytest

from sourcebook.desk.claiming import NewClaim, add_claim
from sourcebook.model.problem import Problem
from tests.cases import cases
from tests.dossiers import examine
from tests.lighthouse import Change, copy

REPORT = "sources/report-on-the-lamp.md"


def added(folder: Path, words: str, says: str = "", by: tuple[str, ...] = ()) -> NewClaim | Problem:
    dossier = examine(folder).dossier
    assert dossier is not None
    return add_claim(folder, folder / "originals", dossier, "report-on-the-lamp", words, says, by)


@cases
def test_writes_what_follows_from_the_words(
    changes: list[Change], words: str, says: str, by: list[str], block: str, tmp_path: Path
) -> None:
    folder = copy(tmp_path, changes)
    claim = added(folder, words, says, tuple(by))
    assert isinstance(claim, NewClaim)
    assert claim.text == block.rstrip("\n")
    lines = (folder / REPORT).read_text("utf-8").splitlines()
    assert "\n".join(lines[claim.line - 1 :]).startswith(claim.text)
    assert [str(problem) for problem in examine(folder).problems if problem.code not in ("MISSING", "UNLISTED")] == []


@cases
def test_refuses_words_that_do_not_lead_to_one_place(words: str, problem: str, tmp_path: Path) -> None:
    folder = copy(tmp_path, [])
    before = (folder / REPORT).read_bytes()
    assert str(added(folder, words)) == f"{REPORT}:11:1: ORIGINAL {problem}"
    assert (folder / REPORT).read_bytes() == before


@pytest.mark.parametrize("speaks", ["said Vera Tolmina", "said Vera Tolmina to Nadir Halvan"])
def test_who_is_named_alone_beside_a_quotation_speaks(speaks: str, tmp_path: Path) -> None:
    text = f"“The horn will sound again,” {speaks}."
    folder = copy(tmp_path, [])
    (folder / "originals" / "horn.txt").write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    front, _, _ = (folder / REPORT).read_text("utf-8").partition("file:")
    source = f"{front}file: {{sha256: {digest}, paragraphs: 1}}\n---\nA report.\n"
    (folder / REPORT).write_text(source, "utf-8")
    claim = added(folder, "horn will sound")
    assert isinstance(claim, NewClaim)
    assert ("by: [vera-tolmina]" in claim.text) == (speaks == "said Vera Tolmina")
    assert (folder / REPORT).read_text("utf-8").split("paragraphs: 1}\n")[1].startswith("claims:\n  horn-will-sound:\n")
