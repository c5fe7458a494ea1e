"""Rows of the derived tables, handed out one at a time; what is asked for is noted."""

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
    """Notes what is asked for in `asked`, in the order in which it was first asked for."""

    def __init__(self) -> None:
        self.asked: dict[Item, None] = {}

    def note(self, item: Item) -> None:
        """Have what is being made depend on an item."""
        self.asked[item] = None

    @contextmanager
    def recording(self) -> Iterator[dict[Item, None]]:
        """Gives what is asked for meanwhile; none of it counts as asked for by whoever was recorded before."""
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
    """A method that records the item `(table, key)` and returns the row of that table of `Lookup`, () if none."""

    def read(self: "RowReader", key: ItemName) -> Any:
        self.note(Item(table, key))
        return getattr(self._lookup, table).get(key, ())

    return read


class RowReader(Recorder):
    """Rows of the derived tables of one dossier. A row holds names; what they name is read by itself."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self._lookup = lookup

    verdicts: Rows[Key, Verdict] = row("verdicts")
    """Verdicts on a question, with the claims."""

    about: Rows[Key, ClaimKey] = row("about")
    """Claims about a page."""

    said: Rows[Key, ClaimKey] = row("said")
    """Claims made by a speaker."""

    names: Rows[Key, NameGiven] = row("names")
    """Spellings and titles that documents give somebody, by date."""

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

    def standings(self, question: Key) -> tuple[VerdictSummary, ...]:
        """How its answers stand, without the claims."""
        self.note(Item("standings", question))
        return tuple(map(summary_of, self._lookup.verdicts.get(question, ())))

    def answers(self, question: Key) -> int:
        """How many statements answer it."""
        self.note(Item("answers", question))
        return sum(len(verdict.claims) for verdict in self._lookup.verdicts.get(question, ()))

    def relations(self, question: Key) -> dict[ClaimKey, tuple[StandingName, ...]]:
        """For each answer, how it stands to each of the others in its scope."""
        self.note(Item("relations", question))
        verdicts = self._lookup.verdicts.get(question, ())
        return dict(pair for verdict in verdicts for pair in relations(self._lookup.dossier, verdict))

    def verdict_of(self, claim: ClaimKey) -> VerdictSummary | None:
        """How the answers to the claim's question stand in the scope of the claim."""
        self.note(Item("verdict_of", claim))
        verdict = self._lookup.verdict_of.get(claim)
        return None if verdict is None else summary_of(verdict)

    def backlinks(self, key: Key) -> tuple[Edge, ...]:
        """What other pages' prose points to on a page."""
        self.note(Item("backlinks", key))
        return tuple(self._lookup.dossier.edges.to.get(key, ()))

    def edges(self, key: Key) -> tuple[Edge, ...]:
        """What a page's prose points to."""
        self.note(Item("edges", key))
        return tuple(self._lookup.dossier.edges.of.get(key, ()))

    def origins(self, key: Key) -> Origins:
        """Who tells what stands in a document; of others, themselves and whom they count as."""
        self.note(Item("origins", key))
        return origins_of(self._lookup.dossier, key)

    def chains(self, claim: ClaimKey) -> tuple[tuple[Key, ...], ...]:
        """The chain of each voice of a claim: all through whom it came, in order."""
        self.note(Item("chains", claim))
        dossier = self._lookup.dossier
        return tuple(tuple(sorted(chain)) for chain in chains(dossier, dossier.claims[claim]))

    def nearest(self, origins: Origins) -> Origins:
        """Those of them that no other of them counts as."""
        return nearest(origins, self.origins)
