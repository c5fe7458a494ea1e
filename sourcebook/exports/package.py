"""Descriptor of the tables: Data Package v2 and Table Schema v2 (datapackage.org)."""

import hashlib
import re
from typing import Any

from sourcebook.views.pages.data import described
from sourcebook.views.pages.indexes import fold
from sourcebook.views.site import Site
from sourcebook.views.tables import TABLES, Column, Table
from sourcebook.views.translations import Translations

PROFILE = "https://datapackage.org/profiles/2.0"
BETWEEN = "|"
"""Separator of keys or numbers in one cell; neither can contain it."""

TYPES: dict[str, dict[str, str]] = {
    "ids": {"type": "list", "delimiter": BETWEEN, "itemType": "string"},
    "integers": {"type": "list", "delimiter": BETWEEN, "itemType": "integer"},
    "texts": {"type": "array"},
}


def package(site: Site, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Descriptor of the package. `version` is the day on which any page changed last."""
    settings = site.dossier.settings()
    changed = site.dossier.newest()
    return {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": re.sub(r"[^a-z0-9]+", "-", fold(settings.title)).strip("-"),
        "id": site.addresses.absolute("/data/"),
        "title": settings.title,
        "description": f"{settings.tagline}. {site.t('index.intro.data')}",
        "homepage": site.addresses.absolute("/data/"),
        "version": changed,
        "created": f"{settings.published.isoformat()}T00:00:00Z",
        "licenses": [{"path": settings.licence.url, "title": settings.licence.name}],
        "resources": resources,
    }


def resource(table: Table, text: bytes, t: Translations) -> dict[str, Any]:
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
