"""The list of addresses: what is published now is added, and nothing is ever taken away."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook.cli.main import main
from sourcebook.desk.addresses import HEAD, list_addresses
from tests.dossiers import examine
from tests.lighthouse import copy


def listed(content: Path) -> int:
    dossier = examine(content).dossier
    assert dossier is not None
    return list_addresses(dossier, content)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy(tmp_path / "content")


def test_adds_what_is_missing_and_keeps_what_was(content: Path) -> None:
    path = content / "addresses.txt"
    before = path.read_text("utf-8")
    path.write_text("# Ours.\n\n/sources/leaflet-of-the-board/\n/sources/report-on-the-lamp/#dark-twice\n", "utf-8")
    lines = [line for line in before.splitlines() if not line.startswith("#")]
    assert listed(content) == len(lines) - 2
    assert path.read_text("utf-8") == HEAD + "".join(f"{line}\n" for line in sorted(lines))


def test_makes_a_list_where_there_is_none(content: Path) -> None:
    (content / "addresses.txt").unlink()
    added = listed(content)
    assert (content / "addresses.txt").read_text("utf-8").count("\n") == added + 1


def test_what_it_writes_can_be_read_and_needs_nothing_more(content: Path) -> None:
    (content / "addresses.txt").unlink()
    listed(content)
    assert examine(content).problems == ()
    written = (content / "addresses.txt").read_bytes()
    assert listed(content) == 0
    assert (content / "addresses.txt").read_bytes() == written


def test_a_broken_dossier_keeps_its_list(content: Path) -> None:
    (content / "topics" / "light-and-lamp.md").write_text("no front matter", "utf-8")
    before = (content / "addresses.txt").read_bytes()
    done = CliRunner().invoke(main, ["addresses", "--content", str(content)], standalone_mode=False)
    assert done.return_value == 1
    assert (content / "addresses.txt").read_bytes() == before
