"""Writes the JSON Schemas of files that people write, and of the list of problems."""

import json
from pathlib import Path

from sourcebook.desk.formats import problems_schema
from sourcebook.model.problem import Problem
from sourcebook.output.files import write
from sourcebook.schema.json_schema import Schema, schemas


def write_schemas(folder: Path) -> int | Problem:
    """Write all schemas into a folder, which is made if missing.

    Returns their number, or the problem if one cannot be written.
    """
    named = named_schemas()
    for name, schema in named.items():
        failed = write(folder.parent, f"{folder.name}/{name}", as_text(schema).encode())
        if failed:
            return failed._replace(path=str(folder.parent / failed.path))
    return len(named)


def named_schemas() -> dict[str, Schema]:
    """All schemas by the name of their file."""
    return {**dict(schemas()), "problems.json": problems_schema()}


def as_text(schema: Schema) -> str:
    """Format a schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
