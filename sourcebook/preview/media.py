"""Media types (RFC 6838) of the files of a site, by file extension, from `media.toml`."""

import tomllib
from pathlib import Path

TYPES: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
HTML, JSON, SCRIPT = TYPES["html"], TYPES["json"], TYPES["js"]


def media_type(name: str) -> str:
    """Media type of a file by its name; application/octet-stream if unknown."""
    _, dot, end = name.rpartition("/")[2].rpartition(".")
    return TYPES.get(end.lower() if dot else "", "application/octet-stream")
