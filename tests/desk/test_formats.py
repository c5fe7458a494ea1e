"""Problems for programs: JSON, and the workflow commands of GitHub Actions."""

import json
from pathlib import Path

import pytest

from sourcebook.desk.formats import as_github, as_json
from sourcebook.model.problem import Place, Problem

PROBLEM = Problem("pages/a,b:c.md", Place(3, 5), "NAME", "100% of\nit: no page, 'x'", "did you mean 'y'?", "warning")
PLAIN = Problem("site.toml", Place(1), "MISSING", "`title` is missing")


def test_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert json.loads(as_json([PROBLEM, PLAIN], Path("content"))) == {
        "errors": 1,
        "warnings": 1,
        "problems": [
            {
                "file": "content/pages/a,b:c.md", "path": "pages/a,b:c.md", "line": 3, "column": 5, "level": "warning",
                "code": "NAME", "message": "100% of\nit: no page, 'x'", "hint": "did you mean 'y'?",
            },
            {
                "file": "content/site.toml", "path": "site.toml", "line": 1, "column": 1, "level": "error",
                "code": "MISSING", "message": "`title` is missing", "hint": "",
            },
        ],
    }  # fmt: skip


def test_github_escapes_what_would_end_a_command_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    properties = "file=content/pages/a%2Cb%3Ac.md,line=3,col=5,title=NAME"
    assert as_github([PROBLEM, PLAIN], tmp_path / "content").splitlines() == [
        f"::warning {properties}::100%25 of%0Ait: no page, 'x' (did you mean 'y'?)",
        "::error file=content/site.toml,line=1,col=1,title=MISSING::`title` is missing",
    ]


def test_nothing_wrong() -> None:
    assert as_github([], Path()) == ""
    assert json.loads(as_json([], Path())) == {"errors": 0, "warnings": 0, "problems": []}


def test_a_dossier_elsewhere_and_one_that_is_missing_are_named_whole(tmp_path: Path) -> None:
    assert json.loads(as_json([PLAIN], tmp_path))["problems"][0]["file"] == str(tmp_path / "site.toml")
    missing = Problem(str(tmp_path / "none"), Place(1), "FOLDER", "there is no such folder")
    assert json.loads(as_json([missing], tmp_path / "none"))["problems"][0]["file"] == str(tmp_path / "none")
