"""Base of all models of fields, and the fields of every page."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar

from msgspec import convert
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sourcebook.model.entry import Head
from sourcebook.model.record import Record
from sourcebook.schema.fields import Day, Flag, Text
from sourcebook.schema.slugs import PageNames
from sourcebook.schema.validation import Fault, fail_all

S = TypeVar("S")


class Fields(BaseModel):
    """Base of all models of fields; unknown fields are refused.

    Descriptions of fields are the hints of problems, and part of the JSON Schema.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="after")
    def check(self) -> Self:
        """Refuse fields that contradict one another. Called by pydantic."""
        fail_all(self.faults())
        return self

    def faults(self) -> Iterable[Fault]:
        """List contradictions between fields that are valid one by one."""
        return ()

    def to(self, struct: type[S], **given: Any) -> S:
        """Convert to a struct of the model by the names of fields, nested ones too.

        Values of `given` take precedence.
        """
        return convert({**vars(self), **given}, struct, from_attributes=True)


class ReviewedFields(Fields):
    """Fields of `reviewed`: who read a page or claim again, and when."""

    by: Text = Field(description="who reviewed it, other than who wrote it")
    on: Day = Field(description="the day of the review")


class PageFields(Fields):
    """Fields that pages of every kind have.

    `record_type`: the struct for the further fields of a kind of page.
    """

    record_type: ClassVar[type[Record]]

    title: Text = Field(description="the page's name, as it is shown and linked")
    summary: Text | None = Field(None, description="one sentence on what the page is about")
    changed: Day | None = Field(None, description="day of the last substantive change")
    formerly: PageNames = Field((), description="old slugs that must still lead here; of another folder, `folder/slug`")
    reviewed: ReviewedFields | None = Field(None, description="`by` and `on`: who reviewed it, and when")
    draft: Flag = Field(False, description="true leaves the page out")
    unlisted: Flag = Field(False, description="true leaves the page out of lists and search, but publishes it")

    def head(self) -> Head:
        """Convert the fields that every page has to a struct."""
        return self.to(Head)

    def record(self) -> Record:
        """Convert these validated fields, but those of the head, to the struct of their kind of page."""
        return self.to(self.record_type)
