"""Rows of the derived tables, handed out one at a time; what is asked for is noted."""

from collections.abc import Iterator
from contextlib import contextmanager

from sourcebook.model.edges import Edge
from sourcebook.model.items import Item
from sourcebook.model.lookup import Lookup, NameGiven
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.model.origins import Origins, chains, nearest
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


class RowReader(Recorder):
    """Rows of the derived tables of one dossier. A row holds names; what they name is asked for by itself."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self._lookup = lookup

    def verdicts(self, question: Key) -> tuple[Verdict, ...]:
        """How its answers stand, with the claims."""
        self.note(Item("verdicts", question))
        return self._lookup.verdicts.get(question, ())

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
        found = self._lookup.verdicts.get(question, ())
        return dict(pair for verdict in found for pair in relations(self._lookup.dossier, verdict))

    def verdict_of(self, claim: ClaimKey) -> VerdictSummary | None:
        """How the answers to the claim's question stand in the scope of the claim."""
        self.note(Item("verdict_of", claim))
        found = self._lookup.verdict_of.get(claim)
        return None if found is None else summary_of(found)

    def about(self, key: Key) -> tuple[ClaimKey, ...]:
        """Claims about a page."""
        self.note(Item("about", key))
        return self._lookup.about.get(key, ())

    def said(self, key: Key) -> tuple[ClaimKey, ...]:
        """Claims that somebody makes."""
        self.note(Item("said", key))
        return self._lookup.said.get(key, ())

    def names(self, key: Key) -> tuple[NameGiven, ...]:
        """Spellings and titles that documents give somebody, by date."""
        self.note(Item("names", key))
        return self._lookup.names.get(key, ())

    def puzzles(self, target: Target) -> tuple[Key, ...]:
        """Puzzles about a page, claim or paragraph."""
        self.note(Item("puzzles", target))
        return self._lookup.puzzles.get(target, ())

    def notes(self, target: Target) -> tuple[Key, ...]:
        """Editorial notes about a page, claim or paragraph."""
        self.note(Item("notes", target))
        return self._lookup.notes.get(target, ())

    def questions_about(self, key: Key) -> tuple[Key, ...]:
        """Questions about a page."""
        self.note(Item("questions_about", key))
        return self._lookup.questions_about.get(key, ())

    def questions_of(self, topic: Key) -> tuple[Key, ...]:
        """Questions about a topic, then those that its article links."""
        self.note(Item("questions_of", topic))
        return self._lookup.questions_of.get(topic, ())

    def topics_of(self, question: Key) -> tuple[Key, ...]:
        """Topics among whose questions it is."""
        self.note(Item("topics_of", question))
        return self._lookup.topics_of.get(question, ())

    def events_at(self, place: Key) -> tuple[Key, ...]:
        """Events at a place."""
        self.note(Item("events_at", place))
        return self._lookup.events_at.get(place, ())

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
        return self._lookup.origins(key)

    def chains(self, claim: ClaimKey) -> tuple[tuple[Key, ...], ...]:
        """The chain of each voice of a claim: all through whom it came, in order."""
        self.note(Item("chains", claim))
        dossier = self._lookup.dossier
        return tuple(tuple(sorted(chain)) for chain in chains(dossier, dossier.claims[claim]))

    def nearest(self, origins: Origins) -> Origins:
        """Those of them that no other of them counts as."""
        return nearest(origins, self.origins)
