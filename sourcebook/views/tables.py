"""Columns of the record's tables (the data to download); `rows.py` makes the rows."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from msgspec import Struct

from sourcebook.model.names import ENTITY_FOLDERS, KINDS
from sourcebook.model.places import Unit
from sourcebook.model.record import AnswerType, Expects, PuzzleKind, Weight
from sourcebook.model.source_record import Basis, ClaimKind, Form, Outcome, SourceKind
from sourcebook.model.standing import StandingName

Cell = str | int | float | Decimal | date | tuple[str, ...] | tuple[int, ...] | None
Row = Mapping[str, Cell]
ColumnType = Literal["string", "integer", "number", "date", "ids", "integers", "texts"]

VOICES = ("article", "unnamed", "named")
EXACT = ("town", "village", "area")
ROLES = ("by", "maybe", "about")
SUBJECTS = (*ENTITY_FOLDERS, "events", "topics")


class Column(Struct, frozen=True):
    """Column of a table.

    `type`: of its cells; `ids`, `integers` and `texts` are lists of keys, numbers and strings. `refers`: the table
    whose keys its cells hold; `values`: all that a cell may hold.
    """

    name: str
    type: ColumnType = "string"
    required: bool = False
    refers: str | None = None
    values: tuple[str, ...] = ()


class Table(Struct, frozen=True):
    """Table of the record.

    `key`: columns of the primary key; empty without one. `apart`: columns that tell its rows apart then.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    apart: tuple[str, ...] = ()


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _must(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, required=True) for name in names)


def _one_of(name: str, values: tuple[str, ...], *, required: bool = True) -> Column:
    return Column(name, required=required, values=values)


def _to(name: str, table: str, *, required: bool = False, several: bool = False) -> Column:
    return Column(name, "ids" if several else "string", required, table)


def _dated(name: str) -> tuple[Column, ...]:
    return Column(name), Column(f"{name}_earliest", "date"), Column(f"{name}_latest", "date")


SOURCES = Table("sources", ("id",), (
    *_must("id", "url", "title"), _one_of("kind", get_args(SourceKind)), *_text("headline"),
    _to("authors", "entities", several=True), _to("outlet", "entities"),
    *_text("relies_on"), *_dated("published"), _one_of("basis", get_args(Basis)), *_text("why", "obtained"),
    Column("sha256", required=True), _one_of("unit", get_args(Unit)), Column("extent", "integer", required=True),
    *_text("container", "language", "address", "archived"), Column("archived_on", "date"), Column("copies", "texts"),
))  # fmt: skip

CLAIMS = Table("claims", ("id",), (
    *_must("id", "url"), _to("source", "sources", required=True),
    Column("places", "integers", required=True), *_must("at"),
    _one_of("voice", VOICES), _to("by", "entities", several=True), _to("maybe", "entities"), *_must("says"),
    Column("words", "texts"), _one_of("kind", get_args(ClaimKind)), _to("about", "entities", several=True),
    _to("question", "questions"), *_text("value"), Column("also_answers", "texts"),
    Column("value_low", "number"), Column("value_high", "number"),
    *_text("scope"), *_dated("when"), *_text("why", "relies_on"), *_must("document"), _to("outlet", "entities"),
    *_dated("published"), _one_of("basis", get_args(Basis)),
    _one_of("standing", get_args(StandingName), required=False),
    _to("puzzles", "puzzles", several=True), _to("notes", "notes", several=True),
))  # fmt: skip

CLAIM_ENTITIES = Table("claim-entities", ("claim", "role", "entity"), (
    _to("claim", "claims", required=True), _one_of("role", ROLES), _to("entity", "entities", required=True),
))  # fmt: skip

ENTITIES = Table("entities", ("id",), (
    *_must("id", "url"), _one_of("kind", tuple(KINDS[folder] for folder in SUBJECTS)), *_must("name"),
    *_text("also"), Column("names", "texts"), *_text("summary"), Column("same_as", "texts"), _to("country", "entities"),
    _to("counts_as", "entities"), Column("latitude", "number"), Column("longitude", "number"),
    _one_of("exact", EXACT, required=False), *_dated("when"), _to("where", "entities", several=True),
))  # fmt: skip

ENTITY_NAMES = Table("names", (), (
    _to("entity", "entities", required=True), _to("source", "sources", required=True), *_text("spelling", "title"),
    Column("places", "integers", required=True), *_must("at"),
), ("entity", "source", "spelling", "title", "at"))  # fmt: skip

QUESTIONS = Table("questions", ("id",), (
    *_must("id", "url", "title", "asks"), _one_of("type", get_args(AnswerType)), *_text("unit"),
    _one_of("expects", get_args(Expects)), _to("about", "entities", several=True),
    Column("answers", "integer", required=True),
))  # fmt: skip

STANDINGS = Table("standings", (), (
    _to("question", "questions", required=True), *_text("scope"), _one_of("standing", get_args(StandingName)),
    Column("origins", "integer", required=True), _to("answers", "claims", several=True),
    _to("others", "claims", several=True),
), ("question", "scope"))  # fmt: skip

PROMISES = Table("promises", ("claim",), (
    _to("claim", "claims", required=True), *_must("says"), _to("by", "entities", several=True),
    _one_of("form", get_args(Form)), *_dated("due"), _one_of("outcome", get_args(Outcome)),
    _to("shown_by", "claims", several=True),
))  # fmt: skip

PUZZLES = Table("puzzles", ("id",), (
    *_must("id", "url", "title"), _one_of("kind", get_args(PuzzleKind)), _one_of("weight", get_args(Weight)),
    *_text("summary"), _to("claims", "claims", several=True), Column("about", "ids"), Column("readings", "texts"),
    *_text("reckons"),
))  # fmt: skip

NOTES = Table("notes", ("id",), (
    *_must("id", "url", "title"), *_text("summary"), _to("claims", "claims", several=True), Column("about", "ids"),
    Column("references", "texts"), Column("shows", "texts"),
))  # fmt: skip

RELEASES = Table("releases", (), (
    *_must("version"), _one_of("what", ("released", "added", "removed", "changed")),
    *_text("page", "table", "key", "cell", "was", "now"),
), ("version", "page", "table", "key", "cell"))  # fmt: skip
"""What releases changed: a table of dossiers that have one."""

TABLES = (SOURCES, CLAIMS, CLAIM_ENTITIES, ENTITIES, ENTITY_NAMES, QUESTIONS, STANDINGS, PROMISES, PUZZLES, NOTES)
NAMES = tuple(table.name for table in TABLES)
