"""Places of the keys of a TOML document."""

import re
from collections.abc import Iterator

from sourcebook.model.entry import FieldPath
from sourcebook.model.problem import Place

PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_PATH = rf"{PART}(?:[ \t]*\.[ \t]*{PART})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_PATH})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_PATH})[ \t]*=")


def toml_places(text: str) -> Iterator[tuple[FieldPath, Place]]:
    """Place of each table and key; keys of inline tables have that of the key before these."""
    table: FieldPath = ()
    counts: dict[FieldPath, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        key = _KEY.match(line)
        if header:
            table = _parts(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield table, Place(number)
        elif key:
            yield (*table, *_parts(key[1])), Place(number, key.start(1) + 1)


def _parts(path: str) -> FieldPath:
    return tuple(part.strip("\"'") for part in re.findall(PART, path))
