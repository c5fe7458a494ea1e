"""The dossier seen from each page: who speaks of it, cites it, answers it. Tables by target, made once.

They are made of the plain dossier and hold names alone; tasks are handed one row at a time (`reader.py`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from sourcebook.model.dates import rank
from sourcebook.model.dossier import Dossier, Event, Named, Note, Page, Puzzle, Question, Source, made
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.model.record import Published
from sourcebook.model.standing import Verdict, standings
from sourcebook.model.tables import Reference

K = TypeVar("K")
V = TypeVar("V")

NameGiven = tuple[Key, Named]
"""The document that names somebody, and how."""


class SourceHead(Struct, frozen=True):
    """What a document is, without what it says; `claims`, `names`: how many there are."""

    key: Key
    author: Key | None
    outlet: Key | None
    relies_on: Key | None
    published: Published
    claims: int
    names: int

    @property
    def rank(self) -> tuple[int, int, str]:
        """Sort key of documents by date, as `dates.rank`; those of one date by name."""
        return (*rank(self.published.date), self.key.slug)


def head_of(key: Key, source: Source) -> SourceHead:
    """The head of a document."""
    made_by = source.author, source.outlet, source.relies_on
    return SourceHead(key, *made_by, source.record.published, len(source.claims), len(source.names))


@dataclass(frozen=True)
class Lookup:
    """Tables by target over one dossier; all keep the dossier's order."""

    dossier: Dossier

    @cached_property
    def sources(self) -> tuple[tuple[Page, Source], ...]:
        """Documents by date."""
        return tuple(sorted(self.dossier.each(Source), key=lambda pair: head_of(pair[0].key, pair[1]).rank))

    @cached_property
    def made(self) -> frozenset[str]:
        """The pages without a file of their own, by their names at the top."""
        return made(self.dossier)

    @cached_property
    def verdicts(self) -> Mapping[Key, tuple[Verdict, ...]]:
        return standings(self.dossier)

    @cached_property
    def verdict_of(self) -> Mapping[ClaimKey, Verdict]:
        return {
            claim.key: verdict
            for verdicts in self.verdicts.values()
            for verdict in verdicts
            for claim in (*verdict.claims, *verdict.others)
        }

    @cached_property
    def about(self) -> Mapping[Key, tuple[ClaimKey, ...]]:
        return _grouped((key, claim.key) for claim in self.dossier.claims.values() for key in claim.about)

    @cached_property
    def said(self) -> Mapping[Key, tuple[ClaimKey, ...]]:
        return _grouped((key, claim.key) for claim in self.dossier.claims.values() for key in claim.by)

    @cached_property
    def names(self) -> Mapping[Key, tuple[NameGiven, ...]]:
        """Spellings and titles by who bears them, in the order of the documents' dates."""
        found: dict[Key, list[NameGiven]] = defaultdict(list)
        for page, source in self.sources:
            for named in source.names:
                found[named.who].append((page.key, named))
        return {who: tuple(names) for who, names in found.items()}

    @cached_property
    def puzzles(self) -> Mapping[Target, tuple[Key, ...]]:
        return _grouped((target, page.key) for page, puzzle in self.dossier.each(Puzzle) for target in puzzle.about)

    @cached_property
    def notes(self) -> Mapping[Target, tuple[Key, ...]]:
        return _grouped((target, page.key) for page, note in self.dossier.each(Note) for target in note.about)

    @cached_property
    def questions_about(self) -> Mapping[Key, tuple[Key, ...]]:
        questions = self.dossier.each(Question)
        return _grouped((target, page.key) for page, question in questions for target in question.about)

    @cached_property
    def questions_of(self) -> Mapping[Key, tuple[Key, ...]]:
        """By topic, the questions about it, then those that its article links."""
        linked = (
            (topic, edge.target)
            for topic in self.dossier.pages
            if topic.folder == "topics"
            for edge in self.dossier.edges.of.get(topic, ())
            if isinstance(edge.target, Key) and edge.target.folder == "questions"
        )
        about = (
            (key, asked) for key, found in self.questions_about.items() if key.folder == "topics" for asked in found
        )
        return _grouped((*about, *linked))

    @cached_property
    def topics_of(self) -> Mapping[Key, tuple[Key, ...]]:
        """By question, the topics among whose questions it is."""
        return _grouped((question, topic) for topic, asked in self.questions_of.items() for question in asked)

    @cached_property
    def events_at(self) -> Mapping[Key, tuple[Key, ...]]:
        """By place, the events there."""
        return _grouped((place, page.key) for page, event in self.dossier.each(Event) for place in event.where)

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """References by id."""
        return {reference.id: reference for reference in self.dossier.tables.references}

    @cached_property
    def loaded(self) -> re.Pattern[str]:
        """Matches a loaded term in case-folded text."""
        forms = [form for term in self.dossier.tables.terms for form in term.forms]
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b") if forms else re.compile(r"(?!)")


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    """Names by key in their order; one that is named twice under a key stands there once."""
    found: dict[K, dict[V, None]] = defaultdict(dict)
    for key, value in pairs:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}
