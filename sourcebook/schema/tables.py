"""The tables beside the pages: settings, references, terms and corrections in TOML, addresses one a line."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, model_validator

from sourcebook.model.problem import START, Place, Problem
from sourcebook.model.record import Nature
from sourcebook.model.tables import Correction, Outline, Reference, Settings, Term
from sourcebook.schema.fields import (
    AS_LIST,
    FILLED,
    Day,
    Text,
    Texts,
    WebAddress,
    one_of,
    shorten,
)
from sourcebook.schema.head import Fields
from sourcebook.schema.outline import OutlineFields
from sourcebook.schema.settings import SettingsFields
from sourcebook.schema.slugs import Slug, TargetName
from sourcebook.schema.toml_tree import read_toml
from sourcebook.schema.validation import Fault, fail_all, to_problems

_Read = Literal["archived", "live", "not"]
_ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)*(?:#[a-z0-9-]+|[a-z0-9-]+(?:\.[a-z0-9]+)+)?\Z")


def read_settings(path: str, text: str) -> Settings | list[Problem]:
    """`site.toml`, decoded."""
    read = _read(path, text)
    return read if isinstance(read, list) else read.settings()


def read_references(path: str, text: str) -> tuple[Reference, ...] | list[Problem]:
    """`references.toml`, decoded: one table for each reference, named by its id."""
    read = _read(path, text)
    return read if isinstance(read, list) else tuple(fields.reference(name) for name, fields in read.items())


def read_terms(path: str, text: str) -> tuple[Term, ...] | list[Problem]:
    """`terms.toml`, decoded: one table for each term, named by its id. Forms are case folded."""
    read = _read(path, text)
    return read if isinstance(read, list) else tuple(fields.as_term(name) for name, fields in read.items())


def read_corrections(path: str, text: str) -> tuple[Correction, ...] | list[Problem]:
    """`corrections.toml`, decoded: a list of tables `[[correction]]`."""
    read = _read(path, text)
    if isinstance(read, list):
        return read
    return tuple(Correction(one.date, one.about, one.was, one.now, one.why) for one in read.correction)


def read_outline(path: str, text: str) -> Outline | list[Problem]:
    """`map/outline.toml`, decoded."""
    read = _read(path, text)
    return read if isinstance(read, list) else read.outline()


def read_addresses(path: str, text: str) -> tuple[str, ...] | list[Problem]:
    """`addresses.txt`, decoded: one address a line, from the root of the site, sorted or not; each once.

    As many items as lines: "" for an empty line and for a comment, which begins with `#`.
    """
    lines = ["" if line.startswith("#") else line.strip() for line in text.split("\n")]
    if not any(lines):
        hint = "restore it from version control; without that, delete it and run: python build.py addresses"
        return [Problem(path, START, "ADDRESS", "no address is listed: what was published would be lost", hint)]
    first: dict[str, int] = {}
    problems = []
    for number, address in enumerate(lines, 1):
        if not address:
            continue
        if not _ADDRESS.match(address):
            hint = "write `/folder/slug/`, for a claim `/sources/slug/#id`"
            problems.append(
                Problem(path, Place(number), "VALUE", f"`{shorten(address)}` is no address of a page", hint)
            )
        elif address in first:
            hint = f"the first is on line {first[address]}; keep one"
            problems.append(Problem(path, Place(number), "DUPLICATE", f"`{shorten(address)}` stands twice", hint))
        first.setdefault(address, number)
    return problems or tuple(lines)


def _read(path: str, text: str) -> Any:
    kind = MODELS[path]
    read = read_toml(path, text)
    if isinstance(read, list):
        return read
    try:
        return TypeAdapter(kind).validate_python(read.tree)
    except ValidationError as error:
        return to_problems(path, error, read.places, kind)


class _ReferenceFields(Fields):
    title: Text = Field(description="title as published")
    publisher: Text = Field(description="who published it")
    address: WebAddress = Field(description="http or https")
    nature: Annotated[Nature, one_of(Nature)] = Field(description="independent, official, party or secondary")
    whose: Text | None = Field(None, description="which party")
    read: Annotated[_Read, one_of(_Read)] = Field(description="archived, live or not")
    read_on: Day | None = Field(None, description="the day somebody read it")

    @model_validator(mode="after")
    def check(self) -> "_ReferenceFields":
        fail_all(self._faults())
        return self

    def _faults(self) -> Iterator[Fault]:
        if self.nature == "party" and self.whose is None:
            yield Fault("MISSING", "`whose` is missing", "say which party")
        if self.nature != "party" and self.whose is not None:
            yield Fault(
                "VALUE", "`whose` stands without a party", 'write nature = "party", or leave it out', ("whose",)
            )
        if self.read == "not" and self.read_on is not None:
            yield Fault("VALUE", "`read_on` stands where nobody has read it", "leave it out", ("read_on",))

    def reference(self, name: str) -> Reference:
        return Reference(id=name, **{field: getattr(self, field) for field in type(self).model_fields})


class _TermFields(Fields):
    term: Text = Field(description="the term, as a reader would look for it")
    forms: Annotated[Texts, FILLED] = Field(description="all its inflected forms")
    instead: Text = Field(description="what stands here instead")
    why: Text = Field(description="what it claims")

    def as_term(self, name: str) -> Term:
        return Term(name, self.term, tuple(form.casefold() for form in self.forms), self.instead, self.why)


def _refuse_shared_forms(terms: dict[str, _TermFields]) -> dict[str, _TermFields]:
    owners: dict[str, str] = {}
    faults = []
    for name, fields in terms.items():
        for index, form in enumerate(fields.forms):
            owner = owners.setdefault(form.casefold(), name)
            if owner != name:
                message = f"`{shorten(form)}` is a form of `{owner}` already"
                faults.append(Fault("DUPLICATE", message, "keep one", (name, "forms", index)))
    fail_all(faults)
    return terms


class _CorrectionFields(Fields):
    date: Day = Field(description="day of the correction")
    about: TargetName = Field(description="page or claim")
    was: Text = Field(description="what stood there")
    now: Text = Field(description="what stands there now")
    why: Text = Field(description="how it was found")


class _CorrectionsFields(Fields):
    correction: Annotated[tuple[_CorrectionFields, ...], AS_LIST] = Field((), description="tables [[correction]]")


MODELS: Mapping[str, Any] = {
    "site.toml": SettingsFields,
    "references.toml": dict[Slug, _ReferenceFields],
    "terms.toml": Annotated[dict[Slug, _TermFields], AfterValidator(_refuse_shared_forms)],
    "corrections.toml": _CorrectionsFields,
    "map/outline.toml": OutlineFields,
}
"""What each table in TOML may hold, as a type that pydantic validates."""

READERS: Mapping[str, Callable[[str, str], Any]] = {
    "site.toml": read_settings,
    "references.toml": read_references,
    "terms.toml": read_terms,
    "corrections.toml": read_corrections,
    "addresses.txt": read_addresses,
    "map/outline.toml": read_outline,
}
