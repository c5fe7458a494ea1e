"""Layout of one view of the map: land, grid, scale bar, pins, distances, labels."""

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sourcebook.model.tables import Box, Outline, Sheet
from sourcebook.views.pictures.clusters import NARROW, NARROWEST, Spot
from sourcebook.views.pictures.labels import Label, Line, Placed, Rect, text_width
from sourcebook.views.pictures.outline import clip, path
from sourcebook.views.pictures.placing import place
from sourcebook.views.pictures.projection import Projection, fit
from sourcebook.views.translations import Translations

SIZES = {"wide": (672.0, (302.0, 420.0), 13.0, 76.0), "narrow": (*NARROW, 12.0, 56.0)}
"""By name: width, least and greatest height, size of type, least distance between lines of the graticule."""

SMALL = 11.0
BLEED = 4.0
TOLERANCE = 0.35
PIN = 7.0
FEW = 4
MORE = 14.0
"""Height added for each pin beyond FEW, for leader lines."""


class Pin(Struct, frozen=True):
    """A place to mark on the map, or a group of places that has a view of its own.

    `href`: of the place or the view; `lines`: its label.
    """

    spots: Sequence[Spot]
    href: str
    lines: tuple[str, ...]


class PinView(Struct, frozen=True):
    """Pin of a place, or of a group of places, as drawn on the map.

    `lines`: its label; `dots`: x, y and what the point marks; `frame`: around the dots of a group; `target`: box of the
    label; `x`, `y`: baseline of the label's first line; `anchor`: text-anchor of the label, None where the label has no
    room and only the list has the name; `leader`: line from dot to label.
    """

    href: str
    lines: tuple[str, ...]
    dots: tuple[tuple[float, float, str], ...]
    frame: Rect | None
    target: Rect | None
    x: float
    y: float
    anchor: str | None
    leader: Line | None


class GridView(Struct, frozen=True):
    """Meridian or parallel. `text`: its label, None where there is no room."""

    line: Line
    text: str | None
    x: float
    y: float
    anchor: str


class ScaleView(Struct, frozen=True):
    """Scale bar. `x`, `y`: left end; `length`: in units; `anchor`: end for `text`."""

    x: float
    y: float
    length: float
    text: str
    anchor: str


class MeasureView(Struct, frozen=True):
    """Line between two places. `text`: their distance, None where there is no room."""

    line: Line
    text: str | None
    x: float
    y: float


class DrawingView(Struct, frozen=True):
    """Drawing of one view of the map, for wide or for narrow screens.

    `name`: wide or narrow; `size`: font size in units; `land`: SVG path data.
    """

    name: str
    width: float
    height: float
    size: float
    land: str
    grid: tuple[GridView, ...]
    scale: ScaleView
    measures: tuple[MeasureView, ...]
    pins: tuple[PinView, ...]


def draw(
    t: Translations, outline: Outline | None, pins: Sequence[Pin], measured: Sequence[tuple[Spot, Spot, str]], name: str
) -> DrawingView:
    """Lay out the drawing called `name` in SIZES, of one view of the map.

    `measured`: pairs of places, with their distance in words. Labels of places are placed first, then distances where
    room is left.
    """
    width, heights, size, apart = SIZES[name]
    roomy = min(heights[1], heights[0] + MORE * max(0, len(pins) - FEW)), heights[1]
    flat = fit([spot.at for pin in pins for spot in pin.spots], width, roomy, NARROWEST)
    frames = [_frame(flat, pin) for pin in pins]
    scale, held = _scale(t, flat, frames)
    grid = tuple(_grid(t, flat, apart, held))
    taken = [held, *(_box_of(line) for line in grid if line.text)]
    places = place(
        [Label(frame, pin.lines, size) for frame, pin in zip(frames, pins, strict=True)], taken, width, flat.height
    )
    kept = [*taken, *frames, *(placed.box for placed in places if placed)]
    leaders = [placed.leader for placed in places if placed and placed.leader]
    measures = tuple(_measures(flat, measured, kept, leaders))
    drawn = tuple(_pin(flat, pin, size, placed) for pin, placed in zip(pins, places, strict=True))
    return DrawingView(name, width, flat.height, size, _land(outline, flat), grid, scale, measures, drawn)


def _land(outline: Outline | None, flat: Projection) -> str:
    """SVG path of land from the most detailed sheet that covers the whole drawing; "" without one."""
    for turn, sheet in sorted(_sheets(outline, flat.box), key=lambda pair: pair[1].detail):
        margin = BLEED / flat.scale
        west, south, east, north = flat.box
        box = (west - 2 * margin - turn, south - margin, east + 2 * margin - turn, north + margin)
        rings = (clip(ring, box) for ring in sheet.rings)
        turned = [[(lon + turn, lat) for lon, lat in ring] for ring in rings]
        return path(turned, flat.at, TOLERANCE)
    return ""


