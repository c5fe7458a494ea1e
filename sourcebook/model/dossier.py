"""The whole dossier, every name resolved: what rules and views read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from sourcebook.model.blocks import Sentence
from sourcebook.model.edges import Edge, Edges
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
    """A claim with its names resolved. `by` is empty for ARTICLE and UNNAMED; see `record.by` for which."""

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
    """A name or title that a document gives somebody."""

    who: Key
    record: NameIn


class Source(Struct, frozen=True):
    """A document with its names resolved; `claims` in the order of the file."""

    record: SourceRecord
    author: Key | None
    outlet: Key | None
    relies_on: Key | None
    copies: tuple[Reference, ...]
    names: tuple[Named, ...]
    claims: tuple[Claim, ...]


class Question(Struct, frozen=True):
    """A question and the pages it is about."""

    record: QuestionRecord
    about: tuple[Key, ...]


class Puzzle(Struct, frozen=True):
    """A puzzle and what it turns on, in the order of its file."""

    record: PuzzleRecord
    about: tuple[Target, ...]


class Note(Struct, frozen=True):
    """An editorial note: what it is about, and the references it rests on."""

    about: tuple[Target, ...]
    references: tuple[Reference, ...]


class Entity(Struct, frozen=True):
    """A person, place or organisation; whose voice it counts as, and an outlet's country."""

    record: EntityRecord
    counts_as: Key | None
    country: Key | None


class Event(Struct, frozen=True):
    """Something that happened or was announced, where, and which events the record puts after it."""

    record: EventRecord
    where: tuple[Key, ...]
    precedes: tuple[Key, ...]


class Article(Struct, frozen=True):
    """A topic or a plain page."""


M = TypeVar("M")
Matter = Source | Question | Puzzle | Note | Entity | Event | Article


class Page(Struct, frozen=True):
    """One page: its entry, what it holds with names resolved, and what its marks lead to.

    `marks` has by the targets of a mark, as they are written, what they name; nothing where one of them names nothing.
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
        """All that the marks of a sentence of this page lead to, in the order of the text."""
        return tuple(target for ref in sentence.refs for target in self.leads(ref))

    def leads(self, ref: Ref) -> tuple[Target, ...]:
        """What a mark of this page's prose leads to."""
        return self.marks[ref.targets]

    @property
    def cites(self) -> bool:
        """Whether the prose of this page cites or links a claim at all."""
        return any(isinstance(target, ClaimKey) for targets in self.marks.values() for target in targets)

    def cited(self, sentence: Sentence) -> tuple[ClaimKey, ...]:
        """The claims that a sentence of this page cites or links."""
        return tuple(target for target in self.targets(sentence) if isinstance(target, ClaimKey))


def spoken(pieces: Iterable[str | Ref], page: Page, pages: Mapping[Key, Page]) -> str:
    """A sentence of a page as plain text: links as their label or the title they lead to, citations left out."""
    words = [piece if isinstance(piece, str) else _label(piece, page, pages) for piece in pieces]
    return " ".join("".join(words).split())


def _label(ref: Ref, page: Page, pages: Mapping[Key, Page]) -> str:
    targets = page.leads(ref)
    if ref.kind == "cite" or ref.label or not targets:
        return ref.label or ""
    target = targets[0]
    key = target if isinstance(target, Key) else target.page
    return pages[key].title if key in pages else ""


def edges_of(page: Page, pages: Mapping[Key, Page]) -> list[Edge]:
    """What the marks of a page point to, in the order of its text."""
    found = []
    for pieces in page.entry.outline.marked:
        text = spoken(pieces, page, pages)
        for ref in pieces:
            if not isinstance(ref, str):
                found += [Edge(ref.kind, page.key, target, text) for target in page.leads(ref)]
    return found


class Dossier(Struct, frozen=True):
    """Everything, in a fixed order: pages by folder and slug, claims by source and place in its file.

    Drafts are left out. `edges` is a table: backlinks, orphans and "cited by" are queries over it.
    """

    tables: Tables
    pages: Mapping[Key, Page]
    claims: Mapping[ClaimKey, Claim]
    edges: Edges
    corrections: tuple[tuple[Correction, Target], ...] = ()

    def of(self, *folders: str) -> Iterator[Page]:
        """The pages of these folders; of the others nothing is read."""
        return (self.pages[key] for key in self.pages if key.folder in folders)

    def each(self, kind: type[M]) -> Iterator[tuple[Page, M]]:
        """Pages whose matter is of this kind, each with its matter."""
        return ((page, page.matter) for page in self.pages.values() if isinstance(page.matter, kind))

    def source(self, slug: str) -> Source:
        """The source with this slug; KeyError where there is none."""
        matter = self.pages[Key("sources", slug)].matter
        assert isinstance(matter, Source)
        return matter


def made(dossier: Dossier) -> frozenset[str]:
    """The pages without a file of their own that there are, by their names at the top: lists of a folder, and MADE.

    They have something to show, or were published before: such an address leads somewhere for ever.
    """
    folders = {key.folder for key in dossier.pages} - {"pages"}
    shown = {
        "references": bool(dossier.tables.references),
        "timeline": bool(folders & {"sources", "events"}),
        "record": bool(folders & {"sources", "questions", "puzzles", "notes"}),
        "map": "places" in folders and any(_has_point(page) for page in dossier.of("places")),
        "matrix": {"questions", "sources"} <= folders,
    }
    names = {*FOLDERS, *MADE} - {"pages"}
    before = names & {address.strip("/") for address in dossier.tables.addresses}
    return frozenset(folders | before | {name for name in MADE if shown.get(name, True)})


def _has_point(page: Page) -> bool:
    return isinstance(page.matter, Entity) and page.matter.record.point is not None
