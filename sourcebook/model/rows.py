"""Recording access to the derived tables, one row at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sourcebook.model.edges import Edge
from sourcebook.model.items import Item, ItemName
from sourcebook.model.lookup import Lookup, NameGiven
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.model.origins import Origins, chains, nearest, origins_of
from sourcebook.model.standing import StandingName, Verdict, VerdictSummary, relations, summary_of


class Recorder:
    """Records items in `asked`, in the order in which they were first read."""

    def __init__(self) -> None:
        self.asked: dict[Item, None] = {}

    def note(self, item: Item) -> None:
        """Record an item: the running task depends on it."""
        self.asked[item] = None

    @contextmanager
    def recording(self) -> Iterator[dict[Item, None]]:
        """Context in which items are recorded apart, into the dict that it yields.

        Not for the task outside.
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

    It records the item `(table, key)`. A missing row is ().
    """

    def read(self: "RowReader", key: ItemName) -> Any:
        self.note(Item(table, key))
        return getattr(self._lookup, table).get(key, ())

    return read


class RowReader(Recorder):
    """Rows of the derived tables of one dossier.

    A row holds names; what they name is read by itself.
    """

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self._lookup = lookup

    verdicts: Rows[Key, Verdict] = row("verdicts")
    """Verdicts on a question, with the claims."""

    about: Rows[Key, ClaimKey] = row("about")
    """Claims about a page."""

    claims_by: Rows[Key, ClaimKey] = row("claims_by")
    """Claims made by a speaker."""

    names: Rows[Key, NameGiven] = row("names")
    """Spellings and titles that documents give somebody, sorted by date."""

    puzzles: Rows[Target, Key] = row("puzzles")
    """Puzzles about a page, claim or paragraph."""

    notes: Rows[Target, Key] = row("notes")
    """Editorial notes about a page, claim or paragraph."""

    questions_about: Rows[Key, Key] = row("questions_about")
    """Questions about a page."""

    questions_of: Rows[Key, Key] = row("questions_of")
    """Questions about a topic, then those that its article links."""

    topics_of: Rows[Key, Key] = row("topics_of")
    """Topics whose questions include a question."""

    events_at: Rows[Key, Key] = row("events_at")
    """Events at a place."""

    edges: Rows[Key, Edge] = row("edges")
    """Links and citations in the prose of a page."""

    backlinks: Rows[Key, Edge] = row("backlinks")
    """Links and citations of a page, its claims and paragraphs, in the prose of any page."""

    def standings(self, question: Key) -> tuple[VerdictSummary, ...]:
        """Verdicts on a question, without the claims."""
        self.note(Item("standings", question))
        return tuple(map(summary_of, self._lookup.verdicts.get(question, ())))

    def answers(self, question: Key) -> int:
        """Number of answers to a question, in all scopes; other claims are not counted."""
        self.note(Item("answers", question))
        return sum(len(verdict.claims) for verdict in self._lookup.verdicts.get(question, ()))

    def relations(self, question: Key) -> dict[ClaimKey, tuple[StandingName, ...]]:
        """Standings of each answer to a question against each other answer in its scope."""
        self.note(Item("relations", question))
        verdicts = self._lookup.verdicts.get(question, ())
        return dict(pair for verdict in verdicts for pair in relations(self._lookup.dossier, verdict))

    def verdict_of(self, claim: ClaimKey) -> VerdictSummary | None:
        """Verdict on the question that a claim answers, in the scope of the claim.

        None if it answers none.
        """
        self.note(Item("verdict_of", claim))
        verdict = self._lookup.verdict_of.get(claim)
        return None if verdict is None else summary_of(verdict)

    def origins(self, key: Key) -> Origins:
        """Origins of a page, as `origins.origins_of`."""
        self.note(Item("origins", key))
        return origins_of(self._lookup.dossier, key)

    def chains(self, claim: ClaimKey) -> tuple[tuple[Key, ...], ...]:
        """Chain of each speaker of a claim, sorted."""
        self.note(Item("chains", claim))
        dossier = self._lookup.dossier
        return tuple(tuple(sorted(chain)) for chain in chains(dossier, dossier.claims[claim]))

    def nearest(self, origins: Origins) -> Origins:
        """Origins that no other of them counts as."""
        return nearest(origins, self.origins)
