"""`rename` and `remove`: every reference is rewritten, what was published leads on, and what is in use stays."""

import json
import os
import re
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sourcebook.build.inputs import read
from sourcebook.cli.main import main
from sourcebook.desk import renaming
from sourcebook.desk.references import FIELDS, read_name
from sourcebook.output import files as files_door
from sourcebook.schema.json_schema import schemas
from tests.cases import cases
from tests.dossiers import examine, write
from tests.lighthouse import LIGHTHOUSE, copy
from tests.sites import site_files
from tools.environment import ROOT

CONTENT = ROOT / "content"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)], standalone_mode=False)


def problems(content: Path) -> list[str]:
    return [str(problem) for problem in examine(content).problems]


def one_page_of_each_kind(folder: Path) -> list[str]:
    """The first page of each folder."""
    paths = sorted(folder.glob("*/*.md"), reverse=True)
    first = {path.parent.name: path.relative_to(folder).with_suffix("").as_posix() for path in paths}
    return sorted(path for name, path in first.items() if name != "pages")


@pytest.fixture
def lighthouse(tmp_path: Path) -> Path:
    return copy(tmp_path / "dossier")


@pytest.mark.parametrize("page", one_page_of_each_kind(LIGHTHOUSE))
def test_a_page_can_be_renamed_and_the_dossier_stays_sound(page: str, lighthouse: Path) -> None:
    before = examine(lighthouse)
    os.mkfifo(lighthouse / "README") if page.startswith("people/") else None
    done = run("rename", page, "another-name", "--content", lighthouse)
    assert (done.return_value, done.stderr) == (0, "")
    assert problems(lighthouse) == [str(problem) for problem in before.problems]
    folder, _, slug = page.partition("/")
    text = (lighthouse / folder / "another-name.md").read_text("utf-8")
    assert re.search(rf"^formerly: \[{slug}\b", text, re.MULTILINE)
    assert not (lighthouse / f"{page}.md").exists()
    addresses = (lighthouse / "addresses.txt").read_text("utf-8").splitlines()
    assert {f"/{page}/", f"/{folder}/another-name/"} <= set(addresses)
    after = examine(lighthouse)
    assert before.dossier
    assert after.dossier
    assert len(after.dossier.edges) == len(before.dossier.edges)
    assert run("rename", f"{folder}/another-name", slug, "--content", lighthouse).return_value == 0
    assert problems(lighthouse) == [str(problem) for problem in before.problems]


@pytest.mark.parametrize(
    "claim", ["report-on-the-lamp#steps", "notice-to-mariners#first-lit", "sources/leaflet-for-visitors#signal"]
)
def test_a_claim_can_be_renamed(claim: str, lighthouse: Path) -> None:
    before, (page, _, old) = problems(lighthouse), claim.partition("#")
    done = run("rename", claim, "new-id", "--content", lighthouse)
    assert (done.return_value, done.stderr) == (0, "")
    assert problems(lighthouse) == before
    assert f"{page.rpartition('/')[2]}#{old}" not in "".join(
        path.read_text("utf-8") for path in lighthouse.glob("*/*.md")
    )
    text = (lighthouse / "sources" / f"{page.rpartition('/')[2]}.md").read_text("utf-8")
    assert f"formerly: [{old}" in text
    assert "/#new-id" in (lighthouse / "addresses.txt").read_text("utf-8")
    assert run("rename", f"{page}#new-id", old, "--content", lighthouse).return_value == 0
    assert problems(lighthouse) == before


def test_a_dry_run_shows_the_lines_and_writes_nothing(lighthouse: Path) -> None:
    before = site_files(lighthouse)
    done = run("rename", "places/skarvoy", "skarv-island", "--dry-run", "--content", lighthouse)
    assert done.return_value == 0
    assert site_files(lighthouse) == before
    added = [line for line in done.stdout.splitlines() if re.match(r"\+(?!\+)", line)]
    assert any("[[skarv-island]]" in line for line in added)
    assert any("about: [" in line for line in added)
    real = run("rename", "places/skarvoy", "skarv-island", "--content", lighthouse)
    assert real.stdout == done.stdout


TRAPS = {
    "topics/trap.md": (
        "---\ntitle: About skerry and skerry-north\nsummary: The skerry.\n---\n"
        "A [[places/skerry|skerry]] and [[skerry]], \\[[skerry]] is written so. See [[skerry-north]].\n"
    ),
    "places/skerry-north.md": "---\ntitle: skerry\n---\nNot [[skerry]].\n",
    "site.toml": None,
}


