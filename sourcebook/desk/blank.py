"""Front matter of a new page: every field with its description as a comment.

It is generated from the JSON Schema.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sourcebook.desk.yaml_text import comment, scalar
from sourcebook.schema.field_types import OPEN
from sourcebook.schema.json_schema import Schema, front_matter_schema

Known = Mapping[tuple[str, ...], str]
"""Values that a new page has already, as YAML, by the path of the field."""


def blank_page(folder: str, known: Known) -> str:
    """Write front matter that passes the schema; optional fields are commented out."""
    schema = front_matter_schema(folder)
    writer = _Writer(schema.get("definitions", {}), known)
    fields = schema["properties"]
    needed = {name: part for name, part in fields.items() if name in schema["required"] or (name,) in known}
    optional = {name: part for name, part in fields.items() if name not in needed}
    lines = [line for name, part in needed.items() for line in writer.field(name, part)]
    lines += ["", *comment("Optional fields follow. To use one, remove the # before it.")]
    lines += [line for name, part in optional.items() for line in writer.field(name, part, "#")]
    return "\n".join(["---", *lines, "---", ""])


class _Writer:
    """Writes fields as lines of YAML, each below its description as a comment."""

    def __init__(self, definitions: Mapping[str, Schema], known: Known) -> None:
        self.definitions = definitions
        self.known = known

    def field(self, name: str, schema: Schema, prefix: str = "") -> list[str]:
        """Lines of a field of the page, below its description; each begins with `prefix`."""
        lines = self._lines(name, schema, (name,))
        return [*comment(schema.get("description", "")), *(f"{prefix}{line}" for line in lines)]

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
            field = (*path, name)
            if name in shape.get("required", ()) or field in self.known:
                yield from self._lines(name, part, field)

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
