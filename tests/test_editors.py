"""What editors' programs are told: schemas of every table and page, and how problems are printed."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import click
import yaml

from sourcebook.cli.main import main
from sourcebook.model.problem import Place, Problem
from tests.schema.test_json_schema import MADE, PAGES, TABLES
from tools.environment import ROOT


def task() -> dict[str, Any]:
    (found,) = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    assert isinstance(found, dict)
    return found


def test_every_schema_is_named_to_taplo_or_remark() -> None:
    taplo = tomllib.loads((ROOT / ".taplo.toml").read_text("utf-8"))
    remark = yaml.safe_load((ROOT / ".remarkrc.yaml").read_text("utf-8"))
    tables = {rule["schema"]["path"]: rule["include"] for rule in taplo["rule"]}
    pages = remark["plugins"][1][1]["schemas"]
    assert {*tables, *pages} == {f"schemas/{name}" for name in MADE}
    assert all((ROOT / path).is_file() for path in (*tables, *pages))
    assert TABLES
    for path in TABLES:
        assert path.match(tables[f"schemas/{path.stem}.json"][0].removeprefix("**/"))
    for page in PAGES:
        assert any(page.relative_to(ROOT).match(glob) for glob in pages[f"schemas/{page.parent.name}.json"])
    assert all(Path(glob).parent.name == Path(path).stem for path, globs in pages.items() for glob in globs)


def test_vs_code_reads_problems_as_they_are_printed() -> None:
    pattern = task()["problemMatcher"]["pattern"]
    found = re.match(pattern["regexp"], str(Problem("pages/a.md", Place(3, 5), "NAME", "no page: 'x'", "write 'y'")))
    assert found
    said = {name: found[pattern[name]] for name in ("file", "line", "column", "code", "message")}
    assert said == {
        "file": "pages/a.md", "line": "3", "column": "5", "code": "NAME", "message": "no page: 'x' (write 'y')",
    }  # fmt: skip


def test_vs_code_runs_a_command_that_is_there() -> None:
    script, command, *options = task()["args"]
    assert (ROOT / script).is_file()
    found = main.get_command(click.Context(main), command)
    assert found
    known = {name for parameter in found.params for name in parameter.opts}
    assert {option for option in options if option.startswith("--")} <= known
    assert task()["problemMatcher"]["fileLocation"][1] == "${workspaceFolder}/content"
    assert options[-2:] == ["--content", "content"]
