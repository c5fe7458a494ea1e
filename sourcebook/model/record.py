"""Records: validated contents of one file; names of other pages are still text."""

from typing import Literal

from msgspec import Struct

from sourcebook.model.dates import Edtf
from sourcebook.model.source_record import ClaimKind, SourceRecord

AnswerType = Literal["number", "date", "entity", "yes-no", "text"]
Expects = Literal["one", "several", "changing"]
PuzzleKind = Literal["contradiction", "strain", "ambiguity", "attribution", "gap", "damage"]
Weight = Literal["serious", "notable", "detail"]
Nature = Literal["independent", "official", "party", "secondary"]


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


class SameAs(Struct, frozen=True):
    """Identifiers in public registers."""

    wikidata: str | None = None
    viaf: str | None = None
    orcid: str | None = None
    geonames: str | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Addresses that stand for the same thing on the web of data."""
        roots = (
            ("http://www.wikidata.org/entity/", self.wikidata),
            ("http://viaf.org/viaf/", self.viaf),
            ("https://orcid.org/", self.orcid),
            ("https://sws.geonames.org/", self.geonames and f"{self.geonames}/"),
        )
        return tuple(f"{root}{name}" for root, name in roots if name)


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
    same_as: SameAs | None = None


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
