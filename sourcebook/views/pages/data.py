"""Data page: all tables, each with a data dictionary and files to download."""

from msgspec import Struct

from sourcebook.views.citing.cite import FORMATS
from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.counts import COUNTS
from sourcebook.views.history import tables_of
from sourcebook.views.tables import Column, Table
from sourcebook.views.translations import Translations

DATA = "/data/"


class ColumnView(Struct, frozen=True):
    """Column in the data dictionary of a table.

    `type`: key of words; `about`: description; `refers`: table whose keys it holds; `values`: all that a cell may hold.
    """

    name: str
    type: str
    about: str
    refers: LinkView | None
    values: tuple[str, ...]


class TableView(Struct, frozen=True):
    """Table of the record, to download.

    `name`: as in the names of its files; `id`: anchor; `about`: description; `rows`: how many.
    """

    name: str
    id: str
    title: str
    about: str
    rows: int
    files: tuple[LinkView, ...]
    columns: tuple[ColumnView, ...]


class DataView(Struct, frozen=True):
    """Data page.

    `package`: link to the Data Package; `references`: pairs of a label and links to files for reference managers;
    `record`: link to the page that has everything for printing, or none.
    """

    package: LinkView
    references: tuple[tuple[str, tuple[LinkView, ...]], ...]
    tables: tuple[TableView, ...]
    record: tuple[LinkView, ...]


def data_view(context: PageContext) -> DataView:
    """Make the template data of the data page."""
    t = context.t
    return DataView(
        package=LinkView("datapackage.json", context.href(f"{DATA}datapackage.json")),
        references=tuple((t(f"data.references.{name}"), _references(context, name)) for name in ("sources", "pages")),
        tables=tuple(_table(context, table) for table in tables_of(context.dossier)),
        record=context.made("record"),
    )


def described(table: Table, column: Column, t: Translations) -> str:
    """Description of a column; columns that are the same in all tables share one."""
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
