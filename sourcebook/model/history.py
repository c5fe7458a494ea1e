"""History of the pages of a dossier: releases, and which of them changed a page."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sourcebook.model.dossier import Dossier
from sourcebook.model.names import Key, former_key
from sourcebook.model.releases import Change, Release


def releases_of(dossier: Dossier) -> tuple[Release, ...]:
    """Releases, oldest first. Of what was withdrawn since they say that it changed, without its words."""
    gone = {str(row.gone) for row in dossier.tables.corrections if row.gone}

    def told(change: Change) -> Change:
        return replace(change, was="", now="") if gone & {change.page, change.key} else change

    return tuple(replace(row, changes=tuple(map(told, row.changes))) for row in dossier.tables.releases)


def versions_by_page(dossier: Dossier, releases: Sequence[Release]) -> Iterator[tuple[Key, str]]:
    """Each page that a release changed, by its present address, with the version; newest first."""
    pages = dossier.pages
    now = {str(former_key(key, old)): key for key, page in pages.items() for old in page.entry.head.formerly}
    now |= {str(key): key for key in pages}
    for release in reversed(releases):
        yield from ((now[change.page], release.version) for change in release.changes if change.page in now)
