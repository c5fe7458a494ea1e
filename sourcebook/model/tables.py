"""The dossier's tables beside its pages: settings, references, terms, corrections."""

import datetime
from typing import Literal

from msgspec import Struct

from sourcebook.model.record import Nature

Section = Literal[
    "topics", "questions", "puzzles", "sources", "people", "places", "organisations", "events", "notes", "references",
    "a-z", "where-answers-differ", "promises", "voices", "language", "timeline", "map", "matrix",
]  # fmt: skip


class Licence(Struct, frozen=True):
    """Name and address of a licence."""

    name: str
    url: str


class Security(Struct, frozen=True):
    """Whom to tell of a weakness of the site, https: or mailto:, and the day until which that holds."""

    expires: datetime.date
    contact: str | None = None


class Settings(Struct, frozen=True):
    """`site.toml`. `address`: absolute, no slash at the end. `report`: where an error is reported, if anywhere."""

    title: str
    tagline: str
    language: str
    address: str
    published: datetime.date
    licence: Licence
    navigation: tuple[Section, ...]
    report: str | None = None
    security: Security | None = None


class Reference(Struct, frozen=True):
    """Something outside the collection. `read`: how it was read; `read_on`: only if somebody did that day."""

    id: str
    title: str
    publisher: str
    address: str
    nature: Nature
    whose: str | None
    read: Literal["archived", "live", "not"]
    read_on: datetime.date | None


class Term(Struct, frozen=True):
    """A loaded term with all its forms (case folded), what stands here instead, and why."""

    id: str
    term: str
    forms: tuple[str, ...]
    instead: str
    why: str


class Correction(Struct, frozen=True):
    """A mistake of ours that was mended: what stood, what stands now, why."""

    date: datetime.date
    about: str
    was: str
    now: str
    why: str


Point = tuple[float, float]
"""Degrees east and north, or units right and down."""

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees (RFC 7946); east may be more than 180."""


class Sheet(Struct, frozen=True):
    """All land within a box, true to about `detail` degrees: closed rings, the first point not repeated, even-odd."""

    box: Box
    detail: float
    rings: tuple[tuple[Point, ...], ...]


class Outline(Struct, frozen=True):
    """An outline of land for the map, without borders: where it comes from and what was done to it."""

    title: str
    publisher: str
    address: str | None
    licence: str
    made: str
    sheets: tuple[Sheet, ...]


class Tables(Struct, frozen=True):
    """All tables of a dossier; `addresses`: every address ever published, with claims as `/page/#id`,
    by line of its file; "" where a line has none.
    """

    settings: Settings
    references: tuple[Reference, ...]
    terms: tuple[Term, ...]
    corrections: tuple[Correction, ...]
    addresses: tuple[str, ...]
    outline: Outline | None = None


TABLE_TYPES: dict[str, type] = {
    "site.toml": Settings,
    "references.toml": tuple[Reference, ...],
    "terms.toml": tuple[Term, ...],
    "corrections.toml": tuple[Correction, ...],
    "addresses.txt": tuple[str, ...],
    "map/outline.toml": Outline,
}
"""What each file of a table says."""
