"""Excerpts of files: the lines around the place of a problem."""

import os
import re
import unicodedata
from pathlib import Path

from msgspec import Struct

from sourcebook.model.problem import Place, Problem
from sourcebook.model.reading import read_file

AROUND = 2
BEFORE, AFTER = 80, 120
MOST_BYTES = 1 << 20
_LINE_END = re.compile("\r\n?|\n")
_INVISIBLE = ("Cc", "Cf")
_SHOWN = "\t\u200c\u200d"
_CUT = "…"


class Line(Struct, frozen=True):
    """A line of a file with its number, from 1; a long one is cut.

    `caret`: offset in `text` of the problem's place; None in other lines.
    """

    number: int
    text: str
    caret: int | None = None


class Finding(Struct, frozen=True):
    """A problem with the lines around its place.

    `lines`: empty if the file cannot be shown.
    """

    problem: Problem
    lines: tuple[Line, ...] = ()


def find(folder: Path, problem: Problem) -> Finding:
    """Add the lines around its place to a problem.

    Only files below `folder` are read.
    """
    return Finding(problem, excerpt(_text(folder, problem.path), problem.place))


def excerpt(text: str, place: Place) -> tuple[Line, ...]:
    """Lines around a place: up to two before, the line itself, up to two after.

    Empty if the text has no such line.
    """
    lines = _LINE_END.split(text.removesuffix("\n"))
    if not text or place.line > len(lines):
        return ()
    first = max(place.line - AROUND, 1)
    numbered = enumerate(lines[first - 1 : place.line + AROUND], first)
    return tuple(_line(number, line, place.column - 1 if number == place.line else None) for number, line in numbered)


def _line(number: int, line: str, caret: int | None) -> Line:
    at = min(caret or 0, len(line))
    start = at - BEFORE if at > BEFORE else 0
    cut = line[start : at + AFTER]
    head, tail = _CUT if start else "", _CUT if at + AFTER < len(line) else ""
    return Line(number, head + _visible(cut) + tail, None if caret is None else len(head) + at - start)


def _visible(line: str) -> str:
    """Replace control and bidirectional formatting characters, one for one."""
    return "".join(
        "\ufffd" if unicodedata.category(sign) in _INVISIBLE and sign not in _SHOWN else sign for sign in line
    )


def _text(folder: Path, path: str) -> str:
    data = read_file(folder / path, path, MOST_BYTES, folder)
    is_inside = Path(os.path.normpath(folder / path)).is_relative_to(os.path.normpath(folder))
    if isinstance(data, Problem) or not is_inside:
        return ""
    return unicodedata.normalize("NFC", data.decode("utf-8-sig", errors="replace"))
