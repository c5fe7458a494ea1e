"""Media types (RFC 6838) of the files of a site, by file extension."""

_TEXT = {
    ".bib": "text/x-bibtex",
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".ris": "application/x-research-info-systems",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
_OTHER = {
    ".avif": "image/avif",
    ".geojson": "application/geo+json",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".map": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
TYPES = {end: f"{name}; charset=utf-8" for end, name in _TEXT.items()} | _OTHER
HTML, JSON, SCRIPT = TYPES[".html"], TYPES[".json"], TYPES[".js"]


def media_type(name: str) -> str:
    """Media type of a file by its name; application/octet-stream if unknown."""
    _, dot, end = name.rpartition("/")[2].rpartition(".")
    return TYPES.get(f"{dot}{end.lower()}", "application/octet-stream")
