"""Releases of a dossier, and what changed from one to the next."""

from typing import Literal

from msgspec import Struct


class Change(Struct, frozen=True, omit_defaults=True):
    """A cell that differs between two releases, or a row that came or went, which has no `cell`.

    `page`: folder/slug of the page that it belongs to; `table`: name of a table of the record, or `pages`; `key`: of
    the row; `was`, `now`: texts, several texts with semicolons between, other values as JSON.
    """

    page: str
    table: str
    key: str
    what: Literal["added", "removed", "changed"]
    cell: str = ""
    was: str = ""
    now: str = ""


class Release(Struct, frozen=True):
    """A release. `digest`: SHA-256 of the state of the dossier; `changes`: since the release before.

    `version`: day of the last change, with a number from the second release of a day on: `2024-05-20.2`.
    """

    version: str
    digest: str
    changes: tuple[Change, ...] = ()

    @property
    def day(self) -> str:
        """Day of the last change, ISO 8601."""
        return self.version[:10]
