"""Records: validated contents of one file; names of other pages are still text."""

import datetime
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from sourcebook.model.dates import Edtf
from sourcebook.model.names import Key
from sourcebook.model.problem import START, Place
from sourcebook.model.prose import Outline

ClaimKind = Literal["statement", "view", "promise"]
Form = Literal["promise", "offer", "plan", "proposal", "hope"]
Outcome = Literal["silent", "done", "changed", "unclear"]
Basis = Literal["stated", "stamped", "inferred"]
AnswerType = Literal["number", "date", "entity", "yes-no", "text"]
Expects = Literal["one", "several", "changing"]
PuzzleKind = Literal["contradiction", "strain", "ambiguity", "attribution", "gap", "damage"]
Weight = Literal["serious", "notable", "detail"]
Nature = Literal["independent", "official", "party", "secondary"]

ARTICLE = "article"
UNNAMED = "unnamed"


class ClaimRecord(Struct, frozen=True):
    """One claim of one source, as written; names are still text.

    `at`: paragraphs from 1; `by`: ARTICLE, UNNAMED or names of speakers; `says`: in the editor's words; `words`:
    quotations.
    """

    id: str
    at: tuple[int, ...]
    by: tuple[str, ...]
    says: str
    words: tuple[str, ...]
    about: tuple[str, ...]
    kind: ClaimKind = "statement"
    maybe: str | None = None
    answers: str | None = None
    value: str | None = None
    scope: str | None = None
    when: Edtf | None = None
    why: str | None = None
    relies_on: str | None = None
    form: Form | None = None
    due: Edtf | None = None
    outcome: Outcome | None = None
    shown_by: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


class Published(Struct, frozen=True):
    """Date of publication of a document.

    `basis`: how it is known; `why`: the reasoning, unless the document states it.
    """

    date: Edtf
    basis: Basis
    why: str | None


class Skip(Struct, frozen=True):
    """Paragraphs of a document without a claim, and the reason."""

    at: tuple[int, ...]
    why: str


class NameIn(Struct, frozen=True):
    """Spelling and title that a document gives to `who`; `at`: in which paragraphs."""

    who: str
    spelling: str | None
    title: str | None
    at: tuple[int, ...]


class SourceRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a document (source page). `author`, `outlet`: None if it names none.

    `sha256`: of its file, 64 hex digits.
    """

    headline: str | None
    author: str | None
    outlet: str | None
    relies_on: str | None
    published: Published
    obtained: str
    sha256: str
    paragraphs: int
    copies: tuple[str, ...]
    skip: tuple[Skip, ...]
    names: tuple[NameIn, ...]
    claims: tuple[ClaimRecord, ...]


class QuestionRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a question page. `unit`: of answers that are numbers, else None.

    `answered_by`: kinds of claim that count as answers.
    """

    asks: str
    type: AnswerType
    unit: str | None
    expects: Expects
    about: tuple[str, ...]
    answered_by: tuple[ClaimKind, ...] = ("statement",)


class PuzzleRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a puzzle page: something the documents leave unsettled.

    `readings`: ways to read it, none or at least two. `reckons`: an equation to check, or None.
    """

    kind: PuzzleKind
    weight: Weight
    about: tuple[str, ...]
    readings: tuple[str, ...]
    reckons: str | None


class NoteRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of an editorial note: knowledge from outside the documents."""

    about: tuple[str, ...]
    references: tuple[str, ...]


class OutsideName(Struct, frozen=True):
    """Name in another language (`lang`: BCP 47 tag), and the reference that gives it."""

    text: str
    lang: str
    reference: str


class Point(Struct, frozen=True):
    """Position in degrees (WGS 84). `exact`: how large the place is that it marks."""

    lat: float
    lon: float
    exact: Literal["town", "village", "area"]
    reference: str


class EntityRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a person, place or organisation. `also`: its second name.

    `counts_as`: the entity as which it is counted among the origins of claims.
    """

    also: str | None
    names: tuple[OutsideName, ...]
    counts_as: str | None
    why: str | None
    country: str | None = None
    point: Point | None = None


class EventRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of an event. `when`: None if undated; `precedes`: later events."""

    when: Edtf | None
    why: str
    where: tuple[str, ...]
    precedes: tuple[str, ...] = ()


class ArticleRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a topic or plain page: none beside its head and prose."""


Record = SourceRecord | QuestionRecord | PuzzleRecord | NoteRecord | EntityRecord | EventRecord | ArticleRecord


class Head(Struct, frozen=True):
    """Fields of pages of every kind. `formerly`: earlier slugs; `unlisted`: whether lists and search leave it out."""

    title: str
    summary: str | None
    changed: datetime.date | None
    formerly: tuple[str, ...]
    draft: bool
    unlisted: bool = False


FieldPath = tuple[str | int, ...]


def nearest(field: FieldPath, places: Mapping[FieldPath, Place]) -> Place:
    """Place of a field, else of the nearest enclosing field that has one, else START."""
    while field and field not in places:
        field = field[:-1]
    return places.get(field, START)


class Entry(Struct, frozen=True):
    """Parsed page without its body.

    `places` maps fields of the front matter to their places in the file.
    """

    path: str
    key: Key
    head: Head
    record: Record
    outline: Outline
    places: Mapping[FieldPath, Place]

    def place(self, *field: str | int) -> Place:
        """Place of a field, else of the nearest enclosing field that has one."""
        return nearest(field, self.places)
