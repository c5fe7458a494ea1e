"""Cases of a test, kept in a file beside it: one table for each test, one row for each case.

The cases of `test_reads` in `test_tables.py` are the table `reads` of `test_tables.toml`. A row names parameters of the
test; one that it leaves out is None. `case` is the title of a row, where its values do not speak for themselves.
"""

import inspect
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from msgspec import Struct
from msgspec.structs import fields

from sourcebook.model.dates import Edtf

Row = Mapping[str, Any]
Test = TypeVar("Test", bound=Callable[..., None])


@cache
def tables_of(file: Path) -> Mapping[str, list[Row]]:
    return tomllib.loads(file.read_text("utf-8"))


def rows(module: str, table: str) -> list[Row]:
    """A table of the file beside a module of tests."""
    return tables_of(Path(module).with_suffix(".toml"))[table]


def repeat(start: str | None, repeated: str, count: int, end: str | None) -> str:
    """A text as a row describes one that is long."""
    return (start or "") + repeated * count + (end or "")


def cases(test: Test) -> Test:
    """Runs a test once for each row of its table."""
    table = rows(inspect.getfile(test), test.__name__.removeprefix("test_"))
    given = {name for row in table for name in row} - {"case"}
    names = [name for name in inspect.signature(test).parameters if name in given]
    assert given == {*names}, f"{test.__name__} takes no {given - {*names}}"
    params = [pytest.param(*(row.get(name) for name in names), id=row.get("case")) for row in table]
    parametrized: Test = pytest.mark.parametrize(names, params)(test)
    return parametrized


def plain(value: Any) -> Any:
    """A value as a file of cases writes it: structs as tables without what is empty or their default, dates as text."""
    if isinstance(value, Struct) and not isinstance(value, Edtf):
        given = {field.name: (getattr(value, field.name), field.default) for field in fields(value)}
        return {name: plain(held) for name, (held, default) in given.items() if held and held != default}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return str(value) if isinstance(value, date | Edtf) else value


def examples(folder: Path) -> Mapping[str, Row]:
    """The cases of all files of a folder, by file and title."""
    return {
        f"{file.stem}: {case['title']}": case
        for file in sorted(folder.glob("*.toml"))
        for case in tomllib.loads(file.read_text("utf-8"))["case"]
    }
