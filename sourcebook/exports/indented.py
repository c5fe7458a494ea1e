"""Indented JSON, several times faster than `json.dumps` with `indent`, which uses generators."""

import json
from typing import Any


def indented(value: Any, step: str, margin: str = "\n") -> str:
    """Same text as `json.dumps(value, ensure_ascii=False, indent=step)` for keys that are strings."""
    inner = margin + step
    if isinstance(value, dict) and value:
        entries = [f"{_text(key)}: {indented(each, step, inner)}" for key, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(entries)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([indented(each, step, inner) for each in value])}{margin}]"
    return str(value) if type(value) is int else _text(value)


_text = json.JSONEncoder(ensure_ascii=False).encode
