"""Derived tables of a dossier: per page, the claims, links and answers about it.

They are computed once and contain keys; tasks get one row at a time (`rows.py`).
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property

from msgspec import Struct

from sourcebook.model.corrections import anchored
from sourcebook.model.dates import Rank, rank
from sourcebook.model.dossier import Dossier, Event, Named, Note, Page, Puzzle, Question, Source, made
from sourcebook.model.edges import Edge, target_page
from sourcebook.model.grouping import grouped, listed
from sourcebook.model.history import releases_of, versions_by_page
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.model.origins import chains
from sourcebook.model.places import Unit
from sourcebook.model.releases import Release
from sourcebook.model.source_record import Published, SourceKind
from sourcebook.model.standing import Verdict, standings
from sourcebook.model.tables import Reference

NameGiven = tuple[Key, Named]
"""The document that names somebody, and the name it gives."""


class SourceHead(Struct, frozen=True):
    """Metadata of a document (source page), without its claims.

    `outlet`, `relies_on`: None if it names none; `claims`, `names`: how many it has; `short`: its short name, if the
    editor gave one; `copy`: the first published copy; `address`: where its text was published; `lang`: its language;
    `unit`: of its extent.
    """

    key: Key
    authors: tuple[Key, ...]
    outlet: Key | None
    relies_on: Key | None
    published: Published
    claims: int
    names: int
    short: str | None = None
    copy: Reference | None = None
    kind: SourceKind = "article"
    address: str | None = None
    lang: str | None = None
    unit: Unit = "paragraph"

    @property
    def rank(self) -> tuple[Rank, str]:
        """Sort key of documents: by date as `dates.rank`, then by slug."""
        return rank(self.published.date), self.key.slug


def head_of(key: Key, source: Source) -> SourceHead:
    """Metadata of the document at `key`."""
    record, copy = source.record, source.copies[0] if source.copies else None
    return SourceHead(
        key, source.authors, source.outlet, source.relies_on, record.published, len(source.claims), len(source.names),
        record.short, copy, record.kind, record.readable_at or (copy.address if copy else None),
        record.language, record.unit,
    )  # fmt: skip


class Lookup(Struct, frozen=True, dict=True, eq=False):
    """Derived tables of one dossier, as mappings from a key to its row; lazy.

    Values of a row keep the order of the dossier. A key without a value has no row.
    """

    dossier: Dossier

    @cached_property
    def sources(self) -> tuple[tuple[Page, Source], ...]:
        """All documents as (page, source) pairs, sorted by date, then by slug."""
        return tuple(sorted(self.dossier.pages_with(Source), key=lambda pair: head_of(pair[0].key, pair[1]).rank))

    @cached_property
    def made(self) -> frozenset[str]:
        """Names of the generated pages, such as `timeline` or `topics`."""
        return made(self.dossier)

    @cached_property
    def unlisted(self) -> frozenset[Key]:
        """Keys of the pages that lists leave out."""
        return frozenset(key for key, page in self.dossier.pages.items() if page.entry.head.unlisted)

    @cached_property
    def verdicts(self) -> Mapping[Key, tuple[Verdict, ...]]:
        """By question, its verdicts (how its answers compare), one for each scope."""
        return standings(self.dossier)

    @cached_property
    def verdict_of(self) -> Mapping[ClaimKey, Verdict]:
        """By claim, the verdict (how the answers compare) on the question it answers, of several the first."""
        claims, verdicts = self.dossier.claims, (verdict for row in self.verdicts.values() for verdict in row)
        found = ((verdict, claim) for verdict in verdicts for claim in (*verdict.claims, *verdict.others))
        return {claim.key: verdict for verdict, claim in found if claim.answers == claims[claim.key].answers}

    @cached_property
    def chains(self) -> Callable[[ClaimKey], tuple[tuple[Key, ...], ...]]:
        """Function that returns the chains of a claim, each sorted; computed once for each claim."""
        claims = self.dossier.claims
        return cache(lambda key: tuple(tuple(sorted(chain)) for chain in chains(self.dossier, claims[key])))

    @cached_property
    def about(self) -> Mapping[Key, tuple[ClaimKey, ...]]:
        """Claims by the page that they are about."""
        return grouped((key, claim.key) for claim in self.dossier.claims.values() for key in claim.about)

    @cached_property
    def claims_by(self) -> Mapping[Key, tuple[ClaimKey, ...]]:
        """Claims by speaker."""
        return grouped((key, claim.key) for claim in self.dossier.claims.values() for key in claim.by)

    @cached_property
    def names(self) -> Mapping[Key, tuple[NameGiven, ...]]:
        """Spellings and titles that documents give to a page, by page; sorted by date."""
        return listed((named.who, (page.key, named)) for page, source in self.sources for named in source.names)

    @cached_property
    def edges(self) -> Mapping[Key, tuple[Edge, ...]]:
        """Links and citations by the page whose prose contains them."""
        return listed((edge.origin, edge) for edge in self.dossier.edges)

    @cached_property
    def backlinks(self) -> Mapping[Key, tuple[Edge, ...]]:
        """Links and citations by the page they lead to, or that contains their target."""
        return listed((target_page(edge.target), edge) for edge in self.dossier.edges)

    @cached_property
    def puzzles(self) -> Mapping[Target, tuple[Key, ...]]:
        """Puzzles by the page, claim or paragraph that they are about."""
        puzzles = self.dossier.pages_with(Puzzle)
        return grouped((target, page.key) for page, puzzle in puzzles for target in puzzle.about)

    @cached_property
    def notes(self) -> Mapping[Target, tuple[Key, ...]]:
        """Editorial notes by the page, claim or paragraph that they are about."""
        notes = self.dossier.pages_with(Note)
        return grouped((target, page.key) for page, note in notes for target in note.about)

    @cached_property
    def questions_about(self) -> Mapping[Key, tuple[Key, ...]]:
        """Questions by the page that they are about."""
        questions = self.dossier.pages_with(Question)
        return grouped((target, page.key) for page, question in questions for target in question.about)

    @cached_property
    def questions_of(self) -> Mapping[Key, tuple[Key, ...]]:
        """Questions by topic: those about the topic, then those that its article links."""
        linked = (
            (topic, edge.target)
            for topic in self.dossier.pages
            if topic.folder == "topics"
            for edge in self.edges.get(topic, ())
            if isinstance(edge.target, Key) and edge.target.folder == "questions"
        )
        about = (
            (key, question)
            for key, questions in self.questions_about.items()
            if key.folder == "topics"
            for question in questions
        )
        return grouped((*about, *linked))

    @cached_property
    def topics_of(self) -> Mapping[Key, tuple[Key, ...]]:
        """Topics by question: the reverse of `questions_of`."""
        return grouped((question, topic) for topic, questions in self.questions_of.items() for question in questions)

    @cached_property
    def shown_at(self) -> Mapping[Key, tuple[Key, ...]]:
        """Questions and puzzles without a page of their own, by the page that shows them."""
        pages = self.dossier.pages.values()
        return listed((page.shown_on, page.key) for page in pages if page.shown_on is not None)

    @cached_property
    def events_at(self) -> Mapping[Key, tuple[Key, ...]]:
        """Events by place."""
        return grouped((place, page.key) for page, event in self.dossier.pages_with(Event) for place in event.where)

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """References (publications outside the collection) by id."""
        return {reference.id: reference for reference in self.dossier.tables.references}

    @cached_property
    def corrected(self) -> Mapping[Target, tuple[tuple[str, str], ...]]:
        """Day and anchor of corrections, by the page or claim that they are about and by the page of a claim."""
        rows = anchored(self.dossier)
        return grouped((key, (f"{row.date}", at)) for row, about, at in rows for key in (about, target_page(about)))

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """Releases, oldest first."""
        return releases_of(self.dossier)

    @cached_property
    def released(self) -> Mapping[Key, tuple[str, ...]]:
        """Versions of the releases that changed a page, newest first, by page."""
        return grouped(versions_by_page(self.dossier, self.releases))

    @cached_property
    def loaded(self) -> re.Pattern[str]:
        """Pattern of the loaded terms (words that take sides), for case-folded text."""
        forms = [form for term in self.dossier.tables.terms for form in term.forms]
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b") if forms else re.compile(r"(?!)")