def _sheets(outline: Outline | None, box: Box) -> Iterator[tuple[int, Sheet]]:
    """Sheets that cover a box, each with the degrees of longitude to turn it by."""
    for sheet in outline.sheets if outline else ():
        west, south, east, north = sheet.box
        for turn in (-360, 0, 360):
            if west + turn <= box[0] and box[2] <= east + turn and south <= box[1] and box[3] <= north:
                yield turn, sheet


def _grid(t: Translations, flat: Projection, apart: float, held: Rect) -> Iterator[GridView]:
    meridians, parallels = flat.graticule(apart)
    for lon in meridians:
        x = flat.at((lon, flat.lat))[0]
        turned = (lon + 180) % 360 - 180
        text = t("map.east" if turned >= 0 else "map.west", n=t.number(abs(turned), "g"))
        fits = text_width(text, SMALL) / 2 + 2 < x < flat.width - text_width(text, SMALL) / 2 - 2
        yield GridView(((x, 0), (x, flat.height)), text if fits else None, x, SMALL + 1, "middle")
    for lat in parallels:
        y = flat.at((flat.lon, lat))[1]
        text = t("map.north" if lat >= 0 else "map.south", n=t.number(abs(lat), "g"))
        fits = 2.6 * SMALL < y < flat.height - 2 and not (held.left == 0 and y > held.top)
        yield GridView(((0, y), (flat.width, y)), text if fits else None, 3, y - 3, "start")


def _box_of(line: GridView) -> Rect:
    wide = text_width(line.text or "", SMALL)
    left = line.x - wide / 2 if line.anchor == "middle" else line.x
    return Rect(left, line.y - SMALL, left + wide, line.y + 3)


def _scale(t: Translations, flat: Projection, frames: Sequence[Rect]) -> tuple[ScaleView, Rect]:
    """Scale bar in the lower corner that is farther from the pins, with the box that it takes."""
    kilometres, length = flat.bar(0.25)
    text = t("map.kilometres", n=t.number(kilometres))
    y, wide = flat.height - 8, max(length, text_width(text, SMALL)) + 14
    corners = {"end": Rect(flat.width - wide, y - 22, flat.width, flat.height), "start": Rect(0, y - 22, wide, y + 8)}
    anchor = max(corners, key=lambda side: min(_gap(corners[side], frame) for frame in frames))
    x = flat.width - length - 10 if anchor == "end" else 10
    return ScaleView(x, y, length, text, anchor), corners[anchor]


def _gap(a: Rect, b: Rect) -> float:
    """Distance between two boxes."""
    return math.hypot(max(0.0, a.left - b.right, b.left - a.right), max(0.0, a.top - b.bottom, b.top - a.bottom))


def _measures(
    flat: Projection, pairs: Sequence[tuple[Spot, Spot, str]], kept: Sequence[Rect], leaders: Sequence[Line]
) -> Iterator[MeasureView]:
    boxes = list(kept)
    for a, b, text in pairs:
        line = flat.at(a.at), flat.at(b.at)
        x, y = ((line[0][axis] + line[1][axis]) / 2 for axis in (0, 1))
        box = _around(text, x, y + 4)
        clear = not any(box.meets(other) for other in boxes) and not any(box.crossed(leader) for leader in leaders)
        boxes += [box] if clear else []
        yield MeasureView(line, text if clear else None, x, y + 4)


def _around(text: str, x: float, y: float) -> Rect:
    wide = text_width(text, SMALL) / 2 + 2
    return Rect(x - wide, y - SMALL, x + wide, y + 4)


def _frame(flat: Projection, pin: Pin) -> Rect:
    """Box around the dots of a pin."""
    xs, ys = zip(*(flat.at(spot.at) for spot in pin.spots), strict=True)
    return Rect(min(xs) - PIN, min(ys) - PIN, max(xs) + PIN, max(ys) + PIN)


def _pin(flat: Projection, pin: Pin, size: float, placed: Placed | None) -> PinView:
    dots = tuple((*flat.at(spot.at), spot.exact) for spot in pin.spots)
    frame = _frame(flat, pin) if len(dots) > 1 else None
    if placed is None:
        return PinView(pin.href, pin.lines, dots, frame, None, 0, 0, None, None)
    box = placed.box
    x = {"start": box.left + 2, "middle": (box.left + box.right) / 2, "end": box.right - 2}[placed.anchor]
    return PinView(pin.href, pin.lines, dots, frame, box, x, placed.baseline, placed.anchor, placed.leader)
