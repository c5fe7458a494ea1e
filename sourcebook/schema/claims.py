"""Fields of a claim: one thing that one source says."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from sourcebook.model.source_record import ARTICLE, ClaimKind, Form, Outcome
from sourcebook.schema.fields import AS_LIST, DISTINCT, FILLED, EdtfDate, Text, one_of
from sourcebook.schema.head import Fields, ReviewedFields
from sourcebook.schema.places import Places
from sourcebook.schema.slugs import ClaimName, ClaimNames, PageName, PageNames, PageOrClaimName, Slugs, Speakers
from sourcebook.schema.validation import Fault, fail

MAX_WORDS = 7
ABOUT = "about"
"""Key of the validation context: pages that claims of the source concern unless they say otherwise."""


def _refuse_long(run: str) -> str:
    if len(run.split()) > MAX_WORDS:
        fail("VALUE", f"more than {MAX_WORDS} words", "a few anchor a claim; more would reprint the document")
    return run


def _about(names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    """Names of a claim, or else those of its source."""
    known: tuple[str, ...] = names or (info.context or {}).get(ABOUT, ())
    if not known:
        fail("MISSING", "no page is named", "name those it concerns, here or in an `about` of the whole source")
    return known


AS_PAIRS = AfterValidator(lambda values: tuple(values.items()))
Run = Annotated[Text, AfterValidator(_refuse_long)]


class ClaimFields(Fields):
    """Fields of a claim under `claims` of a source; some depend on `kind`."""

    at: Places = Field(description="paragraph or paragraphs, from 1; `p. 12`, `row 5`, `§ 5(2)`, `00:12:05`")
    by: Speakers = Field((ARTICLE,), description="`article`, `unnamed`, or who speaks; `article` without it")
    maybe: PageName | None = Field(None, description="the speaker that context suggests; never shown as attribution")
    says: Text = Field(description="one full sentence in our words, naming its subject")
    words: Annotated[tuple[Run, ...], AS_LIST, FILLED, DISTINCT] = Field(
        description="one to seven words each, exactly as in the document"
    )
    translation: Text | None = Field(None, description="our translation of `words`, shown as such")
    about: Annotated[PageNames, AfterValidator(_about)] = Field(
        [], description="the pages it concerns; those of the source without it", validate_default=True
    )
    kind: Annotated[ClaimKind, one_of(ClaimKind)] = Field("statement", description="statement, view or promise")
    answers: PageName | None = Field(None, description="the question it answers")
    value: Text | None = Field(None, description="the answer: number, EDTF date, slug, yes or no, text")
    also_answers: Annotated[dict[PageName, Text], AS_PAIRS] = Field(
        {},
        description="further questions that it answers, each with its value: `{keeper-since: 1911}`",
        validate_default=True,
    )
    scope: Text | None = Field(None, description="compare only within it")
    when: EdtfDate | None = Field(None, description="the time spoken of, EDTF")
    why: Text | None = Field(None, description="the reasoning behind a number or date that is not literally there")
    relies_on: PageOrClaimName | None = Field(None, description="source or claim whose word it repeats")
    form: Annotated[Form, one_of(Form)] | None = Field(None, description="what kind of promise")
    due: EdtfDate | None = Field(None, description="when it is promised for, EDTF")
    outcome: Annotated[Outcome, one_of(Outcome)] | None = Field(None, description="what came of the promise")
    shown_by: ClaimNames = Field((), description="the later claims that show the outcome")
    part: Text | None = Field(None, description="how much of the promise was kept, where the outcome is partly")
    same_as: ClaimName | None = Field(None, description="the claim that promises the same thing; it is counted once")
    formerly: Slugs = Field((), description="old ids that must still lead here")
    reviewed: ReviewedFields | None = Field(None, description="`by` and `on`: who reviewed it, and when")

    def faults(self) -> Iterator[Fault]:
        yield from self._answer_faults()
        yield from self._promise_faults()

    def _answer_faults(self) -> Iterator[Fault]:
        if self.answers is None:
            for name in ("value", "also_answers", "scope"):
                if getattr(self, name):
                    yield Fault(
                        "VALUE", f"`{name}` is given without `answers`", "name the question it answers", (name,)
                    )
        elif self.value is None and self.kind == "statement":
            yield Fault("MISSING", "`value` is missing", "a statement that answers a question gives its answer")

    def _promise_faults(self) -> Iterator[Fault]:
        if self.kind != "promise":
            for name in ("form", "due", "outcome", "shown_by", "part", "same_as"):
                if getattr(self, name):
                    hint = "add `kind: promise`, or leave it out"
                    yield Fault("VALUE", f"`{name}` belongs to promises only", hint, (name,))
            return
        if self.form is None:
            yield Fault("MISSING", "`form` is missing", "a promise has one: promise, offer, plan, proposal or hope")
        if self.outcome is None:
            yield Fault(
                "MISSING", "`outcome` is missing", "a promise has one: silent, done, partly, changed or unclear"
            )
        elif self.outcome == "silent" and self.shown_by:
            hint = "nothing shows it: leave it out"
            yield Fault("VALUE", "`shown_by` is given with a silent outcome", hint, ("shown_by",))
        elif self.outcome != "silent" and not self.shown_by:
            yield Fault("MISSING", "`shown_by` is missing", f"name the later claims that show it {self.outcome}")
        if self.outcome == "partly" and self.part is None:
            yield Fault("MISSING", "`part` is missing", "say how much was kept, such as `6 of 72`")
        if self.outcome != "partly" and self.part is not None:
            yield Fault(
                "VALUE", "`part` is given with another outcome", "write `outcome: partly`, or drop it", ("part",)
            )
