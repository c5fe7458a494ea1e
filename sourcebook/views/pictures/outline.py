"""Outline of land: clips rings to a box, simplifies them, and makes an SVG path."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from sourcebook.model.tables import Box, Point


def clip(ring: Sequence[Point], box: Box) -> list[Point]:
    """Clip a closed ring to a box (Sutherland and Hodgman); [] if nothing is left."""
    points = list(ring)
    west, south, east, north = box
    for axis, edge, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        points = list(_half(points, axis, edge, sign))
    return points


def _half(ring: Sequence[Point], axis: int, edge: float, sign: int) -> Iterator[Point]:
    """Clips a ring to one side of a line: where `sign * (point[axis] - edge)` is not negative."""
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        inside, was_inside = (sign * (corner[axis] - edge) >= 0 for corner in (point, before))
        if inside != was_inside:
            share = (edge - before[axis]) / (point[axis] - before[axis])
            crossing = [before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])]
            crossing[axis] = edge
            yield crossing[0], crossing[1]
        if inside:
            yield point


def simplify(ring: Sequence[Point], tolerance: float) -> list[Point]:
    """Remove points of a closed ring that deviate less than `tolerance` from it.

    Douglas and Peucker's algorithm. The first point and the one farthest from it stay. Returns [] if fewer than three
    points are left.
    """
    if len(ring) < 4:
        return list(ring) if len(ring) == 3 else []
    line = [*ring, ring[0]]
    far = max(range(len(ring)), key=lambda index: _apart(ring[0], ring[index]))
    kept = {0, far, len(ring)}
    spans = [(0, far), (far, len(ring))]
    while spans:
        start, end = spans.pop()
        inner = range(start + 1, end)
        worst = max(inner, key=lambda index: _stray(line[index], line[start], line[end]), default=None)
        if worst is not None and _stray(line[worst], line[start], line[end]) > tolerance**2:
            kept.add(worst)
            spans += [(start, worst), (worst, end)]
    points = [line[index] for index in sorted(kept - {len(ring)})]
    return points if len(points) > 2 else []


def _apart(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _stray(point: Point, start: Point, end: Point) -> float:
    """Squared distance of a point from a line segment."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return _apart(point, (start[0] + along * dx, start[1] + along * dy))


def path(rings: Iterable[Sequence[Point]], at: Callable[[Point], Point], tolerance: float) -> str:
    """SVG path data of rings, rounded to tenths of a unit. `at`: projection."""
    drawn = (simplify([at(point) for point in ring], tolerance) for ring in rings)
    return "".join(_closed(ring) for ring in drawn if ring)


def _closed(ring: Sequence[Point]) -> str:
    tenths = [(round(10 * x), round(10 * y)) for x, y in ring]
    steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(tenths) if (x, y) != (left, top)]
    x, y = tenths[0]
    return f"M{x / 10:g} {y / 10:g}l" + " ".join(f"{dx / 10:g} {dy / 10:g}" for dx, dy in steps) + "z" if steps else ""
