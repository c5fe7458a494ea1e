"""Candidate positions of labels: beside a point, or at the end of a leader line."""

import math
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from sourcebook.model.tables import Point

Anchor = Literal["start", "middle", "end"]
Line = tuple[Point, Point]

REACHES = (10, 18, 27, 37, 48, 60, 74, 90, 110, 140)
DIRECTIONS = 32
LEADING = 1.24
LEAST = 24.0
"""Least height of a label: that of a target (WCAG 2.2, 2.5.8)."""


class Rect(Struct, frozen=True):
    """Rectangle in a drawing; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Rect") -> bool:
        """True if two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Rect") -> bool:
        """True if the other rectangle lies within this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def crossed(self, line: Line) -> bool:
        """True if a line segment enters the rectangle (Liang and Barsky's algorithm)."""
        (x, y), (end_x, end_y) = line
        dx, dy = end_x - x, end_y - y
        first, last = 0.0, 1.0
        for step, room in ((-dx, x - self.left), (dx, self.right - x), (-dy, y - self.top), (dy, self.bottom - y)):
            if step == 0 and room < 0:
                return False
            if step < 0:
                first = max(first, room / step)
            elif step > 0:
                last = min(last, room / step)
        return first < last


class Label(Struct, frozen=True):
    """Label to place for what is drawn in the box `own`. `size`: font size."""

    own: Rect
    lines: tuple[str, ...]
    size: float

    @property
    def at(self) -> Point:
        """Middle of the box `own`."""
        return (self.own.left + self.own.right) / 2, (self.own.top + self.own.bottom) / 2

    @property
    def width(self) -> float:
        """Width of the longest line, with a margin."""
        return max(text_width(line, self.size) for line in self.lines) + 4

    @property
    def height(self) -> float:
        """Height of all lines; at least LEAST."""
        return max(LEAST, len(self.lines) * self.size * 1.3)


class Placed(Struct, frozen=True):
    """Position of a label.

    `anchor`: text-anchor; `baseline`: y of the first line; `leader`: leader line, if any.
    """

    box: Rect
    anchor: Anchor
    baseline: float
    leader: Line | None


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text in a sans serif font of this size.

    Rather too wide than too narrow.
    """
    return size * _shares(text)


@lru_cache(maxsize=10_000)
def _shares(text: str) -> float:
    """Width at size 1. Cached, since a label is measured for each candidate place."""
    return sum(map(_share, text))


def _share(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.combining(letter):
        return 0.0
    if letter in "ijlIı .,:;'’|!()[]-":
        return 0.36
    if letter in "tfr":
        return 0.42
    if letter in "mwMW@%—…ШЩЮЖшщюжա" or (letter.isupper() and not letter.isascii()):
        return 0.95
    return 0.74 if letter.isupper() else 0.64 if letter.isascii() else 0.7


def candidates(label: Label, middle: Point) -> Iterator[Placed]:
    """Yield candidate positions of a label, best first.

    First beside its point, then farther away at the end of a leader line; directions outward from `middle` first.
    """
    x, y = label.at
    for way in ((1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0)):
        yield _anchored(label, _out(label.own, way, 1), way, None)
    outward = math.atan2(y - middle[1], x - middle[0]) if label.at != middle else -math.pi / 2
    for reach in REACHES:
        for turn in sorted(range(DIRECTIONS), key=lambda turn: min(turn, DIRECTIONS - turn)):
            angle = outward + turn * math.tau / DIRECTIONS
            way = (math.cos(angle), math.sin(angle))
            end = _out(label.own, way, reach)
            yield _anchored(label, end, way, (_out(label.own, way, 0), end))


def _out(own: Rect, way: Point, reach: float) -> Point:
    """Point in direction `way` from the middle of a box, `reach` beyond its side."""
    wide, high = (own.right - own.left) / 2, (own.bottom - own.top) / 2
    side = min(half / abs(step) for half, step in zip((wide, high), way, strict=True) if abs(step) > 1e-9)
    return own.left + wide + (side + reach) * way[0], own.top + high + (side + reach) * way[1]


def _anchored(label: Label, end: Point, way: Point, leader: Line | None) -> Placed:
    """Place of a label that starts at `end` and extends in direction `way`."""
    (x, y), (dx, dy) = end, way
    wide, high = label.width, label.height
    text = label.size * (0.72 + LEADING * (len(label.lines) - 1))
    if abs(dx) > 0.38:
        left, top = (x if dx > 0 else x - wide), y - high / 2
        first = y - text / 2 + 0.72 * label.size
        return Placed(Rect(left, top, left + wide, top + high), "start" if dx > 0 else "end", first, leader)
    left, top = x - wide / 2, (y if dy > 0 else y - high)
    first = (y + 3 if dy > 0 else y - 3 - text) + 0.72 * label.size
    return Placed(Rect(left, top, left + wide, top + high), "middle", first, leader)
