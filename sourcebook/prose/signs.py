"""Signs of Markdown that are not supported or not understood, each with its message and cure, from `signs.toml`."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from sourcebook.model.marks import CLOSE, LINK, NOTE
from sourcebook.prose.clean import TAGS

_TAG_NAMES = "|".join(sorted({*TAGS, "details", "div", "figure", "iframe", "img", "script", "section"} - set("abiq")))
_NAMED = {"NOTE": NOTE, "CLOSE": CLOSE, "LINK": LINK, "TAG_NAMES": _TAG_NAMES}


class Kind(NamedTuple):
    """Pattern of signs left in a text, with message and hint."""

    pattern: str
    message: str
    hint: str


def _kinds() -> tuple[Kind, ...]:
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["kinds"]
    names = re.compile("|".join(_NAMED))
    return tuple(
        Kind(names.sub(lambda match: _NAMED[match[0]], row["pattern"]), row["message"], row["hint"]) for row in rows
    )


KINDS = _kinds()
