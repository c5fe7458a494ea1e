"""Tables of a dossier beside its pages.

Settings, references, terms, corrections, addresses, outline.
"""

import datetime
from typing import Literal

from msgspec import Struct

from sourcebook.model.names import TARGET, ClaimKey, Key
from sourcebook.model.record import Nature
from sourcebook.model.releases import Release


class Licence(Struct, frozen=True):
    """Name and address of a licence of the site."""

    name: str
    url: str


class Security(Struct, frozen=True):
    """Security contact of the site (RFC 9116) and the day on which it expires.

    `contact`: an address that begins with https: or mailto:.
    """

    expires: datetime.date
    contact: str | None = None


class MenuEntry(Struct, frozen=True):
    """Entry of the menu or the footer: a list or page by its name, or an address outside.

    `label`: instead of the page's title.
    """

    page: str | None = None
    address: str | None = None
    label: str | None = None


class Look(Struct, frozen=True):
    """Look of the site, from the table `[theme]`.

    `accent`, `accent_dark`: colours of links, `#rrggbb`; fonts: a `.woff2` below `theme/assets/`, or names of installed
    ones; `logo`, `favicon`: files below `theme/assets/`; `width`: of the page, in rem.
    """

    accent: str | None = None
    accent_dark: str | None = None
    text_font: str | None = None
    interface_font: str | None = None
    logo: str | None = None
    favicon: str | None = None
    width: str | None = None


class Settings(Struct, frozen=True):
    """Settings of the dossier, from `site.toml`.

    `language`: BCP 47 tag; `address`: of the site, absolute, without a final slash; `published`: day of first
    publication; `report`: address where readers report errors; `editor`: who edits the record; `not_heard`: whom no
    document lets speak; `footer`: its links, None for the usual ones; `subdomains`: these have https too.
    """

    title: str
    tagline: str
    language: str
    address: str
    published: datetime.date
    licence: Licence
    navigation: tuple[MenuEntry, ...]
    report: str | None = None
    security: Security | None = None
    editor: str | None = None
    not_heard: tuple[str, ...] = ()
    theme: Look | None = None
    footer: tuple[MenuEntry, ...] | None = None
    subdomains: bool = False


class Reference(Struct, frozen=True):
    """A publication outside the collection of documents.

    `whose`: the party it belongs to; `side`: for which side that speaks, if `whose` does not name it; `read`: in which
    form the editor read it, or "not"; `read_on`: on which day; `archived`: address of the copy that was read, if it is
    public; `shows`: what sentences that cite it rest on.
    """

    id: str
    title: str
    publisher: str
    address: str
    nature: Nature
    whose: str | None
    read: Literal["archived", "live", "not"]
    read_on: datetime.date | None
    shows: str | None = None
    side: str | None = None
    archived: str | None = None

    @property
    def counted_as(self) -> str:
        """Side that it speaks for; of no party, its nature."""
        return self.side or self.whose or self.nature


class Term(Struct, frozen=True):
    """A loaded term: a word that takes sides, and what to write instead.

    `forms`: its forms, case-folded; `why`: the reason.
    """

    id: str
    term: str
    forms: tuple[str, ...]
    instead: str
    why: str


class Correction(Struct, frozen=True):
    """A correction of an error that was published, or a withdrawal of a page or claim that no longer exists.

    `about`: the page or claim, as written; `was`, `now`: old and new text, "" if `withdrawn`; `why`: how the error was
    found, or why it was withdrawn.
    """

    date: datetime.date
    about: str
    why: str
    was: str = ""
    now: str = ""
    withdrawn: bool = False

    @property
    def gone(self) -> Key | ClaimKey | None:
        """Page or claim that was withdrawn; None for other corrections."""
        name = TARGET.match(self.about)
        if not self.withdrawn or name is None:
            return None
        return ClaimKey(name["slug"], name["claim"]) if name["claim"] else Key(name["folder"], name["slug"])


Point = tuple[float, float]
"""Degrees east and north (longitude, latitude), or units right and down."""

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees (RFC 7946); east may be more than 180."""


class Sheet(Struct, frozen=True):
    """Land within a box of the map, simplified to `detail` degrees.

    `rings`: closed polygons by the even-odd rule, first point not repeated.
    """

    box: Box
    detail: float
    rings: tuple[tuple[Point, ...], ...]


class Outline(Struct, frozen=True):
    """Outline of land for the map, without borders, from `map/outline.toml`.

    `made`: how it was derived from the published data.
    """

    title: str
    publisher: str
    address: str | None
    licence: str
    made: str
    sheets: tuple[Sheet, ...]


class Listed(Struct, frozen=True):
    """Line of the ledger of what was published; an empty `address` for other lines.

    `value`: answer and figures of a claim; `day`: that it speaks of, or of a document or event; `voice`: who speaks, in
    slugs; `corrections`: how many of it there were.
    """

    address: str = ""
    value: str = ""
    day: str = ""
    voice: str = ""
    corrections: int = 0


class Tables(Struct, frozen=True):
    """All tables of a dossier. `published`: the ledger, an item for each line of its file; `releases`: oldest first."""

    settings: Settings
    references: tuple[Reference, ...]
    terms: tuple[Term, ...]
    corrections: tuple[Correction, ...]
    published: tuple[Listed, ...]
    outline: Outline | None = None
    releases: tuple[Release, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that was ever published."""
        return tuple(line.address for line in self.published if line.address)


TABLE_TYPES: dict[str, type] = {
    "site.toml": Settings,
    "references.toml": tuple[Reference, ...],
    "terms.toml": tuple[Term, ...],
    "corrections.toml": tuple[Correction, ...],
    "published.csv": tuple[Listed, ...],
    "map/outline.toml": Outline,
    "releases.toml": tuple[Release, ...],
}
"""Type of each table by path."""
