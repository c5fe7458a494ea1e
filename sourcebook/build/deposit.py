"""Metadata of a release for archives: RO-Crate 1.2, DataCite 4.5, Zenodo and CITATION.cff 1.2.0."""

import json
import re
from collections.abc import Iterator, Sequence
from mimetypes import guess_type
from typing import Any

from sourcebook.model.dossier import Dossier, Source
from sourcebook.model.files import OutputFile

ORIGIN = "build/deposit.py"
CRATE = "https://w3id.org/ro/crate/1.2"
CREATIVE_COMMONS = re.compile(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/([0-9.]+)")
DEPOSITED = re.compile(r"data/[^/]+\.(csv|json)|index\.html|README\.txt|book/[^/]+")
"""Files of a release that the crate describes one by one; the others belong to its pages."""


def deposit_files(dossier: Dossier, version: str, files: Sequence[OutputFile]) -> Iterator[OutputFile]:
    """Generate the metadata of a release, given its version and its other files."""
    described = _described(dossier, version)
    for path, value in (
        ("ro-crate-metadata.json", _crate(dossier, version, files)),
        ("datacite.json", _datacite(dossier, version)),
        (".zenodo.json", described | _licence_of_zenodo(dossier)),
    ):
        yield OutputFile(path, f"{json.dumps(value, indent=1, ensure_ascii=False)}\n".encode(), ORIGIN)
    yield OutputFile("CITATION.cff", _citation(dossier, version).encode(), ORIGIN)


def _maker(dossier: Dossier) -> str:
    return dossier.tables.settings.editor or dossier.tables.settings.title


def _described(dossier: Dossier, version: str) -> dict[str, Any]:
    settings = dossier.tables.settings
    return {
        "title": settings.title,
        "description": settings.tagline,
        "creators": [{"name": _maker(dossier)}],
        "upload_type": "dataset",
        "access_right": "open",
        "version": version,
        "publication_date": version[:10],
        "related_identifiers": [{"identifier": settings.address, "relation": "isIdenticalTo", "scheme": "url"}],
    }


def _licence_of_zenodo(dossier: Dossier) -> dict[str, str]:
    """Identifier of a Creative Commons licence; of another one its name, which a person has to look up."""
    licence = dossier.tables.settings.licence
    if not (found := CREATIVE_COMMONS.search(licence.url)):
        return {"notes": f"{licence.name}: {licence.url}"}
    name = "cc-zero" if found[2] == "zero" else f"cc-{found[2]}-{found[3]}"
    return {"license": name}


def _citation(dossier: Dossier, version: str) -> str:
    """CITATION.cff: YAML, whose texts are written as JSON."""
    settings = dossier.tables.settings
    fields = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "Cite the documents first, then this dossier.",
        "title": settings.title,
        "abstract": settings.tagline,
        "authors": [{"name": _maker(dossier)}],
        "version": version,
        "date-released": version[:10],
        "url": settings.address,
        "license-url": settings.licence.url,
    }
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())


def _datacite(dossier: Dossier, version: str) -> dict[str, Any]:
    settings = dossier.tables.settings
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "url": settings.address,
        "creators": [{"name": _maker(dossier), "nameType": "Organizational"}],
        "titles": [{"title": settings.title, "lang": settings.language}],
        "publisher": {"name": _maker(dossier)},
        "publicationYear": version[:4],
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Documentary record"},
        "dates": [{"date": version[:10], "dateType": "Issued"}],
        "language": settings.language,
        "version": version,
        "rightsList": [{"rights": settings.licence.name, "rightsUri": settings.licence.url}],
        "descriptions": [{"description": settings.tagline, "descriptionType": "Abstract"}],
    }


def _crate(dossier: Dossier, version: str, files: Sequence[OutputFile]) -> dict[str, Any]:
    """RO-Crate: the release as root, its files, and the documents with the digests of their originals."""
    settings = dossier.tables.settings
    parts = [_file(file) for file in files if DEPOSITED.fullmatch(file.path)]
    documents = [_document(dossier, page.url, page.title, source) for page, source in dossier.pages_with(Source)]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": settings.title,
        "description": settings.tagline,
        "version": version,
        "datePublished": version[:10],
        "inLanguage": settings.language,
        "url": settings.address,
        "license": {"@id": settings.licence.url},
        "author": {"@id": "#maker"},
        "hasPart": [{"@id": part["@id"]} for part in parts],
        "mentions": [{"@id": document["@id"]} for document in documents],
    }
    metadata = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": CRATE},
    }
    licence = {"@id": settings.licence.url, "@type": "CreativeWork", "name": settings.licence.name}
    maker = {"@id": "#maker", "@type": "Organization", "name": _maker(dossier)}
    return {"@context": f"{CRATE}/context", "@graph": [metadata, root, *parts, *documents, licence, maker]}


def _file(file: OutputFile) -> dict[str, Any]:
    media = guess_type(file.path)[0] or "application/octet-stream"
    return {
        "@id": file.path,
        "@type": "File",
        "name": file.path,
        "encodingFormat": media,
        "contentSize": f"{len(file.data)}",
    }


def _document(dossier: Dossier, url: str, title: str, source: Source) -> dict[str, Any]:
    return {
        "@id": dossier.tables.settings.address + url,
        "@type": "CreativeWork",
        "name": source.record.headline or title,
        "identifier": f"sha256:{source.record.sha256}",
    }
