"""Releases on pages and in tables: which one has a page as it is, which ones changed it."""

from collections.abc import Iterator

from msgspec.structs import asdict

from sourcebook.model.names import Key
from sourcebook.model.reader import Reader
from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.tables import RELEASES, TABLES, Row, Table

ADDRESS = "/releases/"


def release_anchor(version: str, key: Key | None = None) -> str:
    """Anchor of a release, or of a page in it, on the list of releases: `v-2024-05-20-topics-tides`."""
    return "-".join(("v", version, *(key or ())))


def version_at(dossier: Reader, changed: str) -> str | None:
    """Newest release, if it has what was last changed on a day (ISO 8601) as it is; else None."""
    return next((release.version for release in dossier.releases()[-1:] if release.day >= changed), None)


def version_link(context: PageContext, changed: str) -> LinkView | None:
    """Link to the newest release that says whether it has the page as it is; None if there is none."""
    for release in context.dossier.releases()[-1:]:
        told = "in" if release.day >= changed else "since"
        title = context.t(f"release.{told}", version=release.version)
        return LinkView(title, context.href(ADDRESS, release_anchor(release.version)))
    return None


def history(context: PageContext, key: Key) -> tuple[LinkView, ...]:
    """Links to what changed of a page, release by release, newest first."""
    versions = context.dossier.released(key)
    return tuple(LinkView(version, context.href(ADDRESS, release_anchor(version, key))) for version in versions)


def tables_of(dossier: Reader) -> tuple[Table, ...]:
    """Tables of a dossier."""
    return (*TABLES, RELEASES) if dossier.releases() else TABLES


def release_rows(dossier: Reader) -> Iterator[Row]:
    """A row for each release, with its digest, and one for each of its changes."""
    empty: Row = dict.fromkeys(column.name for column in RELEASES.columns)
    for release in dossier.releases():
        yield {**empty, "version": release.version, "what": "released", "now": release.digest}
        for change in release.changes:
            yield {**empty, "version": release.version, **{name: cell or None for name, cell in asdict(change).items()}}
