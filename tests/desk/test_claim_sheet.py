"""Claims as a sheet: what is written is read back to the same claims, and what cannot be read changes nothing."""

import csv
import io
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.cli import main as cli
from sourcebook.desk.claim_sheet import COLUMNS, read_sheet, write_sheet
from sourcebook.model.dossier import Source
from sourcebook.model.problem import Problem
from sourcebook.schema.front_matter import read_front_matter
from sourcebook.schema.split import Parts, split
from tests.cases import cases
from tests.dossiers import examine
from tests.lighthouse import LIGHTHOUSE, copy
from tools.environment import ROOT

REPORT = "report-on-the-lamp"
Claims = dict[str, object]


def claims_of(folder: Path) -> Claims:
    dossier = examine(folder).dossier
    assert dossier is not None
    return {
        str(page.key): page.matter.record.claims
        for page, _ in dossier.pages_with(Source)
        if isinstance(page.matter, Source)
    }


def sheet_of(folder: Path) -> list[dict[str, str]]:
    path = folder.parent / "before.csv"
    assert write_sheet(folder, path) == []
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def save(path: Path, rows: list[dict[str, str]], separator: str = ",") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(params=[LIGHTHOUSE, ROOT / "content"], ids=["example", "content"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(request.param, tmp_path / "dossier"))


def without_claims(path: Path) -> str:
    """The text of a source whose front matter ends before its claims."""
    text = path.read_text("utf-8")
    parts = split(path.name, text)
    assert isinstance(parts, Parts)
    return f"---\n{parts.front.partition('claims:')[0]}---\n\n{parts.body}\n"


def test_a_sheet_that_is_read_back_changes_nothing(folder: Path, tmp_path: Path) -> None:
    files = {path: path.read_bytes() for path in folder.rglob("*.md")}
    assert read_sheet(folder, save(tmp_path / "claims.csv", sheet_of(folder))) == []
    assert {path: path.read_bytes() for path in folder.rglob("*.md")} == files


SIGNS = (
    st.text("ab |'\"=[]{}:,;-+@#é\\1", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
)


@given(SIGNS, st.lists(SIGNS, min_size=1, max_size=3, unique=True), SIGNS)
def test_no_sign_in_a_claim_is_lost(says: str, words: list[str], value: str) -> None:
    claim = {"at": "1", "says": says, "words": words, "answers": "b", "value": "1", "also_answers": {"a": value}}
    with TemporaryDirectory() as name:
        source = Path(name, "sources", f"{REPORT}.md")
        source.parent.mkdir()
        bare = without_claims(LIGHTHOUSE / "sources" / source.name)
        head, fence, body = bare.rpartition("---\n")
        source.write_text(f"{head}about: [skarvoy]\nclaims:\n  one: {json.dumps(claim)}\n{fence}{body}", "utf-8")
        assert write_sheet(Path(name), Path(name, "claims.csv")) == []
        source.write_text(f"{head}about: [skarvoy]\n{fence}{body}", "utf-8")
        assert read_sheet(Path(name), Path(name, "claims.csv")) == [f"{REPORT}#one"]
        read = read_front_matter(source.name, source.read_text("utf-8"))
    assert not isinstance(read, list)
    assert read.tree["claims"] == {"one": claim}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_claims_are_the_same_when_they_are_written_from_a_sheet_alone(
    folder: Path, tmp_path: Path, separator: str
) -> None:
    before, rows = claims_of(folder), sheet_of(folder)
    for path in (folder / "sources").glob("*.md"):
        path.write_text(without_claims(path), "utf-8")
    assert not any(claims_of(folder).values())
    read = read_sheet(folder, save(tmp_path / "claims.csv", rows, separator))
    assert read == [f"{row['source']}#{row['claim']}" for row in rows]
    assert claims_of(folder) == before


def is_of(row: dict[str, str], other: dict[str, str]) -> bool:
    return (row["source"], row["claim"]) == (other["source"], other.get("claim"))


@cases
def test_a_row_is_written_as_its_claim(
    row: dict[str, str], block: str, commented: tuple[str, str] | None, tmp_path: Path
) -> None:
    folder = copy(tmp_path / "dossier", [(f"sources/{REPORT}.md", *commented)] if commented else ())
    row = {"source": REPORT, **row}
    others = [before for before in sheet_of(folder) if not is_of(before, row)]
    changed = [before | row for before in sheet_of(folder) if is_of(before, row)] or [row]
    names = read_sheet(folder, save(tmp_path / "claims.csv", changed))
    assert block in (folder / f"sources/{REPORT}.md").read_text("utf-8")
    assert [after for after in sheet_of(folder) if [f"{after['source']}#{after['claim']}"] != names] == others


@cases
def test_what_cannot_be_read_changes_nothing(text: str, problem: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(LIGHTHOUSE, tmp_path / "dossier"))
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    sheet = tmp_path / "claims.csv"
    sheet.write_text(text, "utf-8")
    found = read_sheet(folder, sheet)
    assert [str(one).removeprefix(f"{tmp_path}/") for one in found] == [problem]
    assert isinstance(found[0], Problem)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == files


def test_by_the_command_a_sheet_is_written_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, sheet = Path(shutil.copytree(LIGHTHOUSE, tmp_path / "dossier")), tmp_path / "claims.csv"
    said = []
    for arguments in (("--to", str(sheet)), (str(sheet),), ()):
        monkeypatch.setattr("sys.argv", ["build.py", "claims", *arguments, "--content", str(folder)])
        said.append((cli.run(), capsys.readouterr().out.partition(";")[0]))
    assert said == [(0, ""), (0, "0 claims written"), (2, "")]
