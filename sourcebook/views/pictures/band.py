"""The band over the timeline's list: marks in rows, with labels that never meet, placed at build.

Across, everything is in percent, so that the drawing widens with the window while letters keep their size; a drawing
is laid out for the narrowest width at which it is shown, and widening it only moves things apart.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from sourcebook.views.pictures.axis import Axis, Extent, ticks
from sourcebook.views.pictures.labels import text_width

LETTER = 13
MARK = 7
GAP = 14
YEARS = 16
HEADING = 34


class Item(Struct, frozen=True):
    """What is to be drawn, and the list entries it stands for. The label may be cut, its `tail` not.

    `extents`, each with its basis: the first is its own, any others show what was reported later.
    """

    href: str
    label: str
    tail: str
    title: str
    ids: tuple[str, ...]
    extents: tuple[tuple[Extent, str], ...]


class Layout(Struct, frozen=True):
    """A drawing is laid out for `width` pixels; labels stand beside their marks or, with `above`, over them.

    `longest`: how many pixels a label may take; `lines`: how many the years may.
    """

    name: str
    width: int
    longest: int
    lines: int
    above: bool


class DateMark(Struct, frozen=True):
    """`x` and `end` in percent; `y` in pixels: the middle."""

    shape: str
    basis: str
    x: float
    end: float
    y: int


class LabelledMark(Struct, frozen=True):
    """A mark, or a plan with what was reported of it, and the label: `x` in percent, then `dx` and `y` in pixels."""

    href: str
    label: str
    title: str
    ids: str
    anchor: Literal["start", "end"]
    x: float
    dx: int
    y: int
    marks: tuple[DateMark, ...]


class LaneView(Struct, frozen=True):
    """The marks of one kind below their heading, whose line is at `y`."""

    name: str
    y: int
    pieces: tuple[LabelledMark, ...]


class BandView(Struct, frozen=True):
    """A drawing: years (year, middle, line), the columns' edges and the folds in percent, lanes from top to bottom.

    `top`: pixels that the years take, above the lanes and again below.
    """

    name: str
    height: int
    top: int
    years: tuple[tuple[int, float, int], ...]
    edges: tuple[float, ...]
    folds: tuple[tuple[float, float], ...]
    lanes: tuple[LaneView, ...]


class _Place(Struct, frozen=True):
    """A piece's label and the pixels it takes across."""

    label: str
    anchor: Literal["start", "end"]
    x: float
    dx: int
    above: bool
    low: float
    high: float


def band(axis: Axis, lanes: Iterable[tuple[str, Sequence[Item]]], layout: Layout) -> BandView:
    """The drawing of these lanes, in this layout."""
    top = y = 8 + layout.lines * YEARS
    drawn = []
    for name, items in lanes:
        lane, y = _lane(name, items, layout, y)
        drawn.append(lane)
    edges = tuple(start for _, start, _ in axis.years)
    years = ticks(axis.years, layout.width, LETTER * 2.8, layout.lines)
    return BandView(layout.name, y + top, top, years, edges, axis.folds, tuple(drawn))


def fitted(text: str, width: float) -> str:
    """A text cut so that it takes no more than `width` pixels, at a word where there are several."""
    if text_width(text, LETTER) <= width:
        return text
    cut = text[: int(width) + 1]
    while cut and text_width(cut + "…", LETTER) > width:
        cut = cut[:-1]
    within = text[len(cut) : len(cut) + 1].strip() and " " in cut
    return (cut.rsplit(" ", 1)[0] if within else cut).rstrip(" ,;:.") + "…"


def _lane(name: str, items: Sequence[Item], layout: Layout, y: int) -> tuple[LaneView, int]:
    """A lane that begins at `y`, and where it ends: each piece in the first row where it meets no other."""
    rows: list[list[tuple[Item, _Place]]] = []
    for item in items:
        place = _place(item, layout)
        row = next((row for row in rows if all(_clear(place, other) for _, other in row)), None)
        if row is None:
            rows.append(row := [])
        row.append((item, place))
    top = y + HEADING
    pieces: list[LabelledMark] = []
    for row in rows:
        pieces += [_piece(item, place, top) for item, place in row]
        top += max(_height(item, place) for item, place in row)
    return LaneView(name, y + 22, tuple(pieces)), top


def _clear(a: _Place, b: _Place) -> bool:
    return a.high + GAP <= b.low or b.high + GAP <= a.low


def _place(item: Item, layout: Layout) -> _Place:
    """The label right of the mark, or left of it, or above where there is no room or the layout has it so."""
    start = min(extent.start for extent, _ in item.extents)
    end = max(extent.end for extent, _ in item.extents)
    low, high = start * layout.width / 100 - MARK, end * layout.width / 100 + MARK
    label = fitted(item.label, layout.longest - text_width(item.tail, LETTER)) + item.tail
    width = text_width(label, LETTER)
    if not layout.above and high + width + 4 <= layout.width:
        return _Place(label, "start", end, MARK + 4, False, low, high + 4 + width)
    if not layout.above and low - width - 4 >= 0:
        return _Place(label, "end", start, -MARK - 4, False, low - 4 - width, high)
    return _above(label, start, end, low, high, layout.width)


def _above(label: str, start: float, end: float, low: float, high: float, room: float) -> _Place:
    """The label over the middle of its mark, or as near to it as the drawing's edges allow."""
    width = text_width(label, LETTER)
    middle = (start + end) / 2
    left = min(max(middle * room / 100 - width / 2, 0), room - width)
    return _Place(
        label, "start", middle, round(left - middle * room / 100), True, min(low, left), max(high, left + width)
    )


def _height(item: Item, place: _Place) -> int:
    return (30 if place.above else 26) + (11 if len(item.extents) > 1 else 0)


def _piece(item: Item, place: _Place, top: int) -> LabelledMark:
    """The row's own mark stands above what was reported later, if anything was."""
    lines = (21, 33) if place.above else (12, 24) if len(item.extents) > 1 else (13,)
    marks = tuple(
        DateMark(extent.shape, basis, extent.start, extent.end, top + lines[min(at, 1)])
        for at, (extent, basis) in enumerate(item.extents)
    )
    y = top + (11 if place.above else 17)
    return LabelledMark(item.href, place.label, item.title, " ".join(item.ids), place.anchor, place.x, place.dx, y, marks)
