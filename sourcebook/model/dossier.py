"""The whole dossier, every name resolved: what rules and views read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sourcebook.model.names import ClaimKey, Key, Target, page_url
from sourcebook.model.problem import Place
from sourcebook.model.prose import Prose, Ref, Sentence
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


@dataclass(frozen=True)
class Claim:
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


@dataclass(frozen=True)
class Named:
    """A name or title that a document gives somebody."""

    who: Key
    record: NameIn


@dataclass(frozen=True)
class Source:
    """A document with its names resolved; `claims` in the order of the file."""

    record: SourceRecord
    author: Key | None
    outlet: Key | None
    relies_on: Key | None
    copies: tuple[Reference, ...]
    names: tuple[Named, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Question:
    """A question and the pages it is about."""

    record: QuestionRecord
    about: tuple[Key, ...]


@dataclass(frozen=True)
class Puzzle:
    """A puzzle and what it turns on, in the order of its file."""

    record: PuzzleRecord
    about: tuple[Target, ...]


@dataclass(frozen=True)
class Note:
    """An editorial note: what it is about, and the references it rests on."""

    about: tuple[Target, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class Entity:
    """A person, place or organisation; whose voice it counts as, and an outlet's country."""

    record: EntityRecord
    counts_as: Key | None
    country: Key | None


@dataclass(frozen=True)
class Event:
    """Something that happened or was announced, and where."""

    record: EventRecord
    where: tuple[Key, ...]


@dataclass(frozen=True)
class Article:
    """A topic or a plain page."""


Matter = Source | Question | Puzzle | Note | Entity | Event | Article


@dataclass(frozen=True)
class Mark:
    """A mark of a page's prose with its targets resolved, in the order of the text; none where one of them is not."""

    ref: Ref
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Page:
    """One page: its entry, what it holds with names resolved, and its marks by the `Ref` in its prose."""

    key: Key
    entry: Entry
    matter: Matter
    marks: Mapping[Ref, Mark]

    @property
    def title(self) -> str:
        return self.entry.head.title

    @property
    def url(self) -> str:
        return page_url(self.key)

    @property
    def prose(self) -> Prose:
        return self.entry.prose

    def targets(self, sentence: Sentence) -> tuple[Target, ...]:
        """All that the marks of a sentence of this page lead to, in the order of the text."""
        return tuple(target for mark in self.marks_in(sentence) for target in mark.targets)

    def marks_in(self, sentence: Sentence) -> list[Mark]:
        """The marks of a sentence of this page."""
        return [self.marks[piece] for piece in sentence.pieces if not isinstance(piece, str)]

    @property
    def cites(self) -> bool:
        """Whether the prose of this page cites or links a claim at all."""
        return any(isinstance(target, ClaimKey) for mark in self.marks.values() for target in mark.targets)

    def cited(self, sentence: Sentence) -> tuple[ClaimKey, ...]:
        """The claims that a sentence of this page cites or links."""
        return tuple(target for target in self.targets(sentence) if isinstance(target, ClaimKey))


def spoken(pieces: Iterable[str | Ref], page: Page, pages: Mapping[Key, Page]) -> str:
    """A sentence of a page as plain text: links as their label or the title they lead to, citations left out."""
    words = [piece if isinstance(piece, str) else _label(piece, page, pages) for piece in pieces]
    return " ".join("".join(words).split())


def _label(ref: Ref, page: Page, pages: Mapping[Key, Page]) -> str:
    targets = page.marks[ref].targets
    if ref.kind == "cite" or ref.label or not targets:
        return ref.label or ""
    target = targets[0]
    key = target if isinstance(target, Key) else target.page
    return pages[key].title if key in pages else ""


EdgeKind = Literal["link", "cite"]


@dataclass(frozen=True)
class Edge:
    """A page's prose points to something; `sentence` is the plain sentence that does."""

    kind: EdgeKind
    origin: Key
    target: Target
    sentence: str
    place: Place


def edges_of(page: Page, pages: Mapping[Key, Page]) -> list[Edge]:
    """What the marks of a page point to, in the order of its text."""
    found = []
    for block in page.prose.blocks:
        for sentence in block.marked:
            marks = page.marks_in(sentence)
            text = spoken(sentence.pieces, page, pages)
            found += [
                Edge(mark.ref.kind, page.key, target, text, mark.ref.place) for mark in marks for target in mark.targets
            ]
    return found


@dataclass(frozen=True)
class Dossier:
    """Everything, in a fixed order: pages by folder and slug, claims by source and place in its file.

    Drafts are left out. `edges` is a table: backlinks, orphans and "cited by" are queries over it.
    """

    tables: Tables
    pages: Mapping[Key, Page]
    claims: Mapping[ClaimKey, Claim]
    edges: tuple[Edge, ...]
    corrections: tuple[tuple[Correction, Target], ...] = ()

    def source(self, slug: str) -> Source:
        """The source with this slug; KeyError where there is none."""
        matter = self.pages[Key("sources", slug)].matter
        assert isinstance(matter, Source)
        return matter
