"""Located trees: values read from YAML or TOML with the place of each field."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sourcebook.model.entry import FieldPath
from sourcebook.model.problem import Place

Tree = str | None | list["Tree"] | dict[str, "Tree"]

MAX_DEPTH = 8
"""Maximum depth of nested lists and mappings."""


class LocatedTree(NamedTuple):
    """Fields of a file, with the place of each key of a mapping and item of a list."""

    tree: dict[str, Any]
    places: Mapping[FieldPath, Place]
