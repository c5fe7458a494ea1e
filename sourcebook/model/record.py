"""Records: validated contents of one file; names of other pages are still text."""

import datetime
from typing import Literal

from msgspec import Struct

from sourcebook.model.dates import Edtf

ClaimKind = Literal["statement", "view", "promise"]
Form = Literal["promise", "offer", "plan", "proposal", "hope"]
Outcome = Literal["silent", "done", "partly", "changed", "unclear"]
Basis = Literal["stated", "stamped", "inferred"]
AnswerType = Literal["number", "date", "entity", "yes-no", "text"]
Expects = Literal["one", "several", "changing"]
PuzzleKind = Literal["contradiction", "strain", "ambiguity", "attribution", "gap", "damage"]
Weight = Literal["serious", "notable", "detail"]
Nature = Literal["independent", "official", "party", "secondary"]

ARTICLE = "article"
UNNAMED = "unnamed"


class Reviewed(Struct, frozen=True):
    """Review by a second person: who, and on which day."""

    by: str
    on: datetime.date


class ClaimRecord(Struct, frozen=True):
    """One claim of one source, as written; names are still text.

    `at`: paragraphs from 1; `by`: ARTICLE, UNNAMED or names of speakers; `says`: in the editor's words; `words`:
    quotations; `part`: of a promise that was kept in part; `same_as`: the claim that promises the same thing.
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
    part: str | None = None
    same_as: str | None = None
    reviewed: Reviewed | None = None


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

    `sha256`: of its file, 64 hex digits; `short`: its short name, unless that follows from outlet and date.
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
    short: str | None = None


class QuestionRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a question page. `unit`: of answers that are numbers, else None.

    `answered_by`: kinds of claim that count as answers; `shown_on`: the page that has it as a row, if not its own.
    """

    asks: str
    type: AnswerType
    unit: str | None
    expects: Expects
    about: tuple[str, ...]
    answered_by: tuple[ClaimKind, ...] = ("statement",)
    shown_on: str | None = None


class PuzzleRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a puzzle page: something the documents leave unsettled.

    `readings`: none or at least two; `reckons`: an equation to check; `shown_on`: the page that has it as a line.
    """

    kind: PuzzleKind
    weight: Weight
    about: tuple[str, ...]
    readings: tuple[str, ...]
    reckons: str | None
    shown_on: str | None = None


class OutsideName(Struct, frozen=True):
    """Name in another language (`lang`: BCP 47 tag), and the reference that gives it."""

    text: str
    lang: str
    reference: str


class NoteRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of an editorial note. `contested`: its sides; `none_found`: those that no reference speaks for."""

    about: tuple[str, ...]
    references: tuple[str, ...]
    names: tuple[OutsideName, ...] = ()
    contested: tuple[str, ...] = ()
    none_found: tuple[str, ...] = ()


class Point(Struct, frozen=True):
    """Position in degrees (WGS 84). `exact`: how large the place is that it marks."""

    lat: float
    lon: float
    exact: Literal["town", "village", "area"]
    reference: str


class EntityRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a person, place or organisation. `also`: its second name.

    `counts_as`: the entity as which it is counted among origins; `family`: of a person, if the name does not show it.
    """

    also: str | None
    names: tuple[OutsideName, ...]
    counts_as: str | None
    why: str | None
    country: str | None = None
    point: Point | None = None
    family: str | None = None


class EventRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of an event. `when`: None if undated; `precedes`: later events."""

    when: Edtf | None
    why: str
    where: tuple[str, ...]
    precedes: tuple[str, ...] = ()


class ShortSentence(Struct, frozen=True):
    """Sentence of *In short*, and what it rests on: claims, a reference, or a page. `home`: whether home shows it."""

    says: str
    claims: tuple[str, ...] = ()
    reference: str | None = None
    rests_on: str | None = None
    home: bool = False


class InShort(Struct, frozen=True):
    """Beginning of a topic: what the documents say, what is known elsewhere, and how sure it is."""

    documents: tuple[ShortSentence, ...]
    how_sure: tuple[ShortSentence, ...]
    elsewhere: tuple[ShortSentence, ...] = ()


class TopicRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a topic beside its head and prose."""

    in_short: InShort | None = None


class ArticleRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a plain page: none beside its head and prose."""


Record = (
    TopicRecord | SourceRecord | QuestionRecord | PuzzleRecord | NoteRecord | EntityRecord | EventRecord | ArticleRecord
)
