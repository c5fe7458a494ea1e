"""The page on the data: every table with its dictionary and files, and the references of the whole record."""

from msgspec import Struct

from sourcebook.views.citing.cite import FORMATS
from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.counts import COUNTS
from sourcebook.views.tables import TABLES, Column, Table
from sourcebook.views.translations import Translations

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

    package: LinkView
    references: tuple[tuple[str, tuple[LinkView, ...]], ...]
    tables: tuple[TableView, ...]
    record: tuple[LinkView, ...]


def data_view(context: PageContext) -> DataView:
    """The view of the page on the data."""
    t = context.t
    return DataView(
        package=LinkView("datapackage.json", context.href(f"{DATA}datapackage.json")),
        references=tuple((t(f"data.references.{name}"), _references(context, name)) for name in ("sources", "pages")),
        tables=tuple(_table(context, table) for table in TABLES),
        record=context.made("record"),
    )


def described(table: Table, column: Column, t: Translations) -> str:
    """What a column holds, in the words of the interface; columns alike in all tables have one description."""
    return t.known(f"data.columns.{table.name}.{column.name}") or t(f"data.columns.any.{column.name}")


def _references(context: PageContext, name: str) -> tuple[LinkView, ...]:
    return tuple(LinkView(context.t(f"cite.formats.{end}"), context.href(f"{DATA}{name}.{end}")) for end in FORMATS)


def _table(context: PageContext, table: Table) -> TableView:
    return TableView(
        name=table.name,
        id=_anchor(table.name),
        title=context.t(f"data.tables.{table.name}.title"),
        about=context.t(f"data.tables.{table.name}.about"),
        rows=COUNTS[table.name](context.dossier),
        files=tuple(LinkView(end.upper(), context.href(f"{DATA}{table.name}.{end}")) for end in ("csv", "json")),
        columns=tuple(_column(context, table, column) for column in table.columns),
    )


def _column(context: PageContext, table: Table, column: Column) -> ColumnView:
    refers, type_ = None, str(column.type)
    if column.refers:
        type_ = "key" if column.type == "string" else type_
        refers = LinkView(context.t(f"data.tables.{column.refers}.title"), f"#{_anchor(column.refers)}")
    return ColumnView(column.name, type_, described(table, column, context.t), refers, column.values)


def _anchor(name: str) -> str:
    return f"s-{name}"
