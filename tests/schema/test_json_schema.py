"""The JSON Schemas: current in the repository, true of every dossier here, and no looser than they look."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from sourcebook.desk.schemas import as_text, write_schemas
from sourcebook.model.names import FOLDERS
from sourcebook.schema.json_schema import front_matter_schema, schemas, table_schema
from sourcebook.schema.tables import MODELS
from tests.cases import cases
from tools.environment import ROOT

FOLDER = ROOT / "schemas"
DOSSIERS = [ROOT / "content", *sorted((ROOT / "examples").iterdir())]
MADE = dict(schemas())
PAGES = [path for dossier in DOSSIERS for folder in FOLDERS for path in sorted((dossier / folder).glob("*.md"))]
TABLES = [dossier / path for dossier in DOSSIERS for path in MODELS if (dossier / path).is_file()]


class _Yaml12(yaml.SafeLoader):
    """YAML as editors' programs read it: by the core schema of version 1.2, in which `no` and a date are texts."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as PyYAML has it


for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)", "-+.0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    _Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})\\Z"), list(first))


def front_matter(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n"), _Yaml12)


def texts(value: Any) -> Any:
    """A table with its dates as text, as JSON has them."""
    return json.loads(json.dumps(value, default=str))


def faults(schema: Any, value: Any) -> list[str]:
    return [
        f"{'.'.join(map(str, error.path))}: {error.message}" for error in Draft7Validator(schema).iter_errors(value)
    ]


def test_schemas_in_the_repository_are_current(tmp_path: Path) -> None:
    assert write_schemas(tmp_path) == len(MADE) + 1 == len(FOLDERS) + len(MODELS) + 1
    wanted = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    there = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert there == wanted, "run: python build.py schemas"


@pytest.mark.parametrize("name", MADE)
def test_schemas_are_schemas(name: str) -> None:
    Draft7Validator.check_schema(MADE[name])
    said = as_text(MADE[name])
    used = set(re.findall(r'"#/definitions/(\w+)"', said))
    assert used == set(MADE[name].get("definitions", {}))
    assert "null" not in said
    assert '"title": "Front' in said or '.toml"' in said


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parents[1].name}/{path.parent.name}/{path.stem}")
def test_front_matter_of_every_page_is_valid(path: Path) -> None:
    assert faults(front_matter_schema(path.parent.name), front_matter(path)) == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_table_is_valid(path: Path) -> None:
    name = next(name for name in MODELS if path.as_posix().endswith(f"/{name}"))
    assert faults(table_schema(name), texts(tomllib.loads(path.read_text("utf-8")))) == []


SOURCE = {
    "title": "A notice", "headline": "none", "author": "none", "outlet": "courier", "obtained": "A copy.",
    "published": {"date": 1931, "basis": "stated"}, "file": {"sha256": "0" * 64, "paragraphs": 5},
}  # fmt: skip
CLAIM = {"at": [1, 2], "by": "article", "says": "It rains.", "words": ["rains"], "about": ["skerry"]}


@cases
def test_what_a_schema_refuses_of_a_source(changes: dict[str, object], said: list[str]) -> None:
    found = faults(front_matter_schema("sources"), {**SOURCE, **changes})
    assert sorted(fault.partition(":")[0] for fault in found) == said


def test_descriptions_are_those_of_the_models() -> None:
    asks = front_matter_schema("questions")["properties"]["asks"]
    assert asks["description"] == "exactly what is asked or counted"
