"""The desk's commands through the front door: what is printed where, exit codes, and what is written."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.cases import cases
from tests.dossiers import page, write
from tests.test_cli import run
from tools.environment import ROOT

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
        "A draft: it is not published until you remove its line `draft: true`.",
        "A claim answers it with `answers: how-old-is-the-lamp` and its `value`.",
    ]
    checked = run("check", "--strict", "--content", content)
    assert (checked.returncode, checked.stderr) == (0, "")


@cases
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
        "  found     outlet skerrynews, author mara-quay, paragraphs 2, 1 with figures, names 1",
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


SUMMARY = "Not compared with the documents: name their folder with --originals DIR.\n1 error, 0 warnings\n"


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("json", ['"errors": 1', '"warnings": 0', '"path": "pages/about.md"', '"line": 4', '"column": 5', '"NAME"']),
        ("github", ["::error file=", "pages/about.md,line=4,col=5,title=NAME::there is no page 'zzz' (write the page"]),
        ("sarif", ['"ruleId": "NAME"', '"level": "error"', "there is no page 'zzz'"]),
    ],
)
def test_check_in_each_format(wrong: Path, form: str, parts: list[str]) -> None:
    done = run("check", "--format", form, "--content", wrong)
    assert (done.returncode, done.stderr) == (1, SUMMARY)
    assert [part for part in parts if part not in done.stdout] == []


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_build_prints_only_the_document_to_standard_output(wrong: Path, tmp_path: Path, form: str) -> None:
    checked = run("check", "--format", form, "--content", wrong)
    failed = run("build", "--format", form, "--content", wrong, "--out", tmp_path / "site")
    assert (failed.returncode, failed.stdout) == (1, checked.stdout)
    assert failed.stderr.splitlines()[-1].startswith("Not built: 1 error, 0 warnings.")
    wrong.joinpath("pages/about.md").write_text(page("About"), "utf-8")
    built = run("build", "--explain", "--format", form, "--content", wrong, "--out", tmp_path / "site", "--no-search")
    assert built.returncode == 0
    assert "Problems   0 errors, 0 warnings" in built.stderr
    assert "zzz" not in built.stdout
    assert json.loads(built.stdout) if form != "github" else built.stdout == ""


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_names_of_files_that_are_no_text_are_escaped(content: Path, form: str) -> None:
    (content / os.fsdecode(b"places/a%,: \xff\n\x1b[2J.md")).write_text("", "utf-8")
    done = run("check", "--format", form, "--content", content)
    assert done.returncode == 1
    printed = done.stdout + done.stderr
    assert "SLUG" in printed
    assert "\x1b" not in printed if form != "github" else "%0A" in printed
    path = "/places/a%25%2C%3A%20%FF%0A%1B%5B2J.md"
    assert path in printed if form == "sarif" else "udcff" in printed


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_exit_codes_are_the_same_in_every_format(tmp_path: Path, form: str) -> None:
    content = write(tmp_path / "content", {"people/una-reef.md": page("Una Reef")})
    options = ("--content", content, "--format", form)
    assert [run("check", *options).returncode, run("check", "--strict", *options).returncode] == [0, 1]


def test_explain_prints_a_code_or_all() -> None:
    named, every, unknown = run("explain", "name"), run("explain"), run("explain", "nome")
    assert (named.returncode, every.returncode, unknown.returncode) == (0, 0, 2)
    assert named.stdout.startswith("## NAME\n")
    assert every.stdout == (ROOT / "docs" / "problems.md").read_text("utf-8"), "run: make schemas"
    assert "Did you mean 'name'?" in unknown.stderr


def test_help_is_short_and_names_the_desks_commands() -> None:
    overview = run("--help").stdout
    for command in ("new", "import", "schemas", "check", "explain", "addresses"):
        (line,) = [line for line in overview.splitlines() if line.startswith(f"  {command} ")]
        assert not line.endswith("...")
        said = run(command, "--help")
        assert said.returncode == 0
        assert len(said.stdout.splitlines()) <= 20
