"""Reads JSON-LD of web pages: the nodes of articles, with their references resolved."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

Node = dict[str, Any]

_ARTICLE = re.compile(r"(?:Article|Posting|\bReport|Story|ArticlePage)\Z")
_WRAPPING = re.compile(
    r"\A(?:(?://|/\*) ?)?(?:<!\[CDATA\[|<!--)(?: ?\*/)?|(?:(?://|/\*) ?)?(?:\]\]>|-->)(?: ?\*/)?;?\Z|;\Z"
)
_TRAILING = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')
_TAGS = re.compile(r"<[^<>]{0,500}>")
_DEPTH = 6


def article_nodes(scripts: list[str]) -> list[Node]:
    """Nodes of articles in all scripts of a page. Scripts that are not JSON are skipped."""
    values = [value for text in scripts if (value := _parse(text)) is not None]
    nodes = [node for value in values for node in _nodes(value, _DEPTH)]
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > 1:
            by_id.setdefault(node["@id"], node)
    return [
        {name: _resolved(value, by_id) for name, value in node.items()}
        for node in nodes
        if any(map(_ARTICLE.search, types(node)))
    ]


def types(node: Node) -> list[str]:
    """Types of a node without their namespace."""
    values = node.get("@type", node.get("type"))
    return [re.split(r"[/#:]", value)[-1] for value in _listed(values) if isinstance(value, str)]


def texts(value: Any, *names: str) -> Iterator[str]:
    """Texts of a value: a text, the first of `names` that an object has, or those of a list. Markup is removed."""
    for item in _listed(value):
        if isinstance(item, dict):
            named = next((item[name] for name in names if item.get(name)), None)
            yield from texts(named) if not isinstance(named, dict) else ()
        elif isinstance(item, str | int) and not isinstance(item, bool):
            yield " ".join(_TAGS.sub("", unescape(unescape(str(item)))).split())


def persons(value: Any) -> Iterator[tuple[str, bool | None]]:
    """Names of authors, each with whether it is of a person; None if the page does not say."""
    for item in _listed(value):
        kinds = types(item) if isinstance(item, dict) else []
        is_person = "Person" in kinds if kinds else None
        yield from ((name, is_person) for name in texts(item, "name", "@value") if name)


def _parse(text: str) -> Any:
    bare = _WRAPPING.sub("", text.strip())
    for attempt in (bare, _TRAILING.sub(lambda match: match[1] or "", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    """Objects of a document: those in lists and graphs, and the main entities of pages."""
    for item in _listed(value):
        if isinstance(item, dict) and depth:
            yield item
            for name in ("@graph", "mainEntity", "mainEntityOfPage"):
                if isinstance(item.get(name), dict | list):
                    yield from _nodes(item[name], depth - 1)


def _resolved(value: Any, by_id: dict[str, Node]) -> Any:
    """A value with references to other nodes (`@id`) replaced by these."""
    if isinstance(value, list):
        return [_resolved(item, by_id) for item in value if not isinstance(item, list)]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and not value.get("name"):
        return by_id.get(value["@id"], value)
    return value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value is not None else []
