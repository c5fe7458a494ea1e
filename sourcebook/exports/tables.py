"""Tables of the record as files: CSV (RFC 4180), JSON, and a Data Package v2 (datapackage.org) of the CSV files."""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from sourcebook.exports.indented import indented
from sourcebook.exports.package import BETWEEN, package, resource
from sourcebook.model.files import OutputFile
from sourcebook.views.rows import rows
from sourcebook.views.site import Site
from sourcebook.views.tables import TABLES, Cell, Column, Row, Table

ORIGIN = "exports/tables.py"
FORMULA = re.compile(r"(?:^|(?<=;))(?=\s*[=+\-@\t\r＝＋－＠])")
"""Where a formula would begin, in spreadsheets that split lines at commas and in those that split at semicolons."""

NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def table_files(site: Site) -> Iterator[OutputFile]:
    """Each table as CSV and as JSON, and the package that describes the CSV files."""
    resources = []
    for table in TABLES:
        found = rows(table.name, site.dossier, site.addresses)
        text = _csv(table, found)
        resources.append(resource(table, text, site.t))
        yield OutputFile(f"data/{table.name}.csv", text, ORIGIN)
        yield OutputFile(f"data/{table.name}.json", _json([_plain(row) for row in found]), ORIGIN)
    yield OutputFile("data/datapackage.json", _json(package(site, resources)), ORIGIN)


def _csv(table: Table, found: Sequence[Row]) -> bytes:
    """CSV in UTF-8 with a byte-order mark, so that spreadsheets detect the encoding; lines end with CR LF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([column.name for column in table.columns])
    for row in found:
        writer.writerow([cell_text(column, row[column.name]) for column in table.columns])
    return out.getvalue().encode("utf-8-sig")


def cell_text(column: Column, cell: Cell) -> str:
    """A cell as text. What a spreadsheet would run as a formula is prefixed with an apostrophe."""
    match cell:
        case None | ():
            return ""
        case Decimal():
            return f"{cell:f}"
        case datetime.date():
            return cell.isoformat()
        case int() | float():
            return str(cell)
        case str():
            return cell if NUMBER.fullmatch(cell) else FORMULA.sub("'", cell)
    return json.dumps(cell, ensure_ascii=False) if column.type == "texts" else BETWEEN.join(map(str, cell))


def _plain(row: Row) -> dict[str, Any]:
    return {name: _value(cell) for name, cell in row.items()}


def _value(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def _json(value: Any) -> bytes:
    return (indented(value, " ") + "\n").encode()
