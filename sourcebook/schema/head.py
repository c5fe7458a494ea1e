"""Fields that the front matter of every page has, and the base of all models of fields."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar

from msgspec import convert
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sourcebook.model.record import Head, Record
from sourcebook.schema.fields import Day, Flag, Text
from sourcebook.schema.slugs import PageNames
from sourcebook.schema.validation import Fault, fail_all

S = TypeVar("S")


class Fields(BaseModel):
    """A mapping in which every field is known; descriptions serve as hints and in the editor's JSON Schema."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="after")
    def check(self) -> Self:
        """Refuse fields that contradict one another."""
        fail_all(self.faults())
        return self

    def faults(self) -> Iterable[Fault]:
        """Contradictions between fields, each of which is sound by itself."""
        return ()

    def to(self, struct: type[S], **given: Any) -> S:
        """A struct of the model filled with the fields of the same names, nested ones too; `given` take precedence."""
        return convert({**vars(self), **given}, struct, from_attributes=True)


class PageFields(Fields):
    """The fields that every page has; `record_type` is the struct that holds the further ones of a kind of page."""

    record_type: ClassVar[type[Record]]

    title: Text = Field(description="the page's name, as it is shown and linked")
    summary: Text | None = Field(None, description="one sentence on what the page is about")
    changed: Day | None = Field(None, description="day of the last substantive change")
    formerly: PageNames = Field((), description="old slugs that must still lead here")
    draft: Flag = Field(False, description="true leaves the page out")

    def head(self) -> Head:
        """The fields of every page as a struct."""
        return self.to(Head)

    def record(self) -> Record:
        """The further fields as a struct."""
        return self.to(self.record_type)
