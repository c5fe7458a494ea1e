"""Cells that several tables of the record share."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sourcebook.model.dates import Edtf
from sourcebook.model.dossier import Page
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.views.addresses import Addresses
from sourcebook.views.tables import Cell, Row


def page_cells(page: Page, addresses: Addresses) -> dict[str, Cell]:
    """Cells that identify a page."""
    return {"id": page.key.slug, "url": addresses.absolute(page.url), "title": page.title}


def same_cells(record: object, *names: str) -> dict[str, Cell]:
    """Cells of columns that are called as the record's fields."""
    return {name: getattr(record, name) for name in names}


def key_cell(key: Key | None) -> str | None:
    """Cell with the key of a page, or an empty one."""
    return None if key is None else str(key)


def keys_cell(targets: Iterable[Target]) -> tuple[str, ...]:
    """Cell with a list of keys."""
    return tuple(str(target) for target in targets)


def about_cells(targets: Sequence[Target]) -> dict[str, Cell]:
    """Cells of what a puzzle or note is about: its claims, and the rest."""
    claims = [target for target in targets if isinstance(target, ClaimKey)]
    return {"claims": keys_cell(claims), "about": keys_cell(target for target in targets if target not in claims)}


def dated_cells(name: str, date: Edtf | None) -> dict[str, Cell]:
    """Cells of a date: as EDTF, and the first and last day that it can mean."""
    return {
        name: date.text if date else None,
        f"{name}_earliest": date.earliest.calendar_day if date and date.earliest else None,
        f"{name}_latest": date.latest.calendar_day if date and date.latest else None,
    }


def plain_row(row: Row) -> dict[str, Any]:
    """A row as JSON has it: numbers and texts, days as ISO 8601."""
    return {name: _plain(cell) for name, cell in row.items()}


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, datetime.date) else cell
