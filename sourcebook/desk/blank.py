"""A new page's file, written from the JSON Schema of its front matter: every field, with what it is for."""

from collections.abc import Iterator, Mapping
from typing import Any

from sourcebook.desk.yaml_text import comment, scalar
from sourcebook.schema.field_types import OPEN
from sourcebook.schema.json_schema import Schema, front_matter_schema

Known = Mapping[tuple[str, ...], str]
"""What is known of a new page, as YAML, by the path of its field."""


def blank_page(folder: str, known: Known) -> str:
    """Front matter that passes the schema: fields that are needed are filled, the others are comments to uncover."""
    schema = front_matter_schema(folder)
    writer = _Writer(schema.get("definitions", {}), known)
    fields = schema["properties"]
    needed = [name for name in fields if name in schema["required"] or (name,) in known]
    lines = ["---"]
    for name in needed:
        lines += writer.field(name, fields[name], (name,))
    lines.append("")
    lines += comment("What follows may be left out. To use a field, take the # before it away.")
    for name in fields:
        if name not in needed:
            lines += writer.covered(name, fields[name], (name,))
    return "\n".join([*lines, "---", ""])


class _Writer:
    """Writes fields as lines of YAML, each below a comment that says what it is for."""

    def __init__(self, definitions: Mapping[str, Schema], known: Known) -> None:
        self.definitions = definitions
        self.known = known

    def field(self, name: str, schema: Schema, path: tuple[str, ...]) -> list[str]:
        return [*comment(schema.get("description", "")), *self._lines(name, schema, path)]

    def covered(self, name: str, schema: Schema, path: tuple[str, ...]) -> list[str]:
        return [*comment(schema.get("description", "")), *(f"#{line}" for line in self._lines(name, schema, path))]

    def _lines(self, name: str, schema: Schema, path: tuple[str, ...]) -> list[str]:
        shape = self._shape(schema)
        if path in self.known:
            return [f"{name}: {self.known[path]}"]
        if "properties" in shape:
            return [f"{name}:", *(f"  {line}" for line in self._mapping(shape, path))]
        if "patternProperties" in shape:
            (inner,) = shape["patternProperties"].values()
            return [f"{name}:", *(f"  {line}" for line in self._lines("name-it", inner, (*path, "name-it")))]
        if shape.get("type") == "array":
            return self._list(name, shape, path)
        return [f"{name}: {_value(shape)}"]

    def _mapping(self, shape: Schema, path: tuple[str, ...]) -> Iterator[str]:
        for name, part in shape["properties"].items():
            here = (*path, name)
            if name in shape["required"] or here in self.known:
                yield from self._lines(name, part, here)

    def _list(self, name: str, shape: Schema, path: tuple[str, ...]) -> list[str]:
        item = self._shape(shape["items"])
        if "properties" not in item:
            return [f"{name}: [{_value(item)}]"]
        first, *rest = self._mapping(item, path)
        return [f"{name}:", f"  - {first}", *(f"    {line}" for line in rest)]

    def _shape(self, schema: Schema) -> Schema:
        reference: str | None = schema.get("$ref")
        return self.definitions[reference.rpartition("/")[2]] if reference else schema


def _value(shape: Mapping[str, Any]) -> str:
    choices = [*shape.get("examples", ()), *shape.get("enum", ())]
    if choices:
        return scalar(choices[0]) if isinstance(choices[0], str) else str(choices[0])
    return {"boolean": "true", "number": "0"}.get(str(shape.get("type")), OPEN)
