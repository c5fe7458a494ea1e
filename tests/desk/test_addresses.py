"""The list of addresses: what is published now is added, and nothing is ever taken away."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook.cli.main import main
from sourcebook.desk.addresses import list_addresses
from sourcebook.desk.commands import as_typed
from sourcebook.schema.tables import HEADER
from tests.dossiers import examine
from tests.lighthouse import copy
from tools.environment import ROOT


def listed(content: Path) -> int:
    dossier = examine(content).dossier
    assert dossier is not None
    added = list_addresses(dossier, content)
    assert isinstance(added, int)
    return added


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy(tmp_path / "content")


def test_adds_what_is_missing_and_keeps_what_was(content: Path) -> None:
    path = content / "published.csv"
    before = path.read_text("utf-8")
    path.write_text("# Ours.\n\n/sources/leaflet-of-the-board/\n/topics/gone/\n", "utf-8")
    lines = [*csv.reader(before.splitlines()[1:])]
    assert listed(content) == len(lines) - 1
    written = [*csv.reader(path.read_text("utf-8").splitlines())]
    assert written == [HEADER.split(","), *sorted([*lines, ["/topics/gone/"]], key=lambda row: row[0])]


def test_what_it_writes_can_be_read_and_needs_nothing_more(content: Path) -> None:
    (content / "published.csv").unlink()
    listed(content)
    assert examine(content).problems == ()
    written = (content / "published.csv").read_bytes()
    assert listed(content) == 0
    assert (content / "published.csv").read_bytes() == written


def test_a_broken_dossier_keeps_its_list(content: Path) -> None:
    (content / "topics" / "light-and-lamp.md").write_text("no front matter", "utf-8")
    before = (content / "published.csv").read_bytes()
    done = CliRunner().invoke(main, ["addresses", "--content", str(content)], standalone_mode=False)
    assert done.return_value == 1
    assert (content / "published.csv").read_bytes() == before


def addresses(content: Path) -> tuple[int, str]:
    """Run the command; its exit code, and what it says is wrong."""
    done = CliRunner().invoke(main, ["addresses", "--content", str(content)], standalone_mode=False)
    return done.return_value, done.stderr


@pytest.mark.parametrize("text", ["", "\n", f"{HEADER}\n"])
def test_an_empty_list_is_an_error_until_its_cure_is_followed(content: Path, text: str) -> None:
    path = content / "published.csv"
    path.write_text(text, "utf-8")
    said = (
        "published.csv:1:1: ADDRESS no address is listed: what was published would be lost"
        " (restore it from version control; without that, delete it and run: sourcebook addresses)"
    )
    (problem,) = examine(content).problems
    assert str(problem) == said
    assert addresses(content) == (1, f"{problem._replace(hint=as_typed(problem.hint, ROOT, content))}\n")
    assert path.read_text("utf-8") == text
    path.unlink()
    assert addresses(content) == (0, "")
    assert examine(content).problems == ()


def test_a_list_that_lost_a_former_address_is_an_error_until_its_cure_is_followed(content: Path) -> None:
    path = content / "published.csv"
    whole = path.read_text("utf-8")
    former = "/sources/leaflet-of-the-board/,,[1931-08..] inferred,,1\n"
    assert former in whole
    path.write_text(whole.replace(former, ""), "utf-8")
    said = (
        "published.csv:1:1: ADDRESS '/sources/leaflet-of-the-board/' is under `formerly` and not on this list, which"
        " may have lost lines (restore it from version control, or run: sourcebook addresses)"
    )
    assert [str(problem) for problem in examine(content).problems] == [said]
    assert addresses(content) == (0, "")
    assert path.read_text("utf-8") == whole


def test_a_list_that_was_cut_anywhere_is_whole_again_after_the_command(content: Path) -> None:
    path = content / "published.csv"
    whole = path.read_text("utf-8")
    lines = whole.splitlines(keepends=True)
    for count in range(2, len(lines), 9):
        path.write_text("".join(lines[:count]), "utf-8")
        assert addresses(content) == (0, "")
        assert path.read_text("utf-8") == whole
