"""Types of names: pages, claims and paragraphs.

They check the syntax; whether a name leads anywhere is for the linker.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from sourcebook.model.names import FOLDERS, SLUG, TARGET
from sourcebook.model.problem import did_you_mean
from sourcebook.model.source_record import ARTICLE, UNNAMED
from sourcebook.schema import field_types
from sourcebook.schema.fields import AS_LIST, AS_LIST_OR_ONE, DISTINCT, FILLED, NONE, read_text, shorten, unless_none
from sourcebook.schema.validation import fail

MAX_SLUG = 100

_SHAPE = "small letters a-z, digits, single hyphens between them"
_PAGE = f"write `slug` or `folder/slug`: {_SHAPE}"
# Prefixes of the other anchors on a source's page.
TAKEN = ("c-", "h-", "n-", "p-", "puzzle-", "question-", "r-", "s-")


def read_slug(value: object) -> str:
    """Validate a slug (`model/names.py`) of at most MAX_SLUG characters."""
    text = read_text(value)
    if len(text) > MAX_SLUG:
        fail("SLUG", f"`{shorten(text)}` has more than {MAX_SLUG} characters", "shorten it")
    if not SLUG.match(text):
        guess = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") if text.isascii() else ""
        fail("SLUG", f"`{shorten(text)}` is not a slug", f"write `{guess}`: {_SHAPE}" if guess else _SHAPE)
    return text


def _read_claim_id(value: object) -> str:
    text = read_slug(value)
    if text.startswith(TAKEN):
        fail("SLUG", f"`{text}` begins like one of the page's other anchors", "begin it with a word")
    return text


def _read_target(value: object) -> str:
    text = read_text(value)
    match = TARGET.match(text)
    if not match:
        fail("SLUG", f"`{shorten(text)}` names no page, claim or paragraph", "write `slug`, `source#id` or `source p8`")
    folder = match["folder"]
    if folder is not None and folder not in FOLDERS:
        hint = did_you_mean(folder, FOLDERS, "the folders are " + ", ".join(FOLDERS))
        fail("SLUG", f"`{shorten(folder)}` is no folder of a dossier", hint)
    read_slug(match["slug"])
    if match["claim"] is not None:
        read_slug(match["claim"])
    return text


def _read_page(value: object) -> str:
    text = read_text(value)
    if "#" in text or " " in text or not TARGET.match(text):
        fail("SLUG", f"`{shorten(text)}` does not name a page", _PAGE)
    return _read_target(text)


def _read_claim(value: object) -> str:
    text = read_text(value)
    if "#" not in text or not TARGET.match(text):
        fail("SLUG", f"`{shorten(text)}` does not name a claim", "write `source#id`")
    return _read_target(text)


def _read_page_or_claim(value: object) -> str:
    return _read_claim(value) if isinstance(value, str) and "#" in value else _read_page(value)


def _refuse_mixture(speakers: tuple[str, ...]) -> tuple[str, ...]:
    for index, speaker in enumerate(speakers):
        if speaker == NONE:
            fail("VALUE", "`none` is not a speaker", f"write `{ARTICLE}` or `{UNNAMED}`", (index,))
        if speaker in (ARTICLE, UNNAMED) and len(speakers) > 1:
            fail("VALUE", f"`{speaker}` is given beside other speakers", "name the speakers alone, or split", (index,))
    return speakers


def _read_authors(value: object) -> object:
    """A list of names from one name, a list, or `none`."""
    return [] if value == NONE else value if isinstance(value, list) else [value]


def _refuse_none(names: tuple[str, ...]) -> tuple[str, ...]:
    if NONE in names:
        fail("VALUE", "`none` is given beside names", "write the names alone", (names.index(NONE),))
    return names


Slug = Annotated[str, BeforeValidator(read_slug), field_types.SLUG]
Slugs = Annotated[tuple[Slug, ...], AS_LIST, DISTINCT]
ClaimId = Annotated[str, BeforeValidator(_read_claim_id), field_types.SLUG]
PageName = Annotated[str, BeforeValidator(_read_page), field_types.PAGE]
PageNameOrNone = Annotated[str | None, BeforeValidator(unless_none(_read_page)), field_types.PAGE_OR_NONE]
PageNames = Annotated[tuple[PageName, ...], AS_LIST, DISTINCT]
PageNamesOrNone = Annotated[
    tuple[PageName, ...], BeforeValidator(_read_authors), AfterValidator(_refuse_none), DISTINCT, field_types.AUTHORS
]
Speakers = Annotated[
    tuple[PageName, ...], AS_LIST_OR_ONE, FILLED, DISTINCT, AfterValidator(_refuse_mixture), field_types.SPEAKERS
]
ClaimName = Annotated[str, BeforeValidator(_read_claim), field_types.CLAIM]
ClaimNames = Annotated[tuple[ClaimName, ...], AS_LIST, DISTINCT]
PageOrClaimName = Annotated[str, BeforeValidator(_read_page_or_claim), field_types.PAGE_OR_CLAIM]
TargetName = Annotated[str, BeforeValidator(_read_target), field_types.TARGET]
TargetNames = Annotated[tuple[TargetName, ...], AS_LIST, DISTINCT]
