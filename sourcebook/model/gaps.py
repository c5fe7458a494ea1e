"""Gaps: what is not known of a dossier in which something could not be read."""

from msgspec import Struct


class Gaps(Struct, frozen=True):
    """Paths of files that are not known, or not wholly; none in a dossier that is built.

    `unread`: those in which something could not be read; `unsure`: these, and those with a name that leads nowhere.
    Rules leave out what depends on them, so that one mistake is one problem.
    """

    unread: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.unsure)

    def within(self, *folders: str) -> bool:
        """True if not all files of these folders are known."""
        return any(path.partition("/")[0] in folders for path in self.unsure)
