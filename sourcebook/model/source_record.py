"""Records of documents and their claims: validated contents of a source's file; names are still text."""

import datetime
from typing import Literal

from msgspec import Struct

from sourcebook.model.dates import Edtf
from sourcebook.model.places import At, Unit

ClaimKind = Literal["statement", "view", "promise"]
Form = Literal["promise", "offer", "plan", "proposal", "hope"]
Outcome = Literal["silent", "done", "partly", "changed", "unclear"]
Basis = Literal["stated", "stamped", "inferred"]
SourceKind = Literal[
    "article",
    "web page",
    "report",
    "book",
    "law",
    "letter",
    "dataset",
    "image",
    "recording",
    "film",
    "interview",
    "post",
]

ARTICLE = "article"
UNNAMED = "unnamed"


class Reviewed(Struct, frozen=True):
    """Review by a second person: who, and on which day."""

    by: str
    on: datetime.date


class ClaimRecord(Struct, frozen=True):
    """One claim of one source, as written; names are still text.

    `by`: ARTICLE, UNNAMED or names of speakers; `says`: in the editor's words; `words`:
    quotations; `part`: of a promise that was kept in part; `same_as`: the claim that promises the same thing;
    `translation`: of the quotations, by the editor; `also_answers`: further questions, each with its value.
    """

    id: str
    at: At
    by: tuple[str, ...]
    says: str
    words: tuple[str, ...]
    about: tuple[str, ...]
    kind: ClaimKind = "statement"
    maybe: str | None = None
    answers: str | None = None
    value: str | None = None
    scope: str | None = None
    when: Edtf | None = None
    why: str | None = None
    relies_on: str | None = None
    form: Form | None = None
    due: Edtf | None = None
    outcome: Outcome | None = None
    shown_by: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    part: str | None = None
    same_as: str | None = None
    reviewed: Reviewed | None = None
    translation: str | None = None
    also_answers: tuple[tuple[str, str], ...] = ()


class Published(Struct, frozen=True):
    """Date of publication of a document.

    `basis`: how it is known; `why`: the reasoning, unless the document states it.
    """

    date: Edtf
    basis: Basis
    why: str | None


class Archived(Struct, frozen=True):
    """Copy in an archive: its address, the day of the capture, and the digest of what was captured, 64 hex digits."""

    address: str
    on: datetime.date
    sha256: str | None = None


class Skip(Struct, frozen=True):
    """Places of a document without a claim, and the reason."""

    at: At
    why: str


class NameIn(Struct, frozen=True):
    """Spelling and title that a document gives to `who`; `at`: where."""

    who: str
    spelling: str | None
    title: str | None
    at: At


class SourceRecord(Struct, frozen=True, tag=True, tag_field="record"):
    """Fields of a document (source page). `author`: empty, and `outlet`: None, if it names none.

    `sha256`: of its file, 64 hex digits; `short`: its short name, unless that follows from outlet and date;
    `container`: the book, series or site that it is part of; `address`: where the text used was published;
    `language`: BCP 47 tag, None for that of the dossier; `extent`: how many of `unit` it has;
    `about`: names of pages that claims concern which name none; `gone`: since
    when `address` leads nowhere.
    """

    headline: str | None
    author: tuple[str, ...]
    outlet: str | None
    relies_on: str | None
    published: Published
    obtained: str
    sha256: str
    extent: int
    copies: tuple[str, ...]
    skip: tuple[Skip, ...]
    names: tuple[NameIn, ...]
    claims: tuple[ClaimRecord, ...]
    short: str | None = None
    kind: SourceKind = "article"
    language: str | None = None
    container: str | None = None
    address: str | None = None
    archived: Archived | None = None
    unit: Unit = "paragraph"
    about: tuple[str, ...] = ()
    gone: datetime.date | None = None

    @property
    def readable_at(self) -> str | None:
        """Address at which the text can be read now: the archived copy once the first one leads nowhere."""
        return self.archived.address if self.gone and self.archived else self.address
