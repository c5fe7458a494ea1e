"""Media types of what a site has."""

import pytest

from sourcebook.preview.media import media_type


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/style.css", "text/css; charset=utf-8"),
        ("assets/a.b.js", "text/javascript; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("data/claims.csv", "text/csv; charset=utf-8"),
        ("references.bib", "text/x-bibtex; charset=utf-8"),
        ("references.ris", "application/x-research-info-systems; charset=utf-8"),
        ("data/claims.json", "application/json"),
        ("style.css.map", "application/json"),
        ("site.webmanifest", "application/manifest+json"),
        ("favicon.ico", "image/x-icon"),
        ("cards/home.PNG", "image/png"),
        ("icon.svg", "image/svg+xml"),
        ("fonts/a.woff2", "font/woff2"),
        ("a.wasm", "application/wasm"),
        ("_headers", "application/octet-stream"),
        ("folder.html/file", "application/octet-stream"),
        (".html", "text/html; charset=utf-8"),
    ],
)
def test_types(name: str, wanted: str) -> None:
    assert media_type(name) == wanted
