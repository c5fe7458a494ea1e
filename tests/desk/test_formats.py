"""Formats of problems for programs: JSON, SARIF, and workflow commands of GitHub Actions."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from jsonschema import Draft202012Validator

from sourcebook.desk.formats import FORMATS, as_github, as_json, as_sarif
from sourcebook.desk.problem_codes import problem_codes
from sourcebook.model.problem import START, Place, Problem
from tools.environment import ROOT

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
    assert as_github([PROBLEM, PLAIN], tmp_path / "content").decode().splitlines() == [
        f"::warning {properties}::100%25 of%0Ait: no page, 'x' (did you mean 'y'?)",
        "::error file=content/site.toml,line=1,col=1,title=MISSING::`title` is missing",
    ]


def test_a_dossier_elsewhere_and_one_that_is_missing_are_named_whole(tmp_path: Path) -> None:
    assert json.loads(as_json([PLAIN], tmp_path))["problems"][0]["file"] == str(tmp_path / "site.toml")
    missing = Problem(str(tmp_path / "none"), Place(1), "FOLDER", "there is no such folder")
    assert json.loads(as_json([missing], tmp_path / "none"))["problems"][0]["file"] == str(tmp_path / "none")


HOSTILE = ("a b.md", "a,b.md", "100%.md", "a:b.md", "a\nb.md", "a\rb.md", "::error.md", "ä.md", os.fsdecode(b"\xff.md"))


def runs(data: bytes) -> dict[str, Any]:
    """The only run of a SARIF log."""
    log = json.loads(data)
    assert (log["version"], log["$schema"][:8], len(log["runs"])) == ("2.1.0", "https://", 1)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def hostile() -> list[Problem]:
    return [
        Problem(f"pages/{name}", Place(number, 7), "SLUG", f"'{name}'\r\nis no name", "100%: rename it", "error")
        for number, name in enumerate(HOSTILE, 1)
    ]


def test_json_follows_its_schema() -> None:
    schema = json.loads((ROOT / "schemas" / "problems.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    problems = [*hostile(), PROBLEM, PLAIN]
    assert not list(Draft202012Validator(schema).iter_errors(json.loads(as_json(problems, Path("content")))))
    for wrong in ({"errors": 0}, {"errors": -1, "warnings": 0, "problems": []}):
        assert list(Draft202012Validator(schema).iter_errors(wrong))


def test_sarif_has_what_the_standard_demands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    problems = [*hostile(), PROBLEM, PLAIN]
    run = runs(as_sarif(problems, Path("content")))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert (run["tool"]["driver"]["name"], run["columnKind"]) == ("Sourcebook", "unicodeCodePoints")
    assert rules == ["MISSING", "NAME", "SLUG"]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
    for problem, result in zip(problems, run["results"], strict=True):
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert result["ruleId"] in rules
        assert result["level"] in ("none", "note", "warning", "error")
        assert (region["startLine"], region["startColumn"]) == problem.place
        assert uri.isascii()
        assert not {*' ,\n\r:"<>'} & {*uri}
        assert urlsplit(uri)[:2] == ("", "")
        assert unquote_to_bytes(uri) == os.fsencode(f"content/{problem.path}")
        assert result["message"]["text"].startswith(problem.message[:1])


def test_sarif_names_a_file_outside_of_the_working_folder_by_a_uri(tmp_path: Path) -> None:
    (result,) = runs(as_sarif([PLAIN], tmp_path / "a b"))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (tmp_path / "a b" / "site.toml").as_uri()


def test_a_workflow_command_is_one_line_whatever_a_file_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = as_github(hostile(), Path("content")).decode().split("\n")
    assert (lines.pop(), len(lines)) == ("", len(HOSTILE))
    for name, line in zip(HOSTILE, lines, strict=True):
        _, command, message = line.split("::", 2)
        properties = dict(pair.split("=") for pair in command.partition(" ")[2].split(","))
        assert [*properties] == ["file", "line", "col", "title"]
        shown = name.encode("utf-8", "backslashreplace")
        assert unquote_to_bytes(properties["file"]) == b"content/pages/" + shown
        assert unquote_to_bytes(message) == b"'" + shown + b"'\r\nis no name (100%: rename it)"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("code", problem_codes())
def test_every_code_has_every_format(code: str, form: str) -> None:
    assert code.encode() in FORMATS[form]([Problem("a.md", START, code, "wrong")], Path())
