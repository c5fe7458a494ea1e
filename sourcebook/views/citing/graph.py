"""Linked data of a page: a JSON-LD graph (W3C JSON-LD 1.1, schema.org).

Ids are absolute and stable.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import json

from sourcebook.model.dossier import Claim, Entity, Source
from sourcebook.model.names import Key, page_url
from sourcebook.model.source_record import UNNAMED
from sourcebook.views.context import PageContext
from sourcebook.views.history import tables_of, version_at

Node = dict[str, Any]

SITE, DOCUMENT, ENTITY, DATASET = "site", "document", "entity", "dataset"
"""Fragments that tell the thing from the page about it; claims have their own anchors."""

TYPES = {"people": "Person", "places": "Place", "organisations": "Organization"}
GENRES = {
    "web page": "WebPage", "report": "Report", "book": "Book", "law": "Legislation", "letter": "Message",
    "dataset": "Dataset", "image": "ImageObject", "recording": "AudioObject", "film": "VideoObject",
    "interview": "CreativeWork", "post": "SocialMediaPosting",
}  # fmt: skip
"""Types of schema.org, by the kind of document; an article without outlet is a creative work."""
SPEAKERS = ("people", "organisations")


def graph_text(context: PageContext, title: str, changed: str, description: str) -> str:
    """Encode the JSON-LD graph of the page at `context`.

    Nodes have a fixed order and no empty values. `changed`: day of the last change.
    """
    nodes = [_site(context), _web_page(context, title, description, changed), *_things(context)]
    full = [{key: value for key, value in node.items() if value not in (None, "", [])} for node in nodes]
    return json.encode({"@context": "https://schema.org", "@graph": full}).decode()


def _site(context: PageContext) -> Node:
    settings = context.dossier.settings()
    return {
        "@type": "WebSite",
        "@id": context.addresses.absolute("/", SITE),
        "url": context.addresses.absolute("/"),
        "name": settings.title,
        "description": settings.tagline,
        "inLanguage": settings.language,
        "license": settings.licence.url,
    }


def _web_page(context: PageContext, title: str, description: str, changed: str) -> Node:
    address, editor = context.addresses.absolute(context.url), context.dossier.settings().editor
    return {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": title,
        "description": description,
        "isPartOf": {"@id": context.addresses.absolute("/", SITE)},
        "mainEntity": _main(context),
        "editor": {"@type": "Organization", "name": editor} if editor else None,
        "dateModified": changed,
        "version": version_at(context.dossier, changed),
    }


def _main(context: PageContext) -> Node | None:
    if context.url == "/data/":
        return {"@id": context.addresses.absolute(context.url, DATASET)}
    key = context.dossier.at(context.url)
    if key and key.folder == "sources":
        return _document_id(context, key)
    return _entity_id(context, key) if key and key.folder in TYPES else None


def _things(context: PageContext) -> Iterator[Node]:
    key = context.dossier.at(context.url)
    if context.url == "/data/":
        yield _dataset(context)
    elif key and key.folder == "sources":
        yield from _document(context, key)
    elif key and key.folder in TYPES:
        yield _entity(context, key)


def _document(context: PageContext, key: Key) -> Iterator[Node]:
    """Nodes of a document, its claims, and everyone whom these name."""
    page = context.dossier.page(key)
    source = page.matter
    assert isinstance(source, Source)
    published, copy = source.record.published, next(iter(source.copies), None)
    yield {
        "@type": GENRES.get(source.record.kind, "NewsArticle" if source.outlet else "CreativeWork"),
        **_document_id(context, key),
        "headline": source.record.headline,
        "name": None if source.record.headline else page.title,
        "author": [_entity_id(context, who) for who in source.authors],
        "publisher": _entity_id(context, source.outlet) if source.outlet else None,
        "datePublished": published.date.text if published.date.is_exact and published.basis == "stated" else None,
        "url": source.record.address or (copy.address if copy else None),
        "archivedAt": source.record.archived.address if source.record.archived else None,
        "inLanguage": source.record.language,
    }
    yield from (_claim(context, source, claim) for claim in source.claims)
    voices = {who for claim in source.claims for who in claim.by if who.folder in SPEAKERS}
    named = voices | {who for who in (*source.authors, source.outlet) if who}
    yield from (_entity(context, who) for who in sorted(named))


def _claim(context: PageContext, source: Source, claim: Claim) -> Node:
    """Node of a claim, without a rating. A claim of an unnamed speaker has no author."""
    voices = [_entity_id(context, who) for who in claim.by if who.folder in SPEAKERS]
    own = source.authors or tuple(who for who in (source.outlet,) if who)
    if not claim.by and UNNAMED not in claim.record.by:
        voices = [_entity_id(context, who) for who in own]
    return {
        "@type": "Claim",
        "@id": context.addresses.absolute(page_url(claim.key.page), claim.key.id),
        "text": context.target(claim.key).title,
        "author": voices[0] if len(voices) == 1 else voices,
        "appearance": _document_id(context, claim.key.page),
    }


def _entity(context: PageContext, key: Key) -> Node:
    record = context.matter(key, Entity).record
    point = record.point and {"@type": "GeoCoordinates", "latitude": record.point.lat, "longitude": record.point.lon}
    return {
        "@type": TYPES[key.folder],
        **_entity_id(context, key),
        "name": context.dossier.title(key),
        "alternateName": [{"@value": name.text, "@language": name.lang} for name in record.names],
        "url": context.addresses.absolute(page_url(key)),
        "geo": point,
        "sameAs": list(record.same_as.addresses) if record.same_as else None,
    }


def _dataset(context: PageContext) -> Node:
    settings = context.dossier.settings()
    encodings = (("csv", "text/csv"), ("json", "application/json"))
    return {
        "@type": "Dataset",
        "@id": context.addresses.absolute("/data/", DATASET),
        "url": context.addresses.absolute("/data/"),
        "name": context.t("data.name", site=settings.title),
        "description": context.t("index.intro.data"),
        "license": settings.licence.url,
        "isAccessibleForFree": True,
        "version": version_at(context.dossier, context.dossier.newest()),
        "inLanguage": settings.language,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": context.t(f"data.tables.{name}.title"),
                "encodingFormat": encoding,
                "contentUrl": context.addresses.absolute(f"/data/{name}.{end}"),
            }
            for name in (table.name for table in tables_of(context.dossier))
            for end, encoding in encodings
        ],
    }


def _document_id(context: PageContext, key: Key) -> Node:
    return {"@id": context.addresses.absolute(page_url(key), DOCUMENT)}


def _entity_id(context: PageContext, key: Key) -> Node:
    return {"@id": context.addresses.absolute(page_url(key), ENTITY)}
