"""Outlines of land: cut to a box, thinned, written as paths."""

import math
import re

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.model.tables import Point
from sourcebook.views.pictures.outline import clip, path, simplify

BOX = (0.0, 0.0, 10.0, 10.0)
SQUARE = [(-5.0, 2.0), (5.0, 2.0), (5.0, 8.0), (-5.0, 8.0)]

coordinates = st.floats(-20, 20, allow_nan=False).map(lambda number: round(number, 2))
rings = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=30, unique=True)


def area(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True))) / 2


def test_a_ring_is_cut_along_the_box() -> None:
    assert sorted(clip(SQUARE, BOX)) == [(0, 2), (0, 8), (5, 2), (5, 8)]
    assert clip([(x + 30, y) for x, y in SQUARE], BOX) == []
    assert clip([(-50, -50), (50, -50), (50, 50), (-50, 50)], BOX) != []


@given(rings)
def test_nothing_of_a_cut_ring_is_outside_and_all_inside_is_kept(ring: list[Point]) -> None:
    cut = clip(ring, BOX)
    assert all(-1e-9 <= x <= 10 + 1e-9 and -1e-9 <= y <= 10 + 1e-9 for x, y in cut)
    assert {(x, y) for x, y in ring if 0 <= x <= 10 and 0 <= y <= 10} <= set(cut)


@given(rings, st.floats(0.01, 3))
def test_a_thinned_ring_strays_no_farther_than_it_may(ring: list[Point], tolerance: float) -> None:
    thin = simplify(ring, tolerance)
    assert [point for point in ring if point in thin] == thin
    lines = list(zip(thin, [*thin[1:], *thin[:1]], strict=True))
    assert all(min(gap(point, *line) for line in lines) <= tolerance + 1e-9 for point in ring if thin)


def gap(point: Point, start: Point, end: Point) -> float:
    """The distance of a point from a stretch of line, by a thousand steps along it."""
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    along = sum((p - s) * (e - s) for p, s, e in zip(point, start, end, strict=True)) / length**2
    share = min(1.0, max(0.0, along))
    return math.dist(point, (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))


def test_points_on_a_line_are_left_out() -> None:
    dense = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 4.0), (0.0, 4.0)]
    assert simplify(dense, 0.01) == [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    assert simplify([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0)], 0.01) == []


def test_a_path_goes_round_each_ring_in_tenths() -> None:
    assert path([[(0, 0), (1.04, 0), (1.04, 2)]], lambda point: point, 0.01) == "M0 0l1 0 0 2z"


@given(rings)
def test_a_path_comes_back_to_its_ring(ring: list[Point]) -> None:
    drawn = path([ring], lambda point: point, 0)
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", drawn)]
    x = y = 0.0
    walked = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        walked.append((x, y))
    assert abs(area(walked) - area(ring)) <= 0.1 * (len(ring) + 1) * 45
