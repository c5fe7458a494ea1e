"""Tables of a dossier beside its pages.

Settings, references, terms, corrections, addresses, outline.
"""

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
    """Security contact of the site (RFC 9116), and the day on which it expires.

    `contact`: an address with https: or mailto:.
    """

    expires: datetime.date
    contact: str | None = None


class Settings(Struct, frozen=True):
    """Settings from `site.toml`. `address`: absolute, without a final slash.

    `report`: where to report errors.
    """

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
    """A publication outside the collection.

    `read`: in which form it was read, or "not"; `read_on`: on which day.
    """

    id: str
    title: str
    publisher: str
    address: str
    nature: Nature
    whose: str | None
    read: Literal["archived", "live", "not"]
    read_on: datetime.date | None


class Term(Struct, frozen=True):
    """A loaded term, its forms (case folded), its replacement, and the reason."""

    id: str
    term: str
    forms: tuple[str, ...]
    instead: str
    why: str


class Correction(Struct, frozen=True):
    """A correction of an error on the site.

    The old text, the new text, and how it was found.
    """

    date: datetime.date
    about: str
    was: str
    now: str
    why: str


Point = tuple[float, float]
"""Degrees east and north (longitude, latitude), or units right and down."""

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees (RFC 7946); east may be more than 180."""


class Sheet(Struct, frozen=True):
    """Land within a box, simplified to `detail` degrees.

    Closed rings by the even-odd rule, first point not repeated.
    """

    box: Box
    detail: float
    rings: tuple[tuple[Point, ...], ...]


class Outline(Struct, frozen=True):
    """Outline of land for the map, without borders.

    `made`: how it was derived from the published data.
    """

    title: str
    publisher: str
    address: str | None
    licence: str
    made: str
    sheets: tuple[Sheet, ...]


class Tables(Struct, frozen=True):
    """All tables of a dossier.

    `addresses`: every address ever published, claims as `/page/#id`, one for each line of its file; "" for other lines.
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
"""Type of each table by path."""
