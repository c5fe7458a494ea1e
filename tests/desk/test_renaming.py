"""`rename` and `remove`: every reference is rewritten, what was published leads on, and what is in use stays."""

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sourcebook.build.inputs import read
from sourcebook.cli.main import main
from sourcebook.desk import renaming
from sourcebook.desk.references import FIELDS, Name, read_name
from sourcebook.desk.renaming import apply_edit, plan_renaming
from sourcebook.model.names import BY_NAME, FOLDERS, Key
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


@pytest.fixture
def lighthouse(tmp_path: Path) -> Path:
    return copy(tmp_path / "dossier")


def names_of(content: Path) -> list[Name]:
    """Every claim, then every page that may have another name."""
    dossier = examine(content).dossier
    assert dossier
    pages = [Name(key) for key in dossier.pages if key.folder != "pages" or key.slug not in BY_NAME]
    return [*(Name(key.page, key.id) for key in dossier.claims), *pages]


def rename_all(content: Path, pairs: Iterable[tuple[Name, str]]) -> None:
    for name, new in pairs:
        files = {file.path: file.data.decode() for file in read(content)[0]}
        assert apply_edit(content, plan_renaming(files, name, new)) is None


def to_and_fro(names: Sequence[Name]) -> tuple[list[tuple[Name, str]], list[tuple[Name, str]]]:
    """Pages and claims with the names that they get, and how they are called then, with those that they had."""
    moved = {name.key: Key(name.key.folder, f"{name.key.slug}-x") for name in names if not name.claim}
    own = [name.claim or name.key.slug for name in names]
    there = [Name(moved.get(name.key, name.key), name.claim and f"{name.claim}-x") for name in names]
    return [(name, f"{old}-x") for name, old in zip(names, own, strict=True)], [*zip(there, own, strict=True)]


@pytest.mark.parametrize(("dossier", "each"), [(LIGHTHOUSE, 1), (CONTENT, 20)])
@pytest.mark.parametrize("published", [True, False])
def test_pages_and_claims_are_renamed_and_named_back(dossier: Path, each: int, published: bool, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(dossier, content)
    (content / "pages" / "team.md").write_text("---\ntitle: Team\n---\nThree people.\n", "utf-8")
    menu = (content / "site.toml").read_text("utf-8")
    menu = menu.replace("navigation = [", 'footer = ["team"] # team\nnavigation = [{page = "team", label = "team"}, ')
    (content / "site.toml").write_text(menu, "utf-8")
    if not published:
        (content / "published.csv").unlink()
    before, names = site_files(content), [*dict.fromkeys([*names_of(content)[::each], Name(Key("pages", "team"))])]
    there, back = to_and_fro(names)
    rename_all(content, there)
    assert {problem.split()[1] for problem in problems(content)} <= {"UNLISTED"}
    assert {*site_files(content)}.isdisjoint(f"{name.key}.md" for name in names if not name.claim)
    settings = (content / "site.toml").read_text("utf-8")
    assert settings == menu.replace('["team"]', '["team-x"]').replace('page = "team"', 'page = "team-x"')
    rename_all(content, back)
    assert site_files(content) == before


def test_what_is_taken_apart_stays_sound_at_each_step(lighthouse: Path) -> None:
    (lighthouse / "pages" / "team.md").write_text("---\ntitle: Team\n---\nThree people.\n", "utf-8")
    names = [*names_of(lighthouse), *(Name(Key("pages", slug)) for slug in ("limits", "home"))]
    done, told = [], ""
    for name in sorted(names, key=lambda name: FOLDERS.index(name.key.folder)):
        before = site_files(lighthouse)
        removed = run("remove", str(name), "--why", "It named a keeper.", "--content", lighthouse)
        told += removed.stderr
        assert removed.return_value == 0 or (removed.stderr and site_files(lighthouse) == before)
        done += [name.key.slug] if removed.return_value == 0 else []
    left = [problem for problem in examine(lighthouse).problems if problem.level != "note"]
    assert [str(problem) for problem in left if problem.level == "error" or problem.message not in told] == []
    assert {"limits", "team", "two-spellings"} <= {*done}
    assert "home" not in done


@pytest.mark.parametrize("page", ["pages/home", "pages/method", "page/corrections", "voices"])
def test_a_page_that_the_program_knows_by_its_name_keeps_it(page: str, lighthouse: Path) -> None:
    before = site_files(lighthouse)
    done = run("rename", page, "another", "--content", lighthouse)
    assert done.return_value == 1
    assert "the program shows this page by its name" in done.stderr
    assert site_files(lighthouse) == before


def test_a_dry_run_shows_the_lines_and_writes_nothing(lighthouse: Path) -> None:
    before = site_files(lighthouse)
    done = run("rename", "places/skarvoy", "skarv-island", "--dry-run", "--content", lighthouse)
    assert done.return_value == 0
    assert site_files(lighthouse) == before
    added = [line for line in done.stdout.splitlines() if re.match(r"\+(?!\+)", line)]
    assert any("[[skarv-island]]" in line for line in added)
    assert any("about: [" in line for line in added)
    real = run("rename", "places/skarvoy", "skarv-island", "--content", lighthouse)
    *lines, last = done.stdout.splitlines()
    assert last.startswith("A dry run: ")
    assert real.stdout.splitlines()[:-1] == lines


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
    assert f"write `formerly: [{folder}/spare]` into the page that takes its place" in refused.stderr
    page = lighthouse / f"{other}.md"
    page.write_text(page.read_text("utf-8").replace("title:", f"formerly: [{folder}/spare]\ntitle:", 1), "utf-8")
    assert run("remove", f"{folder}/spare", "--content", lighthouse).stdout.endswith("1 file changed.\n")
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
            renaming.apply_edit(content, renaming.plan_renaming(files, name, "another"))
        monkeypatch.undo()
        return len(done)

    whole = copy(tmp_path / "whole")
    for most in range(rename(whole, 99)):
        cut = copy(tmp_path / str(most))
        assert rename(cut, most) == most
        rename(cut, 99)
        assert site_files(cut) == site_files(whole)


def test_fields_that_hold_names_are_those_of_the_schemas() -> None:
    """Earlier slugs stay as they were, and so do the pages of releases, which are found by them."""

    def fields(node: object, name: str = "") -> set[str]:
        if isinstance(node, list):
            return {found for item in node for found in fields(item, name)}
        if not isinstance(node, dict):
            return set()
        patterns = (str(node.get("pattern", "")), *node.get("patternProperties", ()))
        named = any(pattern.startswith(("^(?:(?:[a-z]+/)?", "^(?:(?:[a-z]+/)?[a-z0-9]+")) for pattern in patterns)
        inner = {
            found
            for key, part in node.items()
            for inner_name, inner_part in (part.items() if key == "properties" else [(name, part)])
            for found in fields(inner_part, inner_name)
        }
        return inner | ({name} if named else set())

    found = {name for _, schema in schemas() for name in fields(json.loads(json.dumps(schema)))}
    assert found - {"formerly", "page"} == set(FIELDS)
