"""Front matter of a source: a document, its provenance, and its claims."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from sourcebook.model.places import EXTENTS, Unit
from sourcebook.model.source_record import Basis, ClaimRecord, SourceKind, SourceRecord
from sourcebook.schema.claims import ABOUT, ClaimFields
from sourcebook.schema.fields import (
    AS_LIST,
    Day,
    EdtfDate,
    Sha256,
    Text,
    TextOrNone,
    WebAddress,
    one_of,
)
from sourcebook.schema.head import Fields, PageFields
from sourcebook.schema.languages import Language
from sourcebook.schema.places import EXTENT, Count, Length, Places
from sourcebook.schema.slugs import ClaimId, PageName, PageNameOrNone, PageNames, PageNamesOrNone, Slugs
from sourcebook.schema.validation import Fault, fail_all

COUNTED: Mapping[Unit, tuple[SourceKind, ...]] = {
    "row": ("dataset",),
    "section": ("law", "report", "book"),
    "second": ("recording", "film", "interview"),
}
"""Kinds of document that have these units; the others may be in any."""


class PublishedFields(Fields):
    """Fields of `published`: the date, and how it is known."""

    date: EdtfDate = Field(description="EDTF")
    basis: Annotated[Basis, one_of(Basis)] = Field(description="how the date is known: stated, stamped or inferred")
    why: Text | None = Field(None, description="the reasoning, unless the document states its date")

    def faults(self) -> Iterator[Fault]:
        if self.basis != "stated" and self.why is None:
            yield Fault("MISSING", "`why` is missing", f"say how a {self.basis} date is known")


class FileFields(Fields):
    """Fields of `file`: digest and extent of the document."""

    sha256: Sha256 = Field(description="digest of the file, 64 hexadecimal digits")
    paragraphs: Count | None = Field(None, description="number of lines that are not empty")
    pages: Count | None = Field(None, description="number of pages, in place of paragraphs")
    rows: Count | None = Field(None, description="number of rows of a table below its header, in place of paragraphs")
    sections: Count | None = Field(None, description="number of sections or articles, in place of paragraphs")
    length: Length | None = Field(None, description="of a recording, `01:12:40`, in place of paragraphs")

    def faults(self) -> Iterator[Fault]:
        given = [field for field in EXTENTS if getattr(self, field) is not None]
        if not given:
            yield Fault(
                "MISSING", "`paragraphs` is missing", "say how many, or give `pages`, `rows`, `sections` or `length`"
            )
        if len(given) > 1:
            message = f"`{given[0]}` and `{given[1]}` are both given"
            yield Fault("VALUE", message, "keep what the places in `at` count", (given[1],))

    @property
    def counted(self) -> tuple[Unit, int]:
        """Unit and extent of the document."""
        field = next(field for field in EXTENTS if getattr(self, field) is not None)
        return EXTENTS[field], getattr(self, field)


class ArchivedFields(Fields):
    """Fields of `archived`: a copy in an archive."""

    address: WebAddress = Field(description="address of the copy")
    on: Day = Field(description="the day of the capture")
    sha256: Sha256 | None = Field(None, description="digest of what was captured, 64 hexadecimal digits")


class SkipFields(Fields):
    """Fields of a row of `skip`: paragraphs without a claim, and why."""

    at: Places = Field(description="where, as in claims")
    why: Text = Field(description="why they say nothing")


class NameFields(Fields):
    """Fields of a row of `names`: how the document spells or titles somebody."""

    who: PageName = Field(description="the page of whoever is named")
    spelling: Text | None = Field(None, alias="as", description="the spelling in this document")
    title: Text | None = Field(None, description="the title as of this document")
    at: Places = Field(description="where, as in claims")

    def faults(self) -> Iterator[Fault]:
        if self.spelling is None and self.title is None:
            yield Fault("MISSING", "neither `as` nor `title` is given", "say what the document calls them")


class SourceFields(PageFields):
    """Front matter of a source (a document), with its claims by id."""

    kind: Annotated[SourceKind, one_of(SourceKind)] = Field("article", description="what kind of document it is")
    headline: TextOrNone = Field(description="as printed, or `none`")
    author: PageNamesOrNone = Field(description="whom the document names as author or authors, or `none`")
    outlet: PageNameOrNone = Field(description="the outlet the document itself names, or `none`")
    container: Text | None = Field(None, description="the book, series or site that it is part of")
    language: Language | None = Field(None, description="BCP 47 tag, unless it is that of the dossier")
    relies_on: PageName | None = Field(None, description="whose word the whole text repeats")
    published: PublishedFields = Field(description="`date`, `basis`, and `why` unless it is stated")
    obtained: Text = Field(description="how it came into the collection, and what debris it carries")
    file: FileFields = Field(description="`sha256`, and `paragraphs` or what else it counts")
    address: WebAddress | None = Field(None, description="where the text used was published")
    gone: Day | None = Field(None, description="since when `address` leads nowhere: pages then lead to `archived`")
    archived: ArchivedFields | None = Field(None, description="`address` and `on` of a copy in an archive; `sha256`")
    copies: Slugs = Field((), description="references to other published copies")
    skip: Annotated[tuple[SkipFields, ...], AS_LIST] = Field((), description="paragraphs that say nothing")
    names: Annotated[tuple[NameFields, ...], AS_LIST] = Field((), description="what the document calls people")
    about: PageNames = Field((), description="the pages that its claims concern, unless they say it themselves")
    short: Text | None = Field(
        None, description="its short name with square brackets around what the file lacks: `Courier, [May 1931]`"
    )
    claims: dict[ClaimId, ClaimFields] = Field({}, description="what it says, by id")

    def faults(self) -> Iterator[Fault]:
        if self.gone and not (self.address and self.archived):
            yield Fault(
                "VALUE", "`gone` is given without `address` and `archived`", "give both, or leave it out", ("gone",)
            )
        unit, _ = self.file.counted
        if self.kind not in COUNTED.get(unit, (self.kind,)):
            field = next(field for field, counted in EXTENTS.items() if counted == unit)
            hint = f"write another `kind`: {' or '.join(COUNTED[unit])}; or count paragraphs"
            yield Fault("VALUE", f"`{field}` is not counted in a document of kind {self.kind}", hint, ("file", field))

    @field_validator("file")
    @classmethod
    def count(cls, file: FileFields, info: ValidationInfo) -> FileFields:
        """Set EXTENT in the context, for the fields that are validated later."""
        if info.context is not None:
            info.context[EXTENT] = file.counted
        return file

    @field_validator("about")
    @classmethod
    def carry(cls, about: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """Set ABOUT in the context, for the claims that are validated later."""
        if info.context is not None:
            info.context[ABOUT] = about
        return about

    @field_validator("claims")
    @classmethod
    def check_ids(cls, claims: dict[str, ClaimFields]) -> dict[str, ClaimFields]:
        """Refuse old ids of claims that are an id or an old id of another claim."""
        owners = dict.fromkeys(claims, "is the id of a claim here")
        faults = []
        for name, claim in claims.items():
            for index, old in enumerate(claim.formerly):
                if old in owners:
                    hint, field = "an old id leads to one claim", (name, "formerly", index)
                    faults.append(Fault("DUPLICATE", f"`{old}` {owners[old]}", hint, field))
                owners.setdefault(old, f"is an old id of `{name}` already")
        fail_all(faults)
        return claims

    def record(self) -> SourceRecord:
        claims = tuple(claim.to(ClaimRecord, id=name) for name, claim in self.claims.items())
        unit, extent = self.file.counted
        return self.to(SourceRecord, sha256=self.file.sha256, unit=unit, extent=extent, claims=claims)
