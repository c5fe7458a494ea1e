"""The JSON Schemas in the repository, for editors' programs to complete and check what is typed."""

import json
from pathlib import Path

from sourcebook.schema.json_schema import Schema, schemas


def write_schemas(folder: Path) -> int:
    """Write every schema into a folder, made if need be; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {name: as_text(schema) for name, schema in schemas()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(texts)


def as_text(schema: Schema) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