def test_only_names_are_rewritten_not_words_that_look_alike(tmp_path: Path) -> None:
    changes = {path: text for path, text in TRAPS.items() if text}
    content = write(tmp_path, changes)
    assert run("rename", "place/skerry", "rock", "--content", content).return_value == 0
    assert (content / "topics/trap.md").read_text("utf-8") == (
        "---\ntitle: About skerry and skerry-north\nsummary: The skerry.\n---\n"
        "A [[places/rock|skerry]] and [[rock]], \\[[skerry]] is written so. See [[skerry-north]].\n"
    )
    assert (content / "places/skerry-north.md").read_text("utf-8") == "---\ntitle: skerry\n---\nNot [[rock]].\n"
    assert "about: [rock, ida-storm]" in (content / "sources/lamp-relit.md").read_text("utf-8")
    assert "at: The lamp of Skerry" not in (content / "sources/lamp-relit.md").read_text("utf-8")


@cases
def test_what_cannot_be_renamed_is_told_and_nothing_is_written(
    arguments: tuple[str, str], code: int, said: str, lighthouse: Path
) -> None:
    before = site_files(lighthouse)
    done = run("rename", *arguments, "--content", lighthouse)
    told = done.exception.format_message() if isinstance(done.exception, click.UsageError) else done.stderr
    assert (2 if done.exception else done.return_value) == code
    assert said in told
    assert site_files(lighthouse) == before


def test_what_is_in_use_is_not_removed_and_each_use_is_named(lighthouse: Path) -> None:
    before = site_files(lighthouse)
    done = run("remove", "places/tressland", "--content", lighthouse)
    assert done.return_value == 1
    assert done.stderr.startswith(("organisations/", "people/", "places/", "sources/"))
    assert "REFERS refers to places/tressland" in done.stderr
    assert site_files(lighthouse) == before


@pytest.mark.parametrize("other", ["topics/light-and-lamp", "pages/about"])
def test_a_published_page_needs_one_that_it_leads_on_to(lighthouse: Path, other: str) -> None:
    folder = other.partition("/")[0]
    (lighthouse / folder / "spare.md").write_text("---\ntitle: Spare\n---\nNothing yet.\n", "utf-8")
    assert run("addresses", "--content", lighthouse).return_value == 0
    refused = run("remove", f"{folder}/spare", "--content", lighthouse)
    assert refused.return_value == 1
    assert f"write `formerly: [spare]` into the page of {folder}/ that takes its place" in refused.stderr
    page = lighthouse / f"{other}.md"
    page.write_text(page.read_text("utf-8").replace("title:", "formerly: [spare]\ntitle:", 1), "utf-8")
    assert run("remove", f"{folder}/spare", "--content", lighthouse).return_value == 0
    assert problems(lighthouse) == []


@pytest.mark.parametrize("written", ["people/vera-tolmina", "report-on-the-lamp#failures"])
def test_a_renaming_that_was_cut_short_is_completed_by_the_same_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    def rename(content: Path, most: int) -> int:
        """Rename, and end before the write behind `most`. Returns the number of writes."""
        files = {file.path: file.data.decode() for file in read(content)[0]}
        name, done = read_name(written, files), list[str]()
        assert name

        def put(_: Path, path: str, data: bytes) -> None:
            if len(done) == most:
                raise KeyboardInterrupt
            files_door.write(content, path, data)
            done.append(path)

        monkeypatch.setattr(renaming, "write", put)
        with suppress(KeyboardInterrupt):
            renaming.apply_renaming(content, renaming.plan_renaming(files, name, "another"))
        monkeypatch.undo()
        return len(done)

    whole = copy(tmp_path / "whole")
    for most in range(rename(whole, 99)):
        cut = copy(tmp_path / str(most))
        assert rename(cut, most) == most
        rename(cut, 99)
        assert site_files(cut) == site_files(whole)


def test_fields_that_hold_names_are_those_of_the_schemas() -> None:
    def fields(node: object, name: str = "") -> set[str]:
        if isinstance(node, list):
            return {found for item in node for found in fields(item, name)}
        if not isinstance(node, dict):
            return set()
        named = str(node.get("pattern", "")).startswith(("^(?:(?:[a-z]+/)?", "^(?:(?:[a-z]+/)?[a-z0-9]+"))
        inner = {
            found
            for key, part in node.items()
            for inner_name, inner_part in (part.items() if key == "properties" else [(name, part)])
            for found in fields(inner_part, inner_name)
        }
        return inner | ({name} if named else set())

    found = {name for _, schema in schemas() for name in fields(json.loads(json.dumps(schema)))}
    assert found - {"formerly"} == set(FIELDS)
