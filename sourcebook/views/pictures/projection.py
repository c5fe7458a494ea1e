"""Equirectangular projection, for maps of regions.

It is true to scale on meridians and on the parallel through the drawing's centre.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from sourcebook.model.tables import Box, Point

EARTH = 6371.0088
"""Mean radius of the Earth in kilometres (IUGG)."""

KM_PER_DEGREE = math.radians(EARTH)
STEPS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 45, 90)
LENGTHS = tuple(factor * 10**power for power in range(4) for factor in (1, 2, 5))
STEEPEST = 85


class Projection(Struct, frozen=True):
    """Projection to a drawing of `width` by `height` units around (`lon`, `lat`).

    `scale`: units per degree of latitude.
    """

    lon: float
    lat: float
    scale: float
    width: float
    height: float

    def at(self, point: Point) -> Point:
        """Project a point (longitude, latitude) to units of the drawing."""
        east = (point[0] - self.lon) * self._squeeze * self.scale
        return self.width / 2 + east, self.height / 2 - (point[1] - self.lat) * self.scale

    @property
    def box(self) -> Box:
        """Bounds of the drawing in degrees: west, south, east, north."""
        wide, high = self.width / 2 / self.scale / self._squeeze, self.height / 2 / self.scale
        return self.lon - wide, max(-90.0, self.lat - high), self.lon + wide, min(90.0, self.lat + high)

    @property
    def km(self) -> float:
        """Units of the drawing per kilometre."""
        return self.scale / KM_PER_DEGREE

    @property
    def _squeeze(self) -> float:
        return _squeeze(self.lat)

    def graticule(self, apart: float) -> tuple[list[float], list[float]]:
        """Longitudes and latitudes at which to draw lines, at round steps.

        Lines are at least `apart` units from one to the next.
        """
        west, south, east, north = self.box
        across, down = (_step(apart / self.scale / share) for share in (self._squeeze, 1.0))
        return list(_multiples(west, east, across)), list(_multiples(south, north, down))

    def bar(self, share: float) -> tuple[int, float]:
        """Kilometres and length in units of a scale bar, at most `share` of the width."""
        fitting = [length for length in LENGTHS if length * self.km <= share * self.width]
        length = max(fitting, default=LENGTHS[0])
        return length, length * self.km


def fit(points: Sequence[Point], width: float, heights: tuple[float, float], narrowest: float) -> Projection:
    """Make a projection that shows all points, with room around them.

    It is as high as the points need within `heights` (least and greatest, in units), and shows at least `narrowest`
    kilometres across. Longitudes must be continuous: see `unwrapped`.
    """
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    lat = (south + north) / 2
    room, inner = heights[0] * 0.27, width * 0.68
    across = max((east - west) * _squeeze(lat), narrowest * 0.68 / KM_PER_DEGREE)
    scale = min(inner / across, (heights[1] - 2 * room) / max(north - south, 1e-9))
    height = min(heights[1], max(heights[0], (north - south) * scale + 2 * room))
    return Projection((west + east) / 2, lat, scale, width, round(height))


def unwrapped(longitudes: Sequence[float]) -> list[float]:
    """Add 360 to some longitudes, so that points on both sides of 180° are neighbours.

    The widest gap between neighbours is then outside of all.
    """
    ring = sorted(longitudes)
    gaps = [(after - before, after) for before, after in pairwise(ring)]
    widest, after = max(gaps, default=(0.0, 0.0))
    if not ring or widest <= ring[0] + 360 - ring[-1]:
        return list(longitudes)
    return [lon if lon >= after else lon + 360 for lon in longitudes]


def distance(a: Point, b: Point) -> float:
    """Great-circle distance of two points in kilometres (haversine formula, sphere)."""
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))


def _squeeze(lat: float) -> float:
    return math.cos(math.radians(max(-STEEPEST, min(STEEPEST, lat))))


def _step(least: float) -> float:
    return next((step for step in STEPS if step >= least), STEPS[-1])


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    for index in range(math.ceil(low / step), math.floor(high / step) + 1):
        yield round(index * step, 6)
