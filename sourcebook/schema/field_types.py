"""JSON Schema (draft 7) of single fields, for editors' programs.

The first of `examples` is the placeholder that `new` writes into a new file.
"""

from typing import Any

from pydantic import WithJsonSchema

OPEN = "…"
"""Placeholder in a new file for a text that is still to be written."""

NO_DIGEST = "0" * 64

_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_NAME = rf"(?:[a-z]+/)?{_SLUG}"
_PARAGRAPH: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 9999}


def _text(pattern: str, example: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^(?:{pattern})$", "examples": [example]}


def _one_or_more(item: dict[str, Any], example: object) -> WithJsonSchema:
    several = {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}
    return WithJsonSchema({"anyOf": [item, several], "examples": [example]})


OR_NONE = WithJsonSchema({"type": "string", "minLength": 1, "examples": ["none"]})
DATE = WithJsonSchema({"type": "string", "minLength": 4, "examples": ["2021-07-15"]})
DAY = WithJsonSchema({**_text("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2021-07-15"), "format": "date"})
PARAGRAPH = WithJsonSchema({**_PARAGRAPH, "examples": [1]})
PLACES = _one_or_more({"anyOf": [_PARAGRAPH, _text(r"(?:[^\W\d_]+\.? ?|§+ ?)?[0-9].*", "p. 12")]}, 1)
LENGTH = WithJsonSchema(_text("(?:[0-9]{1,3}:)?[0-5]?[0-9]:[0-5][0-9]", "01:12:40"))
SHA256 = WithJsonSchema(_text("[0-9a-fA-F]{64}", NO_DIGEST))
LANGUAGE = WithJsonSchema(_text("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "en"))
WEB_ADDRESS = WithJsonSchema({**_text("https?://.+", "https://example.org/"), "format": "uri"})
SLUG = WithJsonSchema(_text(_SLUG, "id-of-it"))
PAGE = WithJsonSchema(_text(_NAME, "name-of-a-page"))
PAGE_OR_NONE = WithJsonSchema(_text(_NAME, "none"))
AUTHORS = _one_or_more(_text(_NAME, "none"), "none")
SPEAKERS = _one_or_more(_text(_NAME, "article"), "article")
CLAIM = WithJsonSchema(_text(rf"{_NAME}#{_SLUG}", "name-of-a-source#claim"))
PAGE_OR_CLAIM = WithJsonSchema(_text(rf"{_NAME}(?:#{_SLUG})?", "name-of-a-page"))
TARGET = WithJsonSchema(_text(rf"{_NAME}(?:#{_SLUG}| p[1-9][0-9]{{0,3}})?", "name-of-a-page"))
MENU_ENTRY = WithJsonSchema(
    {
        "anyOf": [
            _text(_SLUG, "topics"),
            {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("page", "address", "label")},
                "additionalProperties": False,
            },
        ]
    }
)
BOX = WithJsonSchema({"type": "string", "examples": ["-10 35 5 45"]})
DETAIL = WithJsonSchema({"type": "string", "examples": ["0.05"]})
RING = WithJsonSchema({"type": "string", "examples": ["8.5,47.1 8.6,47.2 8.6,47"]})


def degrees_shape(limit: int) -> WithJsonSchema:
    """JSON Schema of a number of degrees from -limit to limit."""
    return WithJsonSchema({"type": "number", "minimum": -limit, "maximum": limit, "examples": [0]})
