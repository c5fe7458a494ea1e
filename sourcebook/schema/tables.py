"""Reads and validates the tables of a dossier: TOML, and the ledger of what was published."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, ValidationError

from sourcebook.model.problem import START, Place, Problem
from sourcebook.model.record import Nature
from sourcebook.model.releases import Change, Release
from sourcebook.model.tables import Correction, Listed, Outline, Reference, Settings, Term
from sourcebook.schema.fields import (
    AS_LIST,
    FILLED,
    Day,
    Sha256,
    Text,
    Texts,
    WebAddress,
    one_of,
    read_matching,
    shorten,
)
from sourcebook.schema.head import Fields
from sourcebook.schema.outline import OutlineFields
from sourcebook.schema.settings import SettingsFields
from sourcebook.schema.slugs import PageName, Slug, TargetName
from sourcebook.schema.toml_tree import read_toml
from sourcebook.schema.validation import Fault, fail_all, to_problems

HEADER = ",".join(Listed.__struct_fields__)
COUNT = re.compile("[0-9]{1,4}")
_Read = Literal["archived", "live", "not"]
_What = Literal["added", "removed", "changed"]
_ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)*(?:#[a-z0-9-]+|[a-z0-9-]+(?:\.[a-z0-9]+)+)?\Z")


def read_table(path: str, text: str) -> Any | list[Problem]:
    """Validate a decoded table. Returns a value of TABLE_TYPES, or all its problems."""
    if path == "published.csv":
        return read_ledger(path, text)
    located = read_toml(path, text)
    if isinstance(located, list):
        return located
    try:
        fields = TypeAdapter(MODELS[path]).validate_python(located.tree)
    except ValidationError as error:
        return to_problems(path, error, located.places, MODELS[path])
    return _TO_MODEL[path](fields)


def read_ledger(path: str, text: str) -> tuple[Listed, ...] | list[Problem]:
    """Validate `published.csv`, decoded: address, value, day, voice and number of corrections, or an address alone.

    Lines stand in any order; an address may have several that differ, as merges keep the lines of both sides. Returns
    one item for each line, or all problems.
    """
    lines = [line.rstrip("\r") for line in text.split("\n")]
    if all(line.startswith(("#", HEADER)) or not line.strip() for line in lines):
        hint = "restore it from version control; without that, delete it and run: sourcebook addresses"
        return [Problem(path, START, "ADDRESS", "no address is listed: what was published would be lost", hint)]
    first: dict[Listed, int] = {}
    problems, found = [], []
    for number, line in enumerate(lines, 1):
        row = _ledger_row(line)
        if isinstance(row, str):
            hint = "write `/folder/slug/`, for a claim `/sources/slug/#id`"
            problems.append(Problem(path, Place(number), "VALUE", row, hint))
        elif row.address and row in first:
            hint = f"the first is on line {first[row]}; keep one"
            problems.append(Problem(path, Place(number), "DUPLICATE", f"`{shorten(row.address)}` is given twice", hint))
        else:
            found.append(row)
            first[row] = number
    return problems or tuple(found)


def _ledger_row(line: str) -> Listed | str:
    """Line of the ledger, or what is wrong with it."""
    if line.startswith("#") or line == HEADER or not line.strip():
        return Listed()
    cells = next(csv.reader([line]))
    if not _ADDRESS.match(address := cells[0].strip()):
        return f"`{shorten(address)}` is no address of a page"
    count = cells[4] if len(cells) == len(Listed.__struct_fields__) else "0"
    if len(cells) not in (1, len(Listed.__struct_fields__)) or not COUNT.fullmatch(count):
        return f"the line of `{shorten(address)}` has not the columns {HEADER}"
    value, day, voice = cells[1:4] or ("", "", "")
    return Listed(address, value, day, voice, int(count))


class _ReferenceFields(Fields):
    title: Text = Field(description="title as published")
    publisher: Text = Field(description="who published it")
    address: WebAddress = Field(description="http or https")
    nature: Annotated[Nature, one_of(Nature)] = Field(description="independent, official, party or secondary")
    whose: Text | None = Field(None, description="which party")
    read: Annotated[_Read, one_of(_Read)] = Field(description="archived, live or not")
    read_on: Day | None = Field(None, description="the day somebody read it")
    side: Text | None = Field(None, description="the side for which the party speaks, if `whose` does not name it")
    archived: WebAddress | None = Field(None, description="address of the archived copy that was read, if it is public")
    shows: Text | None = Field(None, description="what it shows, with each number and day that rests on it")

    def faults(self) -> Iterator[Fault]:
        if self.nature == "party" and self.whose is None:
            yield Fault("MISSING", "`whose` is missing", "say which party")
        if self.nature != "party" and self.whose is not None:
            yield Fault(
                "VALUE", "`whose` is given without a party", 'write nature = "party", or leave it out', ("whose",)
            )
        if self.read != "archived" and self.archived is not None:
            yield Fault(
                "VALUE", "`archived` is given, but another copy was read", 'write read = "archived"', ("archived",)
            )
        if self.read == "not" and self.read_on is not None:
            yield Fault("VALUE", "`read_on` is given although nobody has read it", "leave it out", ("read_on",))


class _TermFields(Fields):
    term: Text = Field(description="the term, as a reader would look for it")
    forms: Annotated[Texts, FILLED] = Field(description="all its inflected forms")
    instead: Text = Field(description="what stands here instead")
    why: Text = Field(description="what it claims")


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
    was: Text = Field("", description="what stood there")
    now: Text = Field("", description="what stands there now")
    why: Text = Field(description="how it was found, or why it was withdrawn")
    withdrawn: bool = Field(False, description="true if the page or claim is gone: in place of `was` and `now`")

    def faults(self) -> Iterator[Fault]:
        for name in ("was", "now"):
            if self.withdrawn and getattr(self, name):
                yield Fault("VALUE", f"`{name}` is given for what was withdrawn", "leave it out", (name,))
            elif not self.withdrawn and not getattr(self, name):
                yield Fault("MISSING", f"`{name}` is missing", self.model_fields[name].description or "")
        if self.withdrawn and not re.search("[/#]", self.about):
            yield Fault("VALUE", "a page that is gone needs its folder", "write `folder/slug`", ("about",))


class _CorrectionsFields(Fields):
    correction: Annotated[tuple[_CorrectionFields, ...], AS_LIST] = Field((), description="tables [[correction]]")


def _read_version(value: object) -> str:
    hint = "write the day of its last change: `2024-05-20`, then `2024-05-20.2`"
    return read_matching(value, r"[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[0-9]+)?", "is no version", hint)


class _ChangeFields(Fields):
    page: PageName = Field(description="page that it belongs to")
    table: Slug = Field(description="table of the record, or pages")
    key: Text = Field(description="row that changed")
    what: Annotated[_What, one_of(_What)] = Field(description="added, removed or changed")
    cell: Text = Field("", description="column that changed")
    was: Text = Field("", description="what stood there")
    now: Text = Field("", description="what stands there now")


class _ReleaseFields(Fields):
    version: Annotated[str, BeforeValidator(_read_version)] = Field(description="day of its last change")
    digest: Sha256 = Field(description="digest of what it says, 64 hexadecimal digits")
    changes: Annotated[tuple[_ChangeFields, ...], AS_LIST] = Field((), description="since the release before")


class _ReleasesFields(Fields):
    release: Annotated[tuple[_ReleaseFields, ...], AS_LIST] = Field((), description="tables [[release]]")


MODELS: Mapping[str, Any] = {
    "site.toml": SettingsFields,
    "references.toml": dict[Slug, _ReferenceFields],
    "terms.toml": Annotated[dict[Slug, _TermFields], AfterValidator(_refuse_shared_forms)],
    "corrections.toml": _CorrectionsFields,
    "map/outline.toml": OutlineFields,
    "releases.toml": _ReleasesFields,
}
"""Type of each table in TOML, for pydantic."""

_TO_MODEL: Mapping[str, Callable[[Any], Any]] = {
    "site.toml": lambda fields: fields.to(Settings),
    "references.toml": lambda rows: tuple(row.to(Reference, id=name) for name, row in rows.items()),
    "terms.toml": lambda rows: tuple(
        row.to(Term, id=name, forms=tuple(map(str.casefold, row.forms))) for name, row in rows.items()
    ),
    "corrections.toml": lambda fields: tuple(row.to(Correction) for row in fields.correction),
    "map/outline.toml": lambda fields: fields.to(Outline),
    "releases.toml": lambda fields: tuple(
        row.to(Release, changes=tuple(change.to(Change) for change in row.changes)) for row in fields.release
    ),
}
"""Functions from validated fields of a table to values of the model."""
