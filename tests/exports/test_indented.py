"""JSON laid out as the standard library lays it out."""

import json
from typing import Any

import pytest

from sourcebook.exports.indented import indented

VALUES: tuple[Any, ...] = (
    {}, [], (), "", "a", 'a "b" \\ \n \u2028 <é>', 0, -1, 1.5, 1e30, True, False, None,
    [1, [2, (3, [])], {}], {"a": {"b": [{"c": None}, "d"]}, "e": [], "f": {}}, [[]], [{}, {"": ""}],
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("step", [" ", "  "])
def test_it_is_what_json_makes(value: Any, step: str) -> None:
    assert indented(value, step) == json.dumps(value, ensure_ascii=False, indent=step)
