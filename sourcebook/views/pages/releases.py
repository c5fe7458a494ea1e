"""List of releases, with what changed in each."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from sourcebook.model.names import Key
from sourcebook.model.releases import Change, Release
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import day_view
from sourcebook.views.history import release_anchor
from sourcebook.views.tables import RELEASES

OWN = ("pages", "sources", "entities", "questions", "puzzles", "notes")
"""Tables that have one row for a page."""


class ChangeView(Struct, frozen=True):
    """Change of a cell, or of a whole row.

    `label`: row and column; `what`: added, removed or changed; `was`, `now`: texts, "" if empty or withdrawn.
    """

    label: str
    what: str
    was: str
    now: str


class ReleaseView(Struct, frozen=True):
    """A release. `groups`: changed pages by folder, each with its anchor, its link, without address if it is gone, and
    its changes.
    """

    id: str
    version: str
    date: DateView
    groups: tuple[tuple[str, tuple[tuple[str, LinkView, tuple[ChangeView, ...]], ...]], ...]


class ReleasesView(Struct, frozen=True):
    """List of releases, newest first. `files`: the list as data."""

    releases: tuple[ReleaseView, ...]
    files: tuple[LinkView, ...]


def releases_view(context: PageContext) -> ReleasesView:
    """Make the template data of the list of releases."""
    files = (LinkView(end.upper(), context.href(f"/data/{RELEASES.name}.{end}")) for end in ("csv", "json"))
    return ReleasesView(tuple(_release(context, row) for row in reversed(context.dossier.releases())), tuple(files))


def _release(context: PageContext, release: Release) -> ReleaseView:
    pages = [(page, tuple(changes)) for page, changes in groupby(release.changes, lambda change: change.page)]
    groups = groupby(pages, lambda pair: pair[0].partition("/")[0])
    return ReleaseView(
        id=release_anchor(release.version),
        version=release.version,
        date=day_view(release.day, context.t),
        groups=tuple((folder, tuple(_pages(context, release, of_folder))) for folder, of_folder in groups),
    )


def _pages(
    context: PageContext, release: Release, pages: Iterator[tuple[str, Sequence[Change]]]
) -> Iterator[tuple[str, LinkView, tuple[ChangeView, ...]]]:
    for page, changes in pages:
        key = Key(*page.split("/"))
        link = context.link(key) if context.dossier.exists(key) else LinkView(page, "")
        yield release_anchor(release.version, key), link, tuple(_change(context, change) for change in changes)


def _change(context: PageContext, change: Change) -> ChangeView:
    title = "release.page" if change.table == "pages" else f"data.tables.{change.table}.title"
    row = "" if change.table in OWN else change.key.removeprefix(change.page.partition("/")[2]).strip()
    name = row or ("" if change.table in OWN and change.cell else context.t(title))
    label = context.t("list.comma").join(filter(None, (name, change.cell)))
    return ChangeView(label, change.what, change.was, change.now)
