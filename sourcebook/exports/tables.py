"""Tables of the record as files: CSV (RFC 4180), JSON, and a Data Package.

The package (datapackage.org, version 2) describes the CSV files.
"""

import csv
import datetime
import hashlib
import io
import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from sourcebook.model.characters import disarm
from sourcebook.model.files import OutputFile
from sourcebook.views.cells import plain_row
from sourcebook.views.history import tables_of, version_at
from sourcebook.views.page_data import SCHEMA, PageData
from sourcebook.views.pages.data import described
from sourcebook.views.pages.indexes import fold
from sourcebook.views.rows import rows
from sourcebook.views.site import Site
from sourcebook.views.tables import TABLES, Cell, Column, Row, Table
from sourcebook.views.translations import Translations

ORIGIN = "exports/tables.py"
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
PROFILE = "https://datapackage.org/profiles/2.0"
BETWEEN = "|"
"""Separator of keys or numbers in one cell; neither can contain it."""

TYPES: dict[str, dict[str, str]] = {
    "ids": {"type": "list", "delimiter": BETWEEN, "itemType": "string"},
    "integers": {"type": "list", "delimiter": BETWEEN, "itemType": "integer"},
    "texts": {"type": "array"},
}


def table_files(site: Site) -> Iterator[OutputFile]:
    """Generate each table as CSV and JSON, the descriptor of the Data Package, and the schema of the data of pages."""
    resources = []
    for table in tables_of(site.dossier):
        table_rows = rows(table.name, site.dossier, site.addresses, site.t)
        text = _csv(table, table_rows)
        resources.append(_resource(table, text, site.t))
        yield OutputFile(f"data/{table.name}.csv", text, ORIGIN)
        yield OutputFile(f"data/{table.name}.json", _json(list(map(plain_row, table_rows))), ORIGIN)
    yield OutputFile("data/datapackage.json", _json(_package(site, resources)), ORIGIN)
    yield OutputFile(SCHEMA.removeprefix("/"), _json(msgspec.json.schema(PageData)), ORIGIN)


def _csv(table: Table, table_rows: Sequence[Row]) -> bytes:
    """CSV in UTF-8 with a byte-order mark, so that spreadsheets detect the encoding; lines end with CR LF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([column.name for column in table.columns])
    for row in table_rows:
        writer.writerow([cell_text(column, row[column.name]) for column in table.columns])
    return out.getvalue().encode("utf-8-sig")


def cell_text(column: Column, cell: Cell) -> str:
    """Format a cell for CSV; formulas are disarmed by an apostrophe before them."""
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
            return cell if NUMBER.fullmatch(cell) else disarm(cell)
    if column.type == "texts":
        return json.dumps([disarm(str(text)) for text in cell], ensure_ascii=False)
    return disarm(BETWEEN.join(map(str, cell))) if column.type == "ids" else BETWEEN.join(map(str, cell))


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _package(site: Site, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Descriptor of the package. `version` is that of the release, or the day on which any page changed last."""
    settings = site.dossier.settings()
    changed = site.dossier.newest()
    version = version_at(site.dossier, changed) or changed
    return {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": re.sub(r"[^a-z0-9]+", "-", fold(settings.title)).strip("-"),
        "id": site.addresses.absolute("/data/"),
        "title": settings.title,
        "description": f"{settings.tagline}. {site.t('index.intro.data')}",
        "homepage": site.addresses.absolute("/data/"),
        "version": version,
        "created": f"{settings.published.isoformat()}T00:00:00Z",
        "licenses": [{"path": settings.licence.url, "title": settings.licence.name}],
        "resources": resources,
    }


def _resource(table: Table, text: bytes, t: Translations) -> dict[str, Any]:
    """Descriptor of one CSV file. `text`: its content."""
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": t(f"data.tables.{table.name}.title"),
        "description": t(f"data.tables.{table.name}.about"),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(text),
        "hash": f"sha256:{hashlib.sha256(text).hexdigest()}",
        "schema": _schema(table, t),
    }


def _schema(table: Table, t: Translations) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILE}/tableschema.json",
        "fields": [_field(table, column, t) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    foreign = [_foreign(table, column) for column in table.columns if column.refers and column.type == "string"]
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _field(table: Table, column: Column, t: Translations) -> dict[str, Any]:
    constraints = {"required": True} if column.required else {}
    return {
        "name": column.name,
        **TYPES.get(column.type, {"type": column.type}),
        "description": described(table, column, t),
        **({"constraints": {**constraints, **({"enum": list(column.values)} if column.values else {})}}
           if constraints or column.values else {}),
    }  # fmt: skip


def _foreign(table: Table, column: Column) -> dict[str, Any]:
    """Foreign key; without the table's name for a reference to itself, as version 2 requires."""
    assert column.refers is not None
    key = next(other.key for other in TABLES if other.name == column.refers)
    own = column.refers == table.name
    return {"fields": [column.name], "reference": {**({} if own else {"resource": column.refers}), "fields": [*key]}}
