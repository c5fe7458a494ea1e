"""JSON Schemas of front matter and tables, generated from the models.

Draft 7, which editors' programs support best.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from sourcebook.model.names import FOLDERS
from sourcebook.schema.kinds import FIELDS
from sourcebook.schema.tables import MODELS

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas() -> Iterator[tuple[str, Schema]]:
    """Generate all schemas. Yields file names and schemas.

    `people.json` is for front matter in `people/`, `site.json` for `site.toml`.
    """
    for folder in FOLDERS:
        yield f"{folder}.json", front_matter_schema(folder)
    for path in MODELS:
        yield f"{path.rpartition('/')[2].removesuffix('.toml')}.json", table_schema(path)


def front_matter_schema(folder: str) -> Schema:
    """Generate the schema of front matter in a folder.

    Texts may be numbers too, since YAML types an unquoted text of digits as a number.
    """
    return _schema(f"Front matter in {folder}/", FIELDS[folder], numbers=True)


def table_schema(path: str) -> Schema:
    """Generate the schema of a table in TOML."""
    return _schema(path, MODELS[path], numbers=False)


def _schema(title: str, kind: Any, *, numbers: bool) -> Schema:
    made = TypeAdapter(kind).json_schema(by_alias=True, ref_template="#/definitions/{model}")
    parts = {name.lstrip("_"): _plain(part, numbers=numbers) for name, part in made.pop("$defs", {}).items()}
    whole = {"$schema": DRAFT, "title": title, **_plain(made, numbers=numbers)}
    return {**whole, "definitions": parts} if parts else whole


def _plain(node: Any, *, numbers: bool) -> Any:
    """Remove additions of pydantic: titles, empty defaults, and null."""
    if isinstance(node, list):
        return [_plain(item, numbers=numbers) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {name: _part(name, part, numbers=numbers) for name, part in node.items() if _means_something(name, part)}
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        kept = {**choices[0], **{name: part for name, part in kept.items() if name != "anyOf"}}
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if numbers and kept.get("type") == "string" and not {"enum", "format"} & kept.keys():
        kept["type"] = ["string", "number"]
    return kept


def _part(name: str, part: Any, *, numbers: bool) -> Any:
    if name in ("properties", "patternProperties"):
        return {field: _plain(schema, numbers=numbers) for field, schema in part.items()}
    if name == "$ref":
        return part.replace("/_", "/")
    return part if name in ("enum", "examples") else _plain(part, numbers=numbers)


def _means_something(name: str, part: Any) -> bool:
    ours = name not in ("title", "propertyNames") or not isinstance(part, str | dict)
    return ours and not (name == "default" and part in (None, [], {}))
