"""The linked dossier: pages and claims with every name resolved."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.blocks import Sentence
from sourcebook.model.edges import Edge
from sourcebook.model.entry import Entry
from sourcebook.model.gaps import Gaps
from sourcebook.model.marks import Ref
from sourcebook.model.names import FOLDERS, MADE, ClaimKey, Key, Target, page_url
from sourcebook.model.record import EntityRecord, EventRecord, NoteRecord, PuzzleRecord, QuestionRecord
from sourcebook.model.source_record import ClaimRecord, NameIn, SourceRecord
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
    same_as: ClaimKey | None = None
    also_answers: tuple[tuple[Key, Value | None], ...] = ()

    @property
    def readings(self) -> "tuple[Claim, ...]":
        """This claim once for each question that it answers, with its answer to that one."""
        also = (replace(self, answers=question, value=value) for question, value in self.also_answers)
        return (self, *also) if self.also_answers else (self,)


class Named(Struct, frozen=True):
    """A spelling or title that a document gives to the person or other entity `who`."""

    who: Key
    record: NameIn


class Source(Struct, frozen=True):
    """A document (source page) with its names resolved; `claims` in file order."""

    record: SourceRecord
    authors: tuple[Key, ...]
    outlet: Key | None
    relies_on: Key | None
    copies: tuple[Reference, ...]
    names: tuple[Named, ...]
    claims: tuple[Claim, ...]


class Question(Struct, frozen=True):
    """A question that claims of documents answer; `shown_on`: the page that has it as a row, if not its own."""

    record: QuestionRecord
    about: tuple[Key, ...]
    shown_on: Key | None = None


class Puzzle(Struct, frozen=True):
    """A puzzle (left open by the documents); `shown_on`: the page that has it as a line, if not its own."""

    record: PuzzleRecord
    about: tuple[Target, ...]
    shown_on: Key | None = None


class Note(Struct, frozen=True):
    """An editorial note: what it is about, and the references that support it."""

    record: NoteRecord
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


class ShortLine(Struct, frozen=True):
    """Sentence of *In short*, and what it rests on: claims, a reference, or a page. `home`: whether home shows it."""

    says: str
    claims: tuple[ClaimKey, ...]
    reference: Reference | None
    rests_on: Key | None
    home: bool = False


class Topic(Struct, frozen=True):
    """A topic in short: on the documents, on what is known elsewhere, and on how sure it is; empty without it."""

    documents: tuple[ShortLine, ...] = ()
    elsewhere: tuple[ShortLine, ...] = ()
    how_sure: tuple[ShortLine, ...] = ()


class Article(Struct, frozen=True):
    """Linked data of a plain page: none, since it has only a head and prose."""


M = TypeVar("M")
Matter = Topic | Source | Question | Puzzle | Note | Entity | Event | Article
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

    @property
    def shown_on(self) -> Key | None:
        """Page that shows this one as a row or line, in place of a page of its own."""
        return self.matter.shown_on if isinstance(self.matter, Question | Puzzle) else None

    def targets(self, sentence: Sentence) -> tuple[Target, ...]:
        """Keys that the marks of a sentence of this page lead to, in text order."""
        return tuple(target for ref in sentence.refs for target in self.resolve(ref))

    def resolve(self, ref: Ref) -> tuple[Target, ...]:
        """Keys that a mark in the prose of this page leads to; () if unresolved, or no link or citation of claims."""
        return self.marks[ref.targets] if ref.leads else ()

    @property
    def cites(self) -> bool:
        """True if the prose of this page cites or links a claim."""
        return any(isinstance(target, ClaimKey) for targets in self.marks.values() for target in targets)

    def cited(self, sentence: Sentence) -> tuple[ClaimKey, ...]:
        """Keys of the claims that a sentence of this page cites or links, in text order."""
        return tuple(target for target in self.targets(sentence) if isinstance(target, ClaimKey))


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
        **{name: bool(getattr(dossier.tables, name)) for name in ("references", "releases")},
        "timeline": bool(folders & {"sources", "events"}),
        "record": bool(folders & {"sources", "questions", "puzzles", "notes"}),
        "map": any(entity.record.point for _, entity in dossier.pages_with(Entity)),
        "matrix": {"questions", "sources"} <= folders,
    }
    names = {*FOLDERS, *MADE} - {"pages"}
    before = names & {address.strip("/") for address in dossier.tables.addresses}
    return frozenset(folders | before | {name for name in MADE if shown.get(name, True)})
