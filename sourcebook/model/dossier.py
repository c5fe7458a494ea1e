"""The linked dossier: pages and claims with every name resolved."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from sourcebook.model.blocks import Sentence
from sourcebook.model.edges import Edge, target_page
from sourcebook.model.gaps import Gaps
from sourcebook.model.marks import Ref
from sourcebook.model.names import FOLDERS, MADE, ClaimKey, Key, Target, page_url
from sourcebook.model.record import (
    ClaimRecord,
    EntityRecord,
    Entry,
    EventRecord,
    NameIn,
    PuzzleRecord,
    QuestionRecord,
    SourceRecord,
)
from sourcebook.model.tables import Correction, Reference, Tables
from sourcebook.model.values import Value


class Claim(Struct, frozen=True):
    """A claim (one thing that a document says) with its names resolved to keys.

    `by`: its speakers, empty for ARTICLE and UNNAMED (`record.by` has which); `maybe`: as context suggests.
    """

    key: ClaimKey
    record: ClaimRecord
    by: tuple[Key, ...]
    maybe: Key | None
    about: tuple[Key, ...]
    answers: Key | None
    value: Value | None
    relies_on: Key | ClaimKey | None
    shown_by: tuple[ClaimKey, ...]


class Named(Struct, frozen=True):
    """A spelling or title that a document gives to the person or other entity `who`."""

    who: Key
    record: NameIn


class Source(Struct, frozen=True):
    """A document (source page) with its names resolved; `claims` in file order."""

    record: SourceRecord
    author: Key | None
    outlet: Key | None
    relies_on: Key | None
    copies: tuple[Reference, ...]
    names: tuple[Named, ...]
    claims: tuple[Claim, ...]


class Question(Struct, frozen=True):
    """A question that claims of documents answer, and the pages it is about."""

    record: QuestionRecord
    about: tuple[Key, ...]


class Puzzle(Struct, frozen=True):
    """A puzzle (something the documents leave unsettled) and what it is about."""

    record: PuzzleRecord
    about: tuple[Target, ...]


class Note(Struct, frozen=True):
    """An editorial note: the targets it is about, and the references that support it."""

    about: tuple[Target, ...]
    references: tuple[Reference, ...]


class Entity(Struct, frozen=True):
    """A person, place or organisation; `country`: of an outlet.

    `counts_as`: the entity on whose behalf it speaks, and as which it is counted among the origins of claims.
    """

    record: EntityRecord
    counts_as: Key | None
    country: Key | None


class Event(Struct, frozen=True):
    """An event with its places (`where`) and the later events (`precedes`)."""

    record: EventRecord
    where: tuple[Key, ...]
    precedes: tuple[Key, ...]


class Article(Struct, frozen=True):
    """Linked data of a topic or plain page: none, since it has only a head and prose."""


M = TypeVar("M")
Matter = Source | Question | Puzzle | Note | Entity | Event | Article
"""Linked data of a page, by its kind: its fields other than title and summary, with names resolved to keys."""


class Page(Struct, frozen=True):
    """A page: its parsed entry, the linked data of its kind (`matter`), its targets.

    `marks` maps the targets of each mark as written to keys; to () if one of them could not be resolved.
    """

    key: Key
    entry: Entry
    matter: Matter
    marks: Mapping[tuple[str, ...], tuple[Target, ...]]

    @property
    def title(self) -> str:
        return self.entry.head.title

    @property
    def url(self) -> str:
        return page_url(self.key)

    def targets(self, sentence: Sentence) -> tuple[Target, ...]:
        """Keys that the marks of a sentence of this page lead to, in text order."""
        return tuple(target for ref in sentence.refs for target in self.resolve(ref))

    def resolve(self, ref: Ref) -> tuple[Target, ...]:
        """Keys that a mark in the prose of this page leads to; () if unresolved."""
        return self.marks[ref.targets] if ref.leads else ()

    @property
    def cites(self) -> bool:
        """True if the prose of this page cites or links a claim."""
        return any(isinstance(target, ClaimKey) for targets in self.marks.values() for target in targets)

    def cited(self, sentence: Sentence) -> tuple[ClaimKey, ...]:
        """Keys of the claims that a sentence of this page cites or links, in text order."""
        return tuple(target for target in self.targets(sentence) if isinstance(target, ClaimKey))


def spoken(pieces: Iterable[str | Ref], page: Page, pages: Mapping[Key, Page]) -> str:
    """Plain text of a sentence of a page.

    A link is its label or its target's title; a citation is left out.
    """
    words = [piece if isinstance(piece, str) else _label(piece, page, pages) for piece in pieces]
    return " ".join("".join(words).split())


def _label(ref: Ref, page: Page, pages: Mapping[Key, Page]) -> str:
    targets = page.resolve(ref)
    if ref.kind == "cite" or ref.label or not targets:
        return ref.label or ""
    key = target_page(targets[0])
    return pages[key].title if key in pages else ""


def edges_of(page: Page, pages: Mapping[Key, Page]) -> list[Edge]:
    """List the edges (links and citations) in the prose of a page, in text order."""
    edges = []
    for pieces in page.entry.outline.marked:
        text = spoken(pieces, page, pages)
        for ref in pieces:
            if not isinstance(ref, str):
                edges += [Edge(ref.kind, page.key, target, text) for target in page.resolve(ref)]
    return edges


class Dossier(Struct, frozen=True):
    """A dossier (the content of one site) with the names in its pages resolved.

    Drafts only in a preview. Pages are ordered by folder and slug, claims by source and place, edges by page and place.
    """

    tables: Tables
    pages: Mapping[Key, Page]
    claims: Mapping[ClaimKey, Claim]
    edges: tuple[Edge, ...]
    corrections: tuple[tuple[Correction, Target], ...] = ()
    gaps: Gaps = Gaps()

    def pages_in(self, *folders: str) -> Iterator[Page]:
        """Pages of these folders, in dossier order."""
        return (self.pages[key] for key in self.pages if key.folder in folders)

    def pages_with(self, kind: type[M]) -> Iterator[tuple[Page, M]]:
        """Pages whose linked data (`matter`) is of type `kind`, each with that data."""
        return ((page, page.matter) for page in self.pages.values() if isinstance(page.matter, kind))

    def source(self, slug: str) -> Source:
        """Document with this slug. Raises KeyError if there is none."""
        matter = self.pages[Key("sources", slug)].matter
        assert isinstance(matter, Source)
        return matter


def made(dossier: Dossier) -> frozenset[str]:
    """Names of the generated pages of a site: list pages of folders, and some of MADE.

    A page is generated if it has something to show, or if its address was published before.
    """
    folders = {key.folder for key in dossier.pages} - {"pages"}
    shown = {
        "references": bool(dossier.tables.references),
        "timeline": bool(folders & {"sources", "events"}),
        "record": bool(folders & {"sources", "questions", "puzzles", "notes"}),
        "map": any(entity.record.point for _, entity in dossier.pages_with(Entity)),
        "matrix": {"questions", "sources"} <= folders,
    }
    names = {*FOLDERS, *MADE} - {"pages"}
    before = names & {address.strip("/") for address in dossier.tables.addresses}
    return frozenset(folders | before | {name for name in MADE if shown.get(name, True)})
