"""Cases of a test, kept in a file beside it: one table for each test, one row for each case.

The cases of `test_reads` in `test_tables.py` are the table `reads` of `test_tables.toml`. A row names parameters of the
test; one that it leaves out is None. `case` is the title of a row, where its values do not speak for themselves.
"""

import inspect
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

Row = Mapping[str, Any]
Test = TypeVar("Test", bound=Callable[..., None])


@cache
def tables_of(file: Path) -> Mapping[str, list[Row]]:
    return tomllib.loads(file.read_text("utf-8"))


def cases(test: Test) -> Test:
    """Runs a test once for each row of its table."""
    rows = tables_of(Path(inspect.getfile(test)).with_suffix(".toml"))[test.__name__.removeprefix("test_")]
    given = {name for row in rows for name in row} - {"case"}
    names = [name for name in inspect.signature(test).parameters if name in given]
    assert given == {*names}, f"{test.__name__} takes no {given - {*names}}"
    params = [pytest.param(*(row.get(name) for name in names), id=row.get("case")) for row in rows]
    parametrized: Test = pytest.mark.parametrize(names, params)(test)
    return parametrized
