"""Trees of plain values in which the place of each field is known, as the readers of YAML and TOML return them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sourcebook.model.problem import Place
from sourcebook.model.record import FieldPath

Tree = str | None | list["Tree"] | dict[str, "Tree"]

MAX_DEPTH = 8
"""Levels of lists and mappings that a file may nest."""


class LocatedTree(NamedTuple):
    """Fields of a file, and the place of each: the key of a mapping's field, the item of a list."""

    tree: dict[str, Any]
    places: Mapping[FieldPath, Place]
