"""How pages, claims and paragraphs are named, and where a page lives."""

import re
from typing import NamedTuple

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")

KINDS = {
    "topics": "topic",
    "questions": "question",
    "sources": "source",
    "puzzles": "puzzle",
    "notes": "note",
    "people": "person",
    "places": "place",
    "organisations": "organisation",
    "events": "event",
    "pages": "page",
}
FOLDERS = tuple(KINDS)
MADE = ("references", "timeline", "record", "data", "map", "matrix", "search", "a-z")
"""Pages at the top that no file is written for; beside them, each folder of FOLDERS but `pages` has its list."""

ENTITY_FOLDERS = ("people", "places", "organisations")


class Key(NamedTuple):
    """A page: its folder and slug. Written `folder/slug`."""

    folder: str
    slug: str

    def __str__(self) -> str:
        return f"{self.folder}/{self.slug}"

    @property
    def kind(self) -> str:
        """The kind of page, in the singular: `topic` for `topics/tides`."""
        return KINDS[self.folder]


class ClaimKey(NamedTuple):
    """A claim: the slug of its source and its id there. Written `source#id`."""

    source: str
    id: str

    def __str__(self) -> str:
        return f"{self.source}#{self.id}"

    @property
    def page(self) -> Key:
        return Key("sources", self.source)


class ParagraphKey(NamedTuple):
    """A paragraph of a source: its slug and the number of the non-empty line. Written `source p8`."""

    source: str
    number: int

    def __str__(self) -> str:
        return f"{self.source} p{self.number}"

    @property
    def page(self) -> Key:
        return Key("sources", self.source)


Target = Key | ClaimKey | ParagraphKey

TARGET = re.compile(
    r"(?:(?P<folder>[a-z]+)/)?(?P<slug>[a-z0-9-]+)(?:#(?P<claim>[a-z0-9-]+)| p(?P<paragraph>[1-9][0-9]{0,3}))?\Z"
)


HOME = Key("pages", "home")
CORRECTIONS = Key("pages", "corrections")


def page_url(key: Key) -> str:
    """Address of a page below the root of the site, with both slashes: `/topics/tides/`."""
    if key == HOME:
        return "/"
    if key.folder == "pages":
        return f"/{key.slug}/"
    return f"/{key.folder}/{key.slug}/"


def key_of(url: str) -> Key | None:
    """The page that has this address, if there is such a page; None where no page could have it."""
    if url == "/":
        return HOME
    folder, _, slug = url.strip("/").rpartition("/")
    key = Key(folder or "pages", slug)
    return key if page_url(key) == url else None


def file_of(url: str) -> str:
    """The file in the output that a url is served from: `/a/` from `a/index.html`."""
    path = url.removeprefix("/")
    return f"{path}index.html" if url.endswith("/") else path
