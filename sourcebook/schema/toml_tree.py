"""Reads TOML 1.0 into a located tree."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator

from sourcebook.model.characters import find_refused
from sourcebook.model.entry import FieldPath, nearest
from sourcebook.model.problem import START, Place, Problem
from sourcebook.model.toml_places import PART, toml_places
from sourcebook.schema.located import MAX_DEPTH, LocatedTree

# Matches in inline tables too: tomllib takes a minute for a key of forty thousand parts.
_DEEP_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*{PART}(?:[ \t]*\.[ \t]*{PART}){{{MAX_DEPTH}}}", re.MULTILINE)
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_toml(path: str, text: str) -> LocatedTree | list[Problem]:
    """Read a TOML document. Returns a tree, or all its problems.

    Dates become texts; other values keep their types. Refused: syntax errors, keys that stand twice, more than
    MAX_DEPTH levels, invisible characters in escapes.
    """
    deep = _DEEP_KEY.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        return [Problem(path, Place(line), "DEPTH", f"a key has more than {MAX_DEPTH} parts", "write a short key")]
    try:
        tree = tomllib.loads(text)
    except ValueError as error:
        return [_syntax(path, text, str(error))]
    except RecursionError:
        return [Problem(path, START, "DEPTH", f"values are nested more than {MAX_DEPTH} deep", "write lists flat")]
    places = dict(toml_places(text))
    faults = list(_faults(tree, ()))
    if faults:
        return [Problem(path, nearest(field, places), *fault) for field, fault in faults]
    return LocatedTree({key: _texts(value) for key, value in tree.items()}, places)


def _syntax(path: str, text: str, error: str) -> Problem:
    position = _POSITION.search(error)
    message = error[: position.start()] if position else error
    last = Place(text.rstrip("\n").count("\n") + 1)
    place = Place(int(position[1]), int(position[2])) if position and position[1] else last
    if message.startswith(("Cannot overwrite", "Cannot declare", "Duplicate", "Cannot mutate", "Cannot redefine")):
        return Problem(path, Place(place.line), "DUPLICATE", "this key or table is given twice", "keep one")
    for beginning, explanation in _EXPLANATIONS.items():
        if message.startswith(beginning):
            return Problem(path, place, "TOML", *explanation)
    return Problem(path, place, "TOML", "this is not TOML", 'write one `key = "text"` a line')


_EXPLANATIONS = {
    "Invalid value": ("this value is neither text nor list", 'put a text in straight double quotes: key = "text"'),
    "Expected '='": ("a `=` is missing after the key", 'write `key = "text"`'),
    "Expected newline": ("something follows the end of the value", 'write a double quote within a text as `\\"`'),
    "Illegal character '\\n'": ("the text is not closed on its line", "close it with the mark that opened it"),
    "Unescaped '\\'": ("a backslash between double quotes", "write it twice, or use single quotes"),
    "Expected ']": ("a bracket is not closed", "write `[id]` or `[[correction]]`"),
    "Invalid date": ("this is no day of the calendar", "write it as `2021-07-15`"),
    "Unclosed": ("a list is not closed", "end it with `]`"),
    "Exceeds": ("a number of too many digits", "put it in quotes"),
}


def _faults(value: object, field: FieldPath) -> Iterator[tuple[FieldPath, tuple[str, str, str]]]:
    if len(field) > MAX_DEPTH:
        yield field, ("DEPTH", f"values are nested more than {MAX_DEPTH} deep", "write lists flat")
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _faults(key, field)
            yield from _faults(part, (*field, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _faults(part, (*field, index))
    elif isinstance(value, str):
        refused = find_refused(value)
        if refused:
            yield field, ("ENCODING", f"the text contains {refused[1]}", "delete its escape")


def _texts(value: object) -> object:
    if isinstance(value, dict):
        return {key: _texts(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_texts(part) for part in value]
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    return value
