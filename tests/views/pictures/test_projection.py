"""The projection of the map: distances, scale, the room around points, the graticule, the 180th meridian."""

import math
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sourcebook.views.pictures.projection import KM_PER_DEGREE, Projection, distance, fit, unwrapped

longitudes = st.floats(-180, 180, allow_nan=False)
latitudes = st.floats(-80, 80, allow_nan=False)
points = st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=12)
SHEET = 600.0, (200.0, 400.0), 20.0


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [((0, 0), (0, 0), 0), ((0, 0), (90, 0), 10007.6), ((0, 90), (123, -90), 20015.1), ((179.5, 0), (-179.5, 0), 111.2)],
)
def test_distance_follows_the_great_circle(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    assert distance(a, b) == pytest.approx(km, abs=0.1)


@given(points)
def test_every_point_stands_well_within_the_drawing(found: list[tuple[float, float]]) -> None:
    flat = fit(found, *SHEET)
    for x, y in map(flat.at, found):
        assert 0.1 * flat.width < x < 0.9 * flat.width
        assert 0.1 * flat.height < y < 0.9 * flat.height


@given(points)
def test_a_drawing_is_no_narrower_than_is_asked(found: list[tuple[float, float]]) -> None:
    flat = fit(found, *SHEET)
    assert flat.width / flat.km >= SHEET[2] - 1e-6
    assert SHEET[1][0] <= flat.height <= SHEET[1][1]


@given(latitudes, st.floats(0.1, 5))
def test_scale_is_true_from_north_to_south_and_along_the_middle(lat: float, step: float) -> None:
    flat = Projection(10, lat, 20, 600, 400)
    x, y = flat.at((10, lat + step))
    assert (x, flat.height / 2 - y) == pytest.approx((300, distance((10, lat), (10, lat + step)) * flat.km))
    east = flat.at((10 + step, lat))[0] - 300
    assert east == pytest.approx(step * KM_PER_DEGREE * math.cos(math.radians(lat)) * flat.km)


@given(st.floats(0.5, 5000), latitudes)
@example(4.5, 64.0)
def test_lines_of_the_graticule_keep_apart_and_lie_in_the_drawing(scale: float, lat: float) -> None:
    flat = Projection(10, lat, scale, 600, 400)
    west, south, east, north = flat.box
    meridians, parallels = flat.graticule(60)
    assert all(west <= lon <= east for lon in meridians)
    assert all(south <= lat <= north for lat in parallels)
    if scale > 4:
        spots = [flat.at((lon, lat))[0] for lon in meridians]
        assert all(after - before >= 59.9 for before, after in pairwise(spots))


@given(st.floats(0.5, 5000))
def test_the_bar_is_as_long_as_it_says(scale: float) -> None:
    flat = Projection(0, 0, scale, 600, 400)
    kilometres, length = flat.bar(0.25)
    assert length / flat.km == pytest.approx(kilometres)
    assert length <= 150 or kilometres == 1


@given(st.lists(longitudes, min_size=1, max_size=8))
def test_longitudes_keep_their_place_and_span_the_least(found: list[float]) -> None:
    made = unwrapped(found)
    assert [(lon - other) % 360 for lon, other in zip(made, found, strict=True)] == [0] * len(found)
    assert max(made) - min(made) <= max(found) - min(found)
    assert max(made) - min(made) <= 360 * (1 - 1 / len(found)) + 1e-9


def test_neighbours_across_the_180th_meridian_are_neighbours() -> None:
    assert unwrapped([179.0, -179.0]) == [179.0, 181.0]
    assert unwrapped([]) == []
