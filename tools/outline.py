"""Cut a map's outline of land out of TopoJSON, such as npm's `world-atlas`.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz package/land-10m.json
    python -m tools.outline package/land-10m.json --sheet=-24,20,68,60,0.08 --sheet=42,36,53,44,0.01 >rings.toml

A sheet is west, south, east, north and detail, in degrees: all land in that box, exact to about that detail. Prints the
`[[sheet]]` tables of `map/outline.toml`; the source of the data is added by hand.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sourcebook.model.tables import Box, Point
from sourcebook.views.pictures.outline import clip, simplify

TURNS = (-360, 0, 360)


def rings_of(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Rings of the object `land` in a quantized TopoJSON topology, in degrees."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [list(unpacked(arc, scale, shift)) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            for ring in polygon:
                yield [point for index in ring for point in one_arc(arcs, index)[:-1]]


def unpacked(arc: Sequence[Sequence[int]], scale: Sequence[float], shift: Sequence[float]) -> Iterator[Point]:
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x * scale[0] + shift[0], y * scale[1] + shift[1]


def one_arc(arcs: Sequence[list[Point]], index: int) -> list[Point]:
    """An arc by its index; the complement of an index is the same arc backwards."""
    return arcs[index] if index >= 0 else arcs[~index][::-1]


def cut(rings: Sequence[list[Point]], box: Box, detail: float) -> Iterator[list[Point]]:
    """Clip rings to a box, and drop those smaller than the detail."""
    for ring in rings:
        for turn in TURNS:
            part = simplify(clip([(x + turn, y) for x, y in ring], box), detail)
            if part and area(part) > detail**2:
                yield part


def area(ring: Sequence[Point]) -> float:
    """Area in square degrees (the shoelace formula)."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)) / 2


def sheet_of(rings: Sequence[list[Point]], text: str) -> Iterator[str]:
    """Lines of a `[[sheet]]`, with as many decimals as the detail needs."""
    *corners, detail = map(float, text.split(","))
    west, south, east, north = corners
    digits = max(0, math.ceil(-math.log10(detail)))
    yield "[[sheet]]"
    yield f'box = "{west:g} {south:g} {east:g} {north:g}"'
    yield f'detail = "{detail:g}"'
    yield "land = ["
    for ring in cut(rings, (west, south, east, north), detail):
        yield '  "' + " ".join(f"{round(x, digits):g},{round(y, digits):g}" for x, y in ring) + '",'
    yield "]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topology", type=Path, help="a TopoJSON file with an object `land`")
    parser.add_argument("--sheet", action="append", required=True, help="west,south,east,north,detail in degrees")
    options = parser.parse_args()
    rings = list(rings_of(json.loads(options.topology.read_text("utf-8"))))
    for sheet in options.sheet:
        sys.stdout.write("\n" + "\n".join(sheet_of(rings, sheet)) + "\n")


if __name__ == "__main__":
    main()
