"""What a page says in the words of schema.org: one JSON-LD graph (W3C JSON-LD 1.1) with absolute, stable ids."""

import json
from collections.abc import Iterator
from typing import Any

from sourcebook.model.dossier import Claim, Entity, Page, Source
from sourcebook.model.names import Key
from sourcebook.model.record import UNNAMED
from sourcebook.views.here import Here
from sourcebook.views.tables import NAMES

Node = dict[str, Any]

SITE, DOCUMENT, ENTITY, DATASET = "site", "document", "entity", "dataset"
"""Fragments that tell the thing from the page about it; claims have their own anchors."""

TYPES = {"people": "Person", "places": "Place", "organisations": "Organization"}
SPEAKERS = ("people", "organisations")

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def graph_text(here: Here, title: str, changed: str, description: str) -> str:
    """The graph of the page at `here`; nodes in a fixed order, without anything empty."""
    nodes = [_site(here), _web_page(here, title, description, changed), *_things(here)]
    full = [{key: value for key, value in node.items() if value not in (None, "", [])} for node in nodes]
    return _JSON.encode({"@context": "https://schema.org", "@graph": full})


def _site(here: Here) -> Node:
    settings = here.lookup.dossier.tables.settings
    return {
        "@type": "WebSite",
        "@id": here.addresses.absolute("/", SITE),
        "url": here.addresses.absolute("/"),
        "name": settings.title,
        "description": settings.tagline,
        "inLanguage": settings.language,
        "license": settings.licence.url,
    }


def _web_page(here: Here, title: str, description: str, changed: str) -> Node:
    address = here.addresses.absolute(here.url)
    return {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": title,
        "description": description,
        "isPartOf": {"@id": here.addresses.absolute("/", SITE)},
        "mainEntity": _main(here),
        "dateModified": changed,
    }


def _main(here: Here) -> Node | None:
    if here.url == "/data/":
        return {"@id": here.addresses.absolute(here.url, DATASET)}
    page = here.lookup.at(here.url)
    if page and page.key.folder == "sources":
        return _document_id(here, page.key)
    return _entity_id(here, page.key) if page and page.key.folder in TYPES else None


def _things(here: Here) -> Iterator[Node]:
    page = here.lookup.at(here.url)
    if here.url == "/data/":
        yield _dataset(here)
    elif page and isinstance(page.matter, Source):
        yield from _document(here, page, page.matter)
    elif page and isinstance(page.matter, Entity):
        yield _entity(here, page)


def _document(here: Here, page: Page, source: Source) -> Iterator[Node]:
    """The document, its claims, and everyone whom these nodes name."""
    date, copy = source.record.published.date, next(iter(source.copies), None)
    yield {
        "@type": "NewsArticle" if source.outlet else "CreativeWork",
        **_document_id(here, page.key),
        "headline" if source.outlet else "name": source.record.headline or page.title,
        "author": _entity_id(here, source.author) if source.author else None,
        "publisher": _entity_id(here, source.outlet) if source.outlet else None,
        "datePublished": date.text if date.form == "date" and not date.qualifier else None,
        "url": copy.address if copy else None,
    }
    yield from (_claim(here, source, claim) for claim in source.claims)
    voices = {who for claim in source.claims for who in claim.by if who.folder in SPEAKERS}
    named = voices | {key for key in (source.author, source.outlet) if key}
    yield from (_entity(here, here.page(key)) for key in sorted(named))


def _claim(here: Here, source: Source, claim: Claim) -> Node:
    """What is claimed, by whom and where; no rating of it. Nobody is the author of what no named speaker says."""
    voices = [_entity_id(here, who) for who in claim.by if who.folder in SPEAKERS]
    own = source.author or source.outlet
    if not claim.by and UNNAMED not in claim.record.by and own:
        voices = [_entity_id(here, own)]
    return {
        "@type": "Claim",
        "@id": here.addresses.absolute(here.page(claim.key.page).url, claim.key.id),
        "text": claim.record.says,
        "author": voices[0] if len(voices) == 1 else voices,
        "appearance": _document_id(here, claim.key.page),
    }


def _entity(here: Here, page: Page) -> Node:
    assert isinstance(page.matter, Entity)
    record = page.matter.record
    point = record.point and {"@type": "GeoCoordinates", "latitude": record.point.lat, "longitude": record.point.lon}
    return {
        "@type": TYPES[page.key.folder],
        **_entity_id(here, page.key),
        "name": page.title,
        "alternateName": [{"@value": name.text, "@language": name.lang} for name in record.names],
        "url": here.addresses.absolute(page.url),
        "geo": point,
    }


def _dataset(here: Here) -> Node:
    settings = here.lookup.dossier.tables.settings
    encodings = (("csv", "text/csv"), ("json", "application/json"))
    return {
        "@type": "Dataset",
        "@id": here.addresses.absolute("/data/", DATASET),
        "url": here.addresses.absolute("/data/"),
        "name": here.words("data.name", site=settings.title),
        "description": here.words("data.intro"),
        "license": settings.licence.url,
        "isAccessibleForFree": True,
        "inLanguage": settings.language,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": here.words(f"data.tables.{name}.title"),
                "encodingFormat": encoding,
                "contentUrl": here.addresses.absolute(f"/data/{name}.{end}"),
            }
            for name in NAMES
            for end, encoding in encodings
        ],
    }


def _document_id(here: Here, key: Key) -> Node:
    return {"@id": here.addresses.absolute(here.page(key).url, DOCUMENT)}


def _entity_id(here: Here, key: Key) -> Node:
    return {"@id": here.addresses.absolute(here.page(key).url, ENTITY)}
