"""Layout of the timeline's drawing: marks in lanes and rows, with labels.

Labels never overlap. Horizontal positions are in percent, so that the drawing grows with the window while letters keep
their size. A drawing is laid out for the narrowest window that shows it; a wider one only moves things apart.
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
    """A mark to draw, and the entries of the timeline's list that it stands for.

    `label` may be cut, `tail` not. `extents`: pairs of extent (where a date is drawn) and basis; the first is the
    item's own, others are of what was reported later.
    """

    href: str
    label: str
    tail: str
    title: str
    ids: tuple[str, ...]
    extents: tuple[tuple[Extent, str], ...]


class Layout(Struct, frozen=True):
    """Settings for laying out a drawing.

    `width`: in pixels; `above`: whether labels stand over their marks; `longest`: greatest width of a label in pixels;
    `lines`: how many lines the years may take.
    """

    name: str
    width: int
    longest: int
    lines: int
    above: bool


class DateMark(Struct, frozen=True):
    """Mark of a date in the drawing.

    `x`, `end`: from left to right, in percent; `y`: its middle, in pixels.
    """

    shape: str
    basis: str
    x: float
    end: float
    y: int


class LabelledMark(Struct, frozen=True):
    """Label with its mark, or with marks of a plan and of what was reported of it.

    `x`: in percent; `dx`: offset from it in pixels; `y`: in pixels; `ids`: entries of the list, separated by spaces.
    """

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
    """Lane of the drawing: marks of one kind of entry.

    `y`: baseline of the heading, in pixels.
    """

    name: str
    y: int
    pieces: tuple[LabelledMark, ...]


class BandView(Struct, frozen=True):
    """Drawing of the timeline, for wide or narrow screens.

    `name`: wide or narrow; `years`: year, middle in percent, line; `edges`: of columns, in percent; `folds`: left and
    right edge, in percent, and number of years; `top`: height of the years in pixels, which stand
    above and below the lanes.
    """

    name: str
    height: int
    top: int
    years: tuple[tuple[int | str, float, int], ...]
    edges: tuple[float, ...]
    folds: tuple[tuple[float, float, int | None], ...]
    lanes: tuple[LaneView, ...]


class _Place(Struct, frozen=True):
    """Place of a label. `low`, `high`: from left to right, in pixels, with its mark."""

    label: str
    anchor: Literal["start", "end"]
    x: float
    dx: int
    above: bool
    low: float
    high: float


def band(axis: Axis, lanes: Iterable[tuple[str, Sequence[Item]]], layout: Layout) -> BandView:
    """Lay out the drawing of the timeline. `lanes`: name and items of each."""
    top = y = 8 + layout.lines * YEARS
    drawn = []
    for name, items in lanes:
        lane, y = _lane(name, items, layout, y)
        drawn.append(lane)
    edges = tuple(start for _, start, _ in axis.years)
    early = any(year < 1 for year, _, _ in axis.years)
    years = ticks(axis.years, layout.width, LETTER * (4.6 if early else 2.8), layout.lines)
    return BandView(layout.name, y + top, top, years, edges, axis.folds, tuple(drawn))


def fitted(text: str, width: float) -> str:
    """Cut a text to at most `width` pixels with an ellipsis, after a word if possible."""
    if text_width(text, LETTER) <= width:
        return text
    cut = text[: int(width) + 1]
    while cut and text_width(cut + "…", LETTER) > width:
        cut = cut[:-1]
    within = text[len(cut) : len(cut) + 1].strip() and " " in cut
    return (cut.rsplit(" ", 1)[0] if within else cut).rstrip(" ,;:.") + "…"


def _lane(name: str, items: Sequence[Item], layout: Layout, y: int) -> tuple[LaneView, int]:
    """Lays out a lane from `y` down; returns it with its lower end. Each item is in the first row with room."""
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
    """Place of a label: right of its mark, else left of it, else above it."""
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
    """Place of a label centred over its mark, moved to stay within the drawing."""
    width = text_width(label, LETTER)
    middle = (start + end) / 2
    left = min(max(middle * room / 100 - width / 2, 0), room - width)
    return _Place(
        label, "start", middle, round(left - middle * room / 100), True, min(low, left), max(high, left + width)
    )


def _height(item: Item, place: _Place) -> int:
    return (30 if place.above else 26) + (11 if len(item.extents) > 1 else 0)


def _piece(item: Item, place: _Place, top: int) -> LabelledMark:
    """Label and marks of an item; its own mark stands above those of later reports."""
    lines = (21, 33) if place.above else (12, 24) if len(item.extents) > 1 else (13,)
    marks = tuple(
        DateMark(extent.shape, basis, extent.start, extent.end, top + lines[min(at, 1)])
        for at, (extent, basis) in enumerate(item.extents)
    )
    y = top + (11 if place.above else 17)
    return LabelledMark(
        item.href, place.label, item.title, " ".join(item.ids), place.anchor, place.x, place.dx, y, marks
    )
