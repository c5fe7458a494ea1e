"""The page on the data: every table with its dictionary and files, and the references of the whole record."""

from msgspec import Struct

from sourcebook.views.citing.cite import FORMATS
from sourcebook.views.common import LinkView
from sourcebook.views.here import Here
from sourcebook.views.rows import rows
from sourcebook.views.tables import TABLES, Column, Table
from sourcebook.views.words import Words

DATA = "/data/"


class ColumnView(Struct, frozen=True):
    """A column in the data dictionary: `type` is a key of words/; `refers`: the table whose keys it holds."""

    name: str
    type: str
    about: str
    refers: LinkView | None
    values: tuple[str, ...]


class TableView(Struct, frozen=True):
    """A table: `name` as in its files' names, how many rows it has, its files, its columns."""

    name: str
    id: str
    title: str
    about: str
    rows: int
    files: tuple[LinkView, ...]
    columns: tuple[ColumnView, ...]


class DataView(Struct, frozen=True):
    """All there is to take away. `references`: of what, and its files; `record`: all of it to print, if there is."""

    title: str
    intro: str
    package: LinkView
    references: tuple[tuple[str, tuple[LinkView, ...]], ...]
    tables: tuple[TableView, ...]
    record: tuple[LinkView, ...]


def data_view(here: Here) -> DataView:
    """The view of the page on the data."""
    words = here.words
    return DataView(
        title=words("nav.data"),
        intro=words("data.intro"),
        package=LinkView("datapackage.json", here.href(f"{DATA}datapackage.json")),
        references=tuple((words(f"data.references.{name}"), _references(here, name)) for name in ("sources", "pages")),
        tables=tuple(_table(here, table) for table in TABLES),
        record=here.made("record"),
    )


def described(table: Table, column: Column, words: Words) -> str:
    """What a column holds, in the words of the interface; columns alike in all tables have one description."""
    return words.known(f"data.columns.{table.name}.{column.name}") or words(f"data.columns.any.{column.name}")


def _references(here: Here, name: str) -> tuple[LinkView, ...]:
    return tuple(LinkView(here.words(f"cite.formats.{end}"), here.href(f"{DATA}{name}.{end}")) for end in FORMATS)


def _table(here: Here, table: Table) -> TableView:
    return TableView(
        name=table.name,
        id=_anchor(table.name),
        title=here.words(f"data.tables.{table.name}.title"),
        about=here.words(f"data.tables.{table.name}.about"),
        rows=len(rows(table.name, here.lookup, here.addresses)),
        files=tuple(LinkView(end.upper(), here.href(f"{DATA}{table.name}.{end}")) for end in ("csv", "json")),
        columns=tuple(_column(here, table, column) for column in table.columns),
    )


def _column(here: Here, table: Table, column: Column) -> ColumnView:
    refers, type_ = None, str(column.type)
    if column.refers:
        type_ = "key" if column.type == "string" else type_
        refers = LinkView(here.words(f"data.tables.{column.refers}.title"), f"#{_anchor(column.refers)}")
    return ColumnView(column.name, type_, described(table, column, here.words), refers, column.values)


def _anchor(name: str) -> str:
    return f"s-{name}"
