"""Data of a page: what it says as JSON, in a file beside it."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct, json

from sourcebook.model.dossier import Page, Topic
from sourcebook.model.spoken import spoken
from sourcebook.views.cells import plain_row
from sourcebook.views.citing.cite import shown_tables
from sourcebook.views.context import PageContext
from sourcebook.views.history import version_at
from sourcebook.views.rows import page_rows

PAGE_DATA = "index.json"
SCHEMA = "/data/page.schema.json"
Url = Annotated[str, Meta(extra_json_schema={"format": "uri"})]


class PageData(Struct, frozen=True, forbid_unknown_fields=True, rename={"schema": "$schema"}):
    """What a page of the record says."""

    schema: Annotated[Url, Meta(description="Address of this schema.")]
    id: Annotated[str, Meta(description="Folder and name of the page.")]
    url: Annotated[Url, Meta(description="Address of the page.")]
    kind: Annotated[str, Meta(description="Kind of the page, as the tables of the record call it.")]
    title: str
    summary: Annotated[str, Meta(description="The page in a sentence.")]
    language: Annotated[str, Meta(description="Language of the page (BCP 47).")]
    changed: Annotated[datetime.date, Meta(description="Day of the last change.")]
    version: Annotated[str | None, Meta(description="Release that has the page as it is; null if there is none.")]
    licence: Annotated[Url, Meta(description="Terms of use.")]
    text: Annotated[list[str], Meta(description="Paragraphs, items and rows as plain text, without citations.")]
    cites: Annotated[list[str], Meta(description="Keys of the claims and pages that the text leads to, in its order.")]
    rows: Annotated[
        Mapping[str, list[dict[str, Any]]],
        Meta(description="Rows of the record's tables that the page shows, by table; columns as in datapackage.json."),
    ]


def data_address(context: PageContext, kind: str) -> str | None:
    """Address of what a page shows as JSON: the data of a page that has a file, the first table of a list."""
    if context.dossier.at(context.url):
        return context.href(f"{context.url}{PAGE_DATA}")
    return next((context.href(f"/data/{name}.json") for name in shown_tables(context, kind)), None)


def page_data(context: PageContext, page: Page, changed: str) -> bytes:
    """Encode the data of the page at `context`, last changed on a day (ISO 8601)."""
    settings = context.dossier.settings()
    rows = page_rows(page, context.dossier, context.addresses, context.t)
    data = PageData(
        schema=context.addresses.absolute(SCHEMA),
        id=str(page.key),
        url=context.addresses.absolute(page.url),
        kind=page.key.kind,
        title=page.title,
        summary=context.dossier.summary(page.key),
        language=settings.language,
        changed=datetime.date.fromisoformat(changed),
        version=version_at(context.dossier, changed),
        licence=settings.licence.url,
        text=list(filter(None, _text(context, page))),
        cites=list(dict.fromkeys(str(edge.target) for edge in context.dossier.edges(page.key))),
        rows={name: list(map(plain_row, of_table)) for name, of_table in rows.items()},
    )
    return json.format(json.encode(data), indent=1) + b"\n"


def _text(context: PageContext, page: Page) -> Iterator[str]:
    if isinstance(page.matter, Topic):
        short = page.matter
        yield from (line.says for line in (*short.documents, *short.elsewhere, *short.how_sure))
    alignment = context.dossier.body(page.key).alignment
    yield from (spoken(alignment.pieces(text), page, context.dossier.title) for _, text in alignment.raw)
