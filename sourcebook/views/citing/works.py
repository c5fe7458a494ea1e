"""Works to cite: documents of the record, pages of the site, and its data."""

import datetime
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dates import Edtf
from sourcebook.model.dossier import Entity, Source
from sourcebook.model.edges import target_page
from sourcebook.model.edtf import parse_edtf
from sourcebook.model.names import Key
from sourcebook.model.source_record import Basis, SourceKind
from sourcebook.views.citing.personal_names import split_name
from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import review_text
from sourcebook.views.history import version_at

SECTION = "s-cite"
WorkKind = Literal["document", "page", "dataset"]


class Author(Struct, frozen=True):
    """Author of a document.

    `family`, `given`, `suffix`: of a person, else ""; an organisation has only `name`.
    """

    name: str
    family: str = ""
    given: str = ""
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """Name with the family name first, such as `King, Martin Luther, Jr.`."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix))) if self.given else self.name


class Work(Struct, frozen=True):
    """A work to cite: a document, a page of the site, or its data.

    `genre`: kind of a document, else as `kind`; `id` names it in reference files, `url` is absolute, `account` is our
    page about a document. `ours`: whether the title is our description, in square brackets; `container`: outlet, or
    site of a page; `accessed`: day on which the address was read or, unless `accessed_then`, by which it had been read;
    `language`: BCP 47 tag; `archived`: address of a copy in an archive; `version`: release that has the page as it is.
    """

    kind: WorkKind
    genre: SourceKind | WorkKind
    id: str
    title: str
    ours: bool
    authors: tuple[Author, ...]
    container: str | None
    date: Edtf
    basis: Basis
    url: str
    account: str | None
    accessed: datetime.date
    accessed_then: bool
    language: str = ""
    archived: str | None = None
    version: str | None = None

    @property
    def is_dated(self) -> bool:
        """True if the work states its date, and exactly."""
        return self.date.is_exact and self.basis == "stated"


def document_work(context: PageContext, key: Key) -> Work:
    """Work to cite for a document.

    Its title is the headline, else ours; its address that of the first published copy, else of our page.
    """
    page = context.dossier.page(key)
    source = page.matter
    assert isinstance(source, Source)
    record, copy = source.record, next(iter(source.copies), None)
    account = context.addresses.absolute(page.url)
    changed = page.entry.head.changed or context.dossier.settings().published
    return Work(
        kind="document",
        genre=record.kind,
        id=page.key.slug,
        title=record.headline or f"[{page.title}]",
        ours=record.headline is None,
        authors=tuple(_author(context, source, who) for who in source.authors),
        container=record.container or (context.dossier.title(source.outlet) if source.outlet else None),
        date=record.published.date,
        basis=record.published.basis,
        url=record.address or (copy.address if copy else account),
        account=account,
        accessed=(copy.read_on if copy else None) or changed,
        accessed_then=copy is None or copy.read_on is not None,
        language=record.language or context.dossier.settings().language,
        archived=record.archived.address if record.archived else None,
    )


def page_work(context: PageContext, title: str, changed: str) -> Work:
    """Work to cite for the page at `context`, as of its last change (ISO 8601)."""
    settings = context.dossier.settings()
    site, editor = settings.title, settings.editor
    day = datetime.date.fromisoformat(changed)
    kind: WorkKind = "dataset" if context.url == "/data/" else "page"
    return Work(
        kind=kind,
        genre=kind,
        id=context.url.strip("/").replace("/", "-") or "home",
        title=context.t("cite.dataset", site=site) if context.url == "/data/" else title,
        ours=False,
        authors=(Author(editor),) if editor else (),
        container=None if context.url in ("/", "/data/") else site,
        date=parse_edtf(changed),
        basis="stated",
        url=context.addresses.absolute(context.url),
        account=None,
        accessed=day,
        accessed_then=True,
        language=settings.language,
        version=version_at(context.dossier, changed),
    )


def cited_first(context: PageContext, key: Key) -> tuple[LinkView, ...]:
    """Documents whose claims the text of a page cites, by date, as links to how to cite them."""
    cited = {target_page(edge.target) for edge in context.dossier.edges(key) if not isinstance(edge.target, Key)}
    views = (context.document(source) for source in context.dossier.sources() if source in cited)
    return tuple(replace(view, href=f"{view.href}#{SECTION}") for view in views)


def edited(context: PageContext, key: Key) -> Iterator[str]:
    """Sentences on who edits a page and who has reviewed it."""
    editor, reviewed = context.dossier.settings().editor, context.dossier.page(key).entry.head.reviewed
    if editor:
        yield context.t("cite.edited", editor=editor)
    yield context.t("cite.reviewed", who=review_text(reviewed, context.t)) if reviewed else context.t("cite.unreviewed")


def _author(context: PageContext, source: Source, author: Key) -> Author:
    """Author as the document spells the name."""
    spellings = (named.record.spelling for named in source.names if named.who == author)
    name = next((spelling for spelling in spellings if spelling), context.dossier.title(author))
    if author.folder != "people":
        return Author(name)
    parts = split_name(name, context.matter(author, Entity).record.family)
    return Author(name, parts.family, parts.given, parts.suffix)
