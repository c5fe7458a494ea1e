"""Indented JSON, several times faster than `json.dumps` with `indent`."""

import json
from typing import Any


def indented(value: Any, step: str, margin: str = "\n") -> str:
    """Encode a value as indented JSON.

    The text is that of `json.dumps(value, ensure_ascii=False, indent=step)` for keys that are strings. `margin` is for
    recursion.
    """
    inner = margin + step
    if isinstance(value, dict) and value:
        entries = [f"{_text(key)}: {indented(entry, step, inner)}" for key, entry in value.items()]
        return f"{{{inner}{f',{inner}'.join(entries)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([indented(item, step, inner) for item in value])}{margin}]"
    return str(value) if type(value) is int else _text(value)


_text = json.JSONEncoder(ensure_ascii=False).encode
