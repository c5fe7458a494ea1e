"""What the front matter of every page has."""

from abc import abstractmethod

from pydantic import BaseModel, ConfigDict, Field

from sourcebook.model.record import Head, Record
from sourcebook.schema.fields import Day, Flag, Text
from sourcebook.schema.slugs import PageNames


class Fields(BaseModel):
    """A mapping in which every field is known; descriptions serve as hints and in the editor's JSON Schema."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class PageFields(Fields):
    """The fields that every page has."""

    title: Text = Field(description="the page's name, as it is shown and linked")
    summary: Text | None = Field(None, description="one sentence on what the page is about")
    changed: Day | None = Field(None, description="day of the last substantive change")
    formerly: PageNames = Field((), description="old slugs that must still lead here")
    draft: Flag = Field(False, description="true leaves the page out")

    def head(self) -> Head:
        return Head(self.title, self.summary, self.changed, self.formerly, self.draft)

    @abstractmethod
    def record(self) -> Record:
        """What the model holds of the further fields."""
