"""Front matter of each kind of page."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from sourcebook.model.record import (
    AnswerType,
    ArticleRecord,
    EntityRecord,
    EventRecord,
    Expects,
    NoteRecord,
    PuzzleKind,
    PuzzleRecord,
    QuestionRecord,
    TopicRecord,
    Weight,
)
from sourcebook.model.source_record import ClaimKind
from sourcebook.schema.field_types import degrees_shape
from sourcebook.schema.fields import AS_LIST, DISTINCT, FILLED, EdtfOrNone, Text, Texts, degrees, one_of
from sourcebook.schema.head import Fields, PageFields
from sourcebook.schema.identifiers import SameAsFields
from sourcebook.schema.in_short import InShortFields
from sourcebook.schema.languages import Language
from sourcebook.schema.slugs import PageName, PageNames, Slug, Slugs, TargetNames
from sourcebook.schema.sources import SourceFields
from sourcebook.schema.validation import Fault

_Kind = Annotated[ClaimKind, one_of(ClaimKind)]


class QuestionFields(PageFields):
    """Front matter of a question; `unit` is required if answers are numbers, else refused."""

    record_type = QuestionRecord

    asks: Text = Field(description="exactly what is asked or counted")
    type: Annotated[AnswerType, one_of(AnswerType)] = Field(
        description="number, date, entity, yes-no or text", examples=["text"]
    )
    unit: Text | None = Field(None, description="what a number counts")
    expects: Annotated[Expects, one_of(Expects)] = Field("one", description="one, several or changing")
    about: PageNames = Field((), description="the pages it concerns")
    answered_by: Annotated[tuple[_Kind, ...], AS_LIST, FILLED, DISTINCT] = Field(
        ("statement",), description="the kinds of claim that count as answers: statement, view, promise"
    )
    shown_on: PageName | None = Field(None, description="the page that has it as a row, in place of a page of its own")

    def faults(self) -> Iterator[Fault]:
        if self.type == "number" and self.unit is None:
            yield Fault("MISSING", "`unit` is missing", "say what the number counts")
        if self.type != "number" and self.unit is not None:
            yield Fault("VALUE", f"a question of type {self.type} has no unit", "leave it out", ("unit",))


class PuzzleFields(PageFields):
    """Front matter of a puzzle: something the documents leave unsettled."""

    record_type = PuzzleRecord

    kind: Annotated[PuzzleKind, one_of(PuzzleKind)] = Field(
        description="contradiction, strain, ambiguity, attribution, gap or damage"
    )
    weight: Annotated[Weight, one_of(Weight)] = Field(description="serious, notable or detail")
    about: Annotated[TargetNames, FILLED] = Field(description="claims, pages or paragraphs it arises from")
    readings: Texts = Field((), description="none, or at least two ways to read it")
    reckons: Text | None = Field(None, description="an equation that is evaluated: `2 + 2 = 4`")
    shown_on: PageName | None = Field(None, description="the page that has it as a line, in place of a page of its own")

    def faults(self) -> Iterator[Fault]:
        if len(self.readings) == 1:
            hint = "one reading alone corrects the documents silently: give another, or none"
            yield Fault("VALUE", "there is one reading", hint, ("readings",))


class EventFields(PageFields):
    """Front matter of an event, with its date and places."""

    record_type = EventRecord

    when: EdtfOrNone = Field(description="EDTF, or `none` where no document dates it")
    why: Text = Field(description="how the date is known, or why there is none")
    where: PageNames = Field((), description="places")
    precedes: PageNames = Field((), description="events that came after it, where the dates alone do not tell")


class OutsideNameFields(Fields):
    """Fields of a row of `names`: a name in a language, and its reference."""

    text: Text = Field(description="the name")
    lang: Language = Field(description="BCP 47 tag of its language")
    reference: Slug = Field(description="id in references.toml that gives it")


class NoteFields(PageFields):
    """Front matter of an editorial note: knowledge from outside the documents."""

    record_type = NoteRecord

    about: Annotated[TargetNames, FILLED] = Field(description="what it is a note on")
    references: Annotated[Slugs, FILLED] = Field(description="ids in references.toml that it rests on")
    names: Annotated[tuple[OutsideNameFields, ...], AS_LIST] = Field((), description="further names to find it by")
    contested: Texts = Field((), description="sides that contest the matter, each with a reference or in `none_found`")
    none_found: Texts = Field((), description="those of the sides from which nothing was found")


class PointFields(Fields):
    """Fields of `point`: a position in degrees (WGS 84), what it marks, and the reference that gives it."""

    lat: Annotated[float, degrees(90), degrees_shape(90)] = Field(description="degrees north, WGS 84")
    lon: Annotated[float, degrees(180), degrees_shape(180)] = Field(description="degrees east, WGS 84")
    exact: Annotated[Literal["town", "village", "area"], one_of(Literal["town", "village", "area"])] = Field(
        description="what the point marks: town, village or area"
    )
    reference: Slug = Field(description="id in references.toml that gives it")


class EntityFields(PageFields):
    """Front matter of a person, place or organisation; each adds a field."""

    record_type = EntityRecord

    also: Text | None = Field(None, description="second name at first mention")
    names: Annotated[tuple[OutsideNameFields, ...], AS_LIST] = Field((), description="names in other languages")
    counts_as: PageName | None = Field(None, description="whose voice it counts as when origins are counted")
    why: Text | None = Field(None, description="why it counts as that")
    same_as: SameAsFields | None = Field(None, description="its identifiers: `wikidata`, `viaf`, `orcid`, `geonames`")

    def faults(self) -> Iterator[Fault]:
        if self.counts_as is not None and self.why is None:
            yield Fault("MISSING", "`why` is missing", "say why it counts as another's voice")
        if self.counts_as is None and self.why is not None:
            yield Fault("VALUE", "`why` is given without `counts_as`", "leave it out, or say whose", ("why",))


class PersonFields(EntityFields):
    """Front matter of a person."""

    family: Text | None = Field(None, description="family name, where it is not found by rule: `van der Berg`")


class OrganisationFields(EntityFields):
    """Front matter of an organisation; `country` is for outlets."""

    country: PageName | None = Field(None, description="where an outlet works")


class PlaceFields(EntityFields):
    """Front matter of a place, with its position."""

    point: PointFields | None = Field(None, description="`lat`, `lon`, `exact` and `reference`")


class TopicFields(PageFields):
    """Front matter of a topic, with its beginning in short."""

    record_type = TopicRecord

    in_short: InShortFields | None = Field(None, description="`documents`, `elsewhere` and `how_sure`: it in short")


class ArticleFields(PageFields):
    """Front matter of a plain page."""

    record_type = ArticleRecord


FIELDS: dict[str, type[PageFields]] = {
    "topics": TopicFields,
    "questions": QuestionFields,
    "sources": SourceFields,
    "puzzles": PuzzleFields,
    "notes": NoteFields,
    "people": PersonFields,
    "places": PlaceFields,
    "organisations": OrganisationFields,
    "events": EventFields,
    "pages": ArticleFields,
}
"""Models of front matter by folder."""
