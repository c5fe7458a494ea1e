"""The desk's commands through the front door: what is printed where, exit codes, and what is written."""

import json
import re
from pathlib import Path

import pytest

from tests.dossiers import page, write
from tests.test_cli import run

ARTICLE = "By Mara Quay\n\nThe tower of Skerry is 27 metres high, Skerrynews reports.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write(tmp_path / "content")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return write(tmp_path / "content", {"pages/about.md": page("About", "See [[zzz]].")})


def test_new_prints_the_path_and_what_to_do_next(content: Path) -> None:
    done = run("new", "question", "How old is the lamp?", "--content", content)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        str(content / "questions" / "how-old-is-the-lamp.md"),
        "A draft, left out until you take `draft: true` away.",
        "A claim answers it with `answers: how-old-is-the-lamp` and its `value`.",
    ]
    checked = run("check", "--strict", "--content", content)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_new_overwrites_nothing(content: Path) -> None:
    done = run("new", "person", "Ida Storm", "--content", content)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "people/ida-storm.md:1:1: TAKEN this page exists and is not overwritten (give another name with --slug)\n"
    )
    assert run("new", "person", "Ida Storm", "--slug", "ida-the-younger", "--content", content).returncode == 0
    assert (content / "people" / "ida-the-younger.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new"], "Missing argument 'KIND'"),
        (["new", "person"], "Missing argument 'TITLE'"),
        (["new", "people", "A"], "'people' is not one of 'topic'"),
        (["import"], "Missing argument 'FILE...'"),
        (["check", "--format", "xml"], "'xml' is not one of"),
    ],
)
def test_wrong_usage(content: Path, arguments: list[str], said: str) -> None:
    done = run(*arguments, "--content", content)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_import_tells_what_was_told_and_what_is_open(content: Path, tmp_path: Path) -> None:
    (tmp_path / "saved.txt").write_text(ARTICLE, "utf-8")
    done = run("import", tmp_path / "saved.txt", "--content", content)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:4] == [
        str(content / "sources" / "saved.md"),
        "  told      outlet skerrynews, author mara-quay, paragraphs 2, 1 with digits, names 1",
        "  open      date, agency, headline",
        f"  original  {content / 'originals' / 'saved.txt'}, which git ignores",
    ]
    assert re.search(rf"^  \S+ build.py new person 'Mara Quay' --content {content}$", done.stdout, re.MULTILINE)
    assert re.search(rf"^  \S+ build.py new organisation Skerrynews --content {content}$", done.stdout, re.MULTILINE)
    checked = run("check", "--strict", "--content", content)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_import_goes_on_after_a_file_that_cannot_be_read(content: Path, tmp_path: Path) -> None:
    (tmp_path / "saved.txt").write_text(ARTICLE, "utf-8")
    done = run("import", tmp_path / "none.txt", tmp_path / "saved.txt", tmp_path / "saved.txt", "--content", content)
    assert done.returncode == 1
    assert [line.split()[1] for line in done.stderr.splitlines()] == ["READ", "TAKEN"]
    assert (content / "sources" / "saved.md").is_file()


def test_check_as_json(wrong: Path) -> None:
    done = run("check", "--format", "json", "--content", wrong)
    said = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert (said["errors"], said["warnings"]) == (1, 0)
    (problem,) = said["problems"]
    assert (problem["path"], problem["line"], problem["column"], problem["code"]) == ("pages/about.md", 4, 5, "NAME")


def test_check_for_github(wrong: Path) -> None:
    done = run("check", "--format", "github", "--content", wrong)
    assert (done.returncode, done.stderr) == (1, "")
    file = wrong / "pages" / "about.md"
    assert done.stdout.splitlines()[0] == f"::error file={file},line=4,col=5,title=NAME::there is no page 'zzz'"
    assert done.stdout.endswith("1 error, 0 warnings\n")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_exit_codes_are_the_same_in_every_format(tmp_path: Path, form: str) -> None:
    content = write(tmp_path / "content", {"addresses.txt": "/\n"})
    options = ("--content", content, "--format", form)
    assert [run("check", *options).returncode, run("check", "--strict", *options).returncode] == [0, 1]


def test_schemas_are_written(tmp_path: Path) -> None:
    done = run("schemas", "--out", tmp_path / "made")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"15 schemas in {tmp_path / 'made'}\n"
    assert json.loads((tmp_path / "made" / "people.json").read_text("utf-8"))["type"] == "object"


def test_help_is_short_and_names_the_desks_commands() -> None:
    overview = run("--help").stdout
    for command in ("new", "import", "schemas", "check", "addresses"):
        (line,) = [line for line in overview.splitlines() if line.startswith(f"  {command} ")]
        assert not line.endswith("...")
        said = run(command, "--help")
        assert said.returncode == 0
        assert len(said.stdout.splitlines()) <= 20
