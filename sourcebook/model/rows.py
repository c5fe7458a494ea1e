"""Access to rows of the derived tables; each read is recorded as a dependency."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sourcebook.model.edges import Edge
from sourcebook.model.items import Item, ItemName
from sourcebook.model.lookup import Lookup, NameGiven
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.model.origins import Origins, nearest, origins_of
from sourcebook.model.standing import StandingName, Verdict, VerdictSummary, relations, summary_of


class Recorder:
    """Records items (dependencies of a task) in `asked`, in order of first read."""

    def __init__(self) -> None:
        self.asked: dict[Item, None] = {}

    def note(self, item: Item) -> None:
        """Record an item as a dependency of the running task."""
        self.asked[item] = None

    @contextmanager
    def recording(self) -> Iterator[dict[Item, None]]:
        """Context in which items are recorded into a dict of its own, which it yields.

        They are not recorded for the task outside the context.
        """
        before, self.asked = self.asked, {}
        try:
            yield self.asked
        finally:
            self.asked = before


K = TypeVar("K")
V = TypeVar("V")

Rows = Callable[[K], tuple[V, ...]]
"""Method of a reader that returns the row of a table for a key."""


def row(table: str) -> Any:
    """Make a method that returns the row of a table of `Lookup` for a key.

    It records the item `(table, key)`. Returns () if the table has no such row.
    """

    def read(self: "RowReader", key: ItemName) -> Any:
        self.note(Item(table, key))
        return getattr(self._lookup, table).get(key, ())

    return read


class RowReader(Recorder):
    """Access to rows of the derived tables of one dossier; records each read.

    A row contains keys; the pages and claims of these keys are items of their own.
    """

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self._lookup = lookup

    verdicts: Rows[Key, Verdict] = row("verdicts")
    """Verdicts on a question (how its answers compare), one a scope, with the claims."""

    about: Rows[Key, ClaimKey] = row("about")
    """Claims about a page."""

    claims_by: Rows[Key, ClaimKey] = row("claims_by")
    """Claims made by a speaker."""

    names: Rows[Key, NameGiven] = row("names")
    """Spellings and titles that documents give somebody, sorted by date."""

    puzzles: Rows[Target, Key] = row("puzzles")
    """Puzzles about a page, claim or paragraph."""

    corrected: Rows[Target, tuple[str, str]] = row("corrected")
    """Day and anchor of the corrections of a page or claim."""

    notes: Rows[Target, Key] = row("notes")
    """Editorial notes about a page, claim or paragraph."""

    questions_about: Rows[Key, Key] = row("questions_about")
    """Questions about a page."""

    questions_of: Rows[Key, Key] = row("questions_of")
    """Questions about a topic, then those that its article links."""

    topics_of: Rows[Key, Key] = row("topics_of")
    """Topics whose questions include a question."""

    shown_at: Rows[Key, Key] = row("shown_at")
    """Questions and puzzles that a page shows in place of pages of their own."""

    events_at: Rows[Key, Key] = row("events_at")
    """Events at a place."""

    edges: Rows[Key, Edge] = row("edges")
    """Links and citations in the prose of a page."""

    backlinks: Rows[Key, Edge] = row("backlinks")
    """Links and citations of a page, its claims and paragraphs, in the prose of any page."""

    def standings(self, question: Key) -> tuple[VerdictSummary, ...]:
        """Verdicts on a question (how its answers compare), one a scope, as summaries."""
        self.note(Item("standings", question))
        return tuple(map(summary_of, self._lookup.verdicts.get(question, ())))

    def relations(self, question: Key) -> dict[ClaimKey, tuple[StandingName, ...]]:
        """For each answer to a question, how it compares with the others of its scope.

        Returns by claim the distinct results ("agreed", "disputed", …), sorted.
        """
        self.note(Item("relations", question))
        verdicts = self._lookup.verdicts.get(question, ())
        return dict(pair for verdict in verdicts for pair in relations(self._lookup.dossier, verdict))

    def verdict_of(self, claim: ClaimKey) -> VerdictSummary | None:
        """Verdict on the question that a claim answers, in the scope of the claim.

        None if the claim answers none.
        """
        self.note(Item("verdict_of", claim))
        verdict = self._lookup.verdict_of.get(claim)
        return None if verdict is None else summary_of(verdict)

    def origins(self, key: Key) -> Origins:
        """Origins (people and bodies) from whom the contents of a page come."""
        self.note(Item("origins", key))
        return origins_of(self._lookup.dossier, key)

    def chains(self, claim: ClaimKey) -> tuple[tuple[Key, ...], ...]:
        """Chains of a claim (all its origins), one for each speaker; each sorted."""
        self.note(Item("chains", claim))
        return self._lookup.chains(claim)

    def nearest(self, origins: Origins) -> Origins:
        """Drop origins (people and bodies) that another of them counts as."""
        return nearest(origins, self.origins)
