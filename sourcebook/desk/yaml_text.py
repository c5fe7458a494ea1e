"""Front matter as it is written: texts quoted where they need it, comments on lines of their own."""

import json
import re
from collections.abc import Iterable
from textwrap import wrap

from sourcebook.model.characters import find_refused

WIDTH = 118

_PLAIN = re.compile(r"[^\W_](?:[\w .()/'’“”…–—,;!?&+%-]|:(?! |$)|#(?<! #))*", re.UNICODE)
_MEANS_SOMETHING = re.compile(r"null|true|false|yes|no|on|off|~|[0-9.,_+-]*|\d{4}-\d\d?-\d\d?", re.IGNORECASE)


def clean(text: str) -> str:
    """One line without the characters that may not stand in a dossier."""
    while found := find_refused(text):
        text = text[: found[0]] + text[found[0] + 1 :]
    return " ".join(text.split())


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as a YAML scalar, plain where nothing in it means something to YAML; `flow`: within brackets."""
    plain = _PLAIN.fullmatch(text) and not text.endswith(" ") and not _MEANS_SOMETHING.fullmatch(text)
    if text == "…" or (plain and not (flow and re.search(r"[,?]", text))):
        return text
    return json.dumps(text, ensure_ascii=False)


def row(fields: Iterable[tuple[str, str | int]]) -> str:
    """A mapping on one line."""
    said = (f"{name}: {value if isinstance(value, int) else scalar(value, flow=True)}" for name, value in fields)
    return "{" + ", ".join(said) + "}"


def comment(text: str) -> list[str]:
    """A comment in lines that can be read without scrolling."""
    later = "  " if text.startswith("- ") else ""
    plain = clean(text)
    lines = wrap(plain, WIDTH - 2, subsequent_indent=later, break_long_words=False, break_on_hyphens=False)
    return [f"# {line}" for line in lines]
