"""Gaps: what is not known of a dossier in which something could not be read."""

from msgspec import Struct

from sourcebook.model.names import Key


class Gaps(Struct, frozen=True):
    """Paths of files that are not known, or not wholly; none in a dossier that is built.

    `unread`: those in which something could not be read; `unsure`: these, and those with a name that leads nowhere.
    `names`: slugs of all pages that these files, and names that lead nowhere, may mean; None if that may be any. Rules
    leave out what depends on them, so that one mistake is one problem.
    """

    unread: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    names: frozenset[str] | None = None

    def __bool__(self) -> bool:
        return bool(self.unsure)

    def hides(self, page: Key) -> bool:
        """True if not all of a page is known, or if what is not known may name it."""
        return bool(self) and (self.names is None or page.slug in self.names or f"{page}.md" in self.unread)

    def within(self, *folders: str) -> bool:
        """True if not all files of these folders are known."""
        return any(path.partition("/")[0] in folders for path in self.unsure)
