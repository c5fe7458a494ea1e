"""Keys of pages, claims and paragraphs, and addresses of pages."""

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
MADE = ("references", "timeline", "record", "data", "map", "matrix", "releases", "search", "a-z")
"""Generated pages at the top level; beside them, each folder of FOLDERS but `pages` has a list page."""

ENTITY_FOLDERS = ("people", "places", "organisations")


class Key(NamedTuple):
    """Key of a page: its folder and slug. Written `folder/slug`."""

    folder: str
    slug: str

    def __str__(self) -> str:
        return f"{self.folder}/{self.slug}"

    @property
    def kind(self) -> str:
        """Kind of the page, singular: `topic` for `topics/tides`."""
        return KINDS[self.folder]


class ClaimKey(NamedTuple):
    """Key of a claim: the slug of its source and its id there. Written `source#id`."""

    source: str
    id: str

    def __str__(self) -> str:
        return f"{self.source}#{self.id}"

    @property
    def page(self) -> Key:
        """Key of the document that contains the claim."""
        return Key("sources", self.source)


class ParagraphKey(NamedTuple):
    """Key of a paragraph: its source's slug and its number. Written `source p8`.

    Paragraphs are the non-empty lines of the document, counted from 1.
    """

    source: str
    number: int

    def __str__(self) -> str:
        return f"{self.source} p{self.number}"

    @property
    def page(self) -> Key:
        """Key of the document that contains the paragraph."""
        return Key("sources", self.source)


Target = Key | ClaimKey | ParagraphKey
"""Target of a mark or a field."""

TARGET = re.compile(
    r"(?:(?P<folder>[a-z]+)/)?(?P<slug>[a-z0-9-]+)(?:#(?P<claim>[a-z0-9-]+)| p(?P<paragraph>[1-9][0-9]{0,3}))?\Z"
)


HOME = Key("pages", "home")
CORRECTIONS = Key("pages", "corrections")
VOICES = Key("pages", "voices")
"""The page on who is heard, and who is not."""

BY_NAME = (
    "home", "about", "method", "limits", "corrections", "where-answers-differ", "promises", "voices", "language",
)  # fmt: skip
"""Pages in `pages/` that the program shows, links or completes by their names."""


def page_url(key: Key) -> str:
    """Address of a page relative to the root of the site: `/topics/tides/`."""
    if key == HOME:
        return "/"
    if key.folder == "pages":
        return f"/{key.slug}/"
    return f"/{key.folder}/{key.slug}/"


def target_url(target: Key | ClaimKey) -> str:
    """Address of a page or claim relative to the root of the site: `/sources/log/#fog`."""
    return f"{page_url(target.page)}#{target.id}" if isinstance(target, ClaimKey) else page_url(target)


def row_anchor(key: Key) -> str:
    """Anchor of a question or puzzle on the page that shows it: `question-tides`."""
    return f"{key.kind}-{key.slug}"


def key_of(url: str) -> Key | None:
    """Key of the page at an address, whether or not that page exists.

    None if no page can have the address.
    """
    if url == "/":
        return HOME
    folder, _, slug = url.strip("/").rpartition("/")
    key = Key(folder or "pages", slug)
    return key if page_url(key) == url else None


def former_key(key: Key, written: str) -> Key:
    """Key of an earlier address of the page at `key`: a slug, or a folder and a slug."""
    folder, _, slug = written.rpartition("/")
    return Key(folder or key.folder, slug)


def file_of(url: str) -> str:
    """Path of the output file for an address: `a/index.html` for `/a/`."""
    path = url.removeprefix("/")
    return f"{path}index.html" if url.endswith("/") else path
