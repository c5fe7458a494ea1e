"""The JSON Schemas in the repository, for editors' programs to complete and check what is typed."""

import json
from pathlib import Path

from sourcebook.model.problem import Problem
from sourcebook.output.files import write
from sourcebook.schema.json_schema import Schema, schemas


def write_schemas(folder: Path) -> int | Problem:
    """Write every schema into a folder, made if need be. Returns how many, or what kept one from being written."""
    texts = {name: as_text(schema) for name, schema in schemas()}
    for name, text in texts.items():
        failed = write(folder.parent, f"{folder.name}/{name}", text.encode())
        if failed:
            return failed._replace(path=str(folder.parent / failed.path))
    return len(texts)


def as_text(schema: Schema) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
