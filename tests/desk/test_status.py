"""`status` says how far a dossier is; many editors' lists of addresses merge without a conflict."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook.cli.main import main
from sourcebook.desk.starter import STARTER
from tests.cases import cases
from tests.dossiers import examine
from tests.lighthouse import Change, copy

STEPS = "questions/steps.md", "title:", "draft: true\ntitle:"
CASES: dict[str, tuple[list[Change], list[str]]] = {
    "all is done": (
        [],
        [
            "sources/leaflet-for-visitors  3 claimed, 2 skipped, 0 open",
            "Drafts     0",
            "questions/cost-of-the-lamp",
            "Problems   0 errors, 0 warnings",
            "build",
        ],
    ),
    "a paragraph is open": (
        [("sources/report-on-the-lamp.md", "paragraphs: 8}", "paragraphs: 10}")],
        ["sources/report-on-the-lamp    6 claimed, 2 skipped, 2 open: 9, 10", "claim or skip paragraph 9 of"],
    ),
    "a draft": ([STEPS], ["Drafts     1: questions/steps", "finish questions/steps.md, and remove its line"]),
}


@pytest.mark.parametrize("name", CASES)
def test_status_says_what_is_done_and_what_is_next(name: str, tmp_path: Path) -> None:
    changes, said = CASES[name]
    content = copy(tmp_path / "dossier", changes)
    done = CliRunner().invoke(main, ["status", "--content", str(content)])
    assert (done.exit_code, done.stderr) == (0, "")
    for line in said:
        assert line in done.stdout, done.stdout


def test_a_new_dossier_is_told_to_import(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["init", str(tmp_path / "x")])
    done = CliRunner().invoke(main, ["status", "--content", str(tmp_path / "x")])
    assert "import FILE" in next(line for line in done.stdout.splitlines() if line.startswith("Next"))
    left = [line.split()[2] for line in done.stdout.splitlines() if line.startswith("To write")]
    assert left == ["pages/about.md,", "pages/limits.md,", "topics/first-topic.md,", "`address`"]


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("other", ["/topics/wreck/", "/places/skerry/"])
def test_two_editors_add_addresses_and_git_keeps_both(other: str, tmp_path: Path) -> None:
    content = copy(tmp_path / "dossier")
    (content / ".gitattributes").write_text((STARTER / "dot-gitattributes").read_text("utf-8"), "utf-8")
    listed = content / "published.csv"
    for words in (["init"], ["add", "."], ["commit", "-m", "a"], ["branch", "other"]):
        assert git(content, *words).returncode == 0
    lines = listed.read_text("utf-8").splitlines()
    added = {"main": "/topics/tide/", "other": other}
    for branch, address in added.items():
        git(content, "checkout", branch)
        listed.write_text("\n".join(sorted([*lines, address])) + "\n", "utf-8")
        assert git(content, "commit", "-am", branch).returncode == 0
    assert git(content, "merge", "main").returncode == 0
    assert {*added.values(), *lines} == set(listed.read_text("utf-8").splitlines())


@cases
def test_what_a_merge_broke_is_found(path: str, broken: str, code: str, tmp_path: Path) -> None:
    content = copy(tmp_path / "dossier")
    (content / path).write_text(broken, "utf-8")
    assert code in {problem.code for problem in examine(content).problems if problem.path == path}
