"""The map page of the invented dossier, with places added: which views there are, what each draws."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from sourcebook.views.addresses import Addresses
from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pictures.clusters import Spot, spanning
from sourcebook.views.pictures.map import MapView, kilometres, map_view
from tests.dossiers import read_dossier
from tests.lighthouse import Change, copy
from tests.sites import theme

Points = Mapping[str, tuple[float, float]]

WORDS = theme(plain=True).translations
POINTS = {
    "brennhavn": "{lat: 61.11, lon: -3.03, exact: town, reference: coast-chart}",
    "skarvoy": "{lat: 61.25, lon: -3.5, exact: area, reference: coast-chart}",
}
FAR: Points = {"North Head": (64.0, 5.0), "South Head": (58.0, -5.0)}
CLOSE: Points = {f"Village {n}": (61.10 + 0.02 * (n // 4), -3.00 + 0.08 * (n % 4)) for n in range(12)}


def shown(to: Path, points: Points | None = None, changes: tuple[Change, ...] = ()) -> MapView:
    return map_view(seen_from_map(copy(to / "dossier", changes, files(points or {}))))


def files(points: Points) -> dict[str, str]:
    """Pages of places by their path."""
    return {f"places/{name.lower().replace(' ', '-')}.md": page(name, *point) for name, point in points.items()}


def page(name: str, lat: float, lon: float) -> str:
    point = f"{{lat: {lat:.2f}, lon: {lon:.2f}, exact: village, reference: coast-chart}}"
    return f"---\ntitle: {name}\npoint: {point}\n---\nA place.\n"


def seen_from_map(folder: Path) -> PageContext:
    dossier = read_dossier(folder)
    return PageContext(dossier, WORDS, Addresses("https://example.org"), "/map/")


def spot(name: str, lon: float, lat: float) -> Spot:
    return Spot((lon, lat), "town", LinkView(name, "#"), None)


def test_two_places_make_one_map_with_their_distance(tmp_path: Path) -> None:
    view = shown(tmp_path)
    (chart,) = view.charts
    assert (chart.role, chart.places, chart.distances) == ("close", 2, (("Brennhavn", "Skarvoy", "about 30 km"),))
    assert [row.place.title for row in view.places] == ["Brennhavn", "Skarvoy"]
    assert [link.title for link in view.elsewhere] == ["Tressland"]
    for drawing in chart.drawings:
        assert drawing.land.startswith("M")
        assert [pin.href for pin in drawing.pins] == ["../places/brennhavn/", "../places/skarvoy/"]
        assert [dot[2] for pin in drawing.pins for dot in pin.dots] == ["town", "area"]


def test_places_close_together_are_drawn_again(tmp_path: Path) -> None:
    first, second = shown(tmp_path, FAR).charts
    assert (first.role, first.places, second.role, second.places) == ("all", 4, "close", 2)
    pins = {pin.lines: pin for pin in first.drawings[0].pins}
    group = pins["2 places: map 2",]
    assert (group.href, len(group.dots)) == ("#s-map-2", 2)
    assert group.frame is not None
    assert first.distances == ()


def test_of_twelve_places_close_together_each_has_its_pin_and_on_wide_screens_its_name(tmp_path: Path) -> None:
    view = shown(tmp_path, CLOSE)
    assert len(view.places) == 14
    titles = {row.place.title for row in view.places}
    assert view.charts[-1].distances == ()
    for width in ("wide", "narrow"):
        drawings = [drawing for chart in view.charts for drawing in chart.drawings if drawing.name == width]
        assert titles <= {pin.lines[0] for drawing in drawings for pin in drawing.pins}
    named = {pin.lines[0] for chart in view.charts for pin in chart.drawings[0].pins if pin.anchor}
    assert titles <= named


def test_a_single_place_is_a_list_alone(tmp_path: Path) -> None:
    gone = ("places/brennhavn.md", f"point: {POINTS['brennhavn']}\n", "")
    view = shown(tmp_path, {}, (gone,))
    assert (view.charts, view.outline) == ((), None)
    assert [row.nearest for row in view.places] == [None]


def test_land_is_drawn_only_where_an_outline_has_the_whole_view(tmp_path: Path) -> None:
    region, *_, everything = sorted(shown(tmp_path, {"Far Isle": (40.0, 20.0)}).charts, key=lambda chart: chart.places)
    assert [drawing.land for drawing in everything.drawings] == ["", ""]
    assert all(drawing.land for drawing in region.drawings)


def test_a_region_with_most_places_comes_before_the_view_of_all(tmp_path: Path) -> None:
    charts = shown(tmp_path, {"Far Isle": (40.0, 20.0)}).charts
    assert charts[-1].places == max(chart.places for chart in charts)
    assert [chart.number for chart in charts] == list(range(1, len(charts) + 1))


def test_a_dossier_without_outline_still_has_its_pins(tmp_path: Path) -> None:
    folder = copy(tmp_path / "dossier")
    (folder / "map" / "outline.toml").unlink()
    view = map_view(seen_from_map(folder))
    assert view.outline is None
    assert [len(drawing.pins) for drawing in view.charts[0].drawings] == [2, 2]


def test_the_180th_meridian_parts_nobody(tmp_path: Path) -> None:
    points = {"East Isle": (61.2, 179.9), "West Isle": (61.1, -179.8)}
    gone = tuple((f"places/{name}.md", f"point: {point}\n", "") for name, point in POINTS.items())
    (chart,) = shown(tmp_path, points, gone).charts
    assert chart.distances[0][2] == "about 20 km"
    (east, west) = chart.drawings[0].pins
    assert east.dots[0][0] < west.dots[0][0]


def test_the_list_gives_positions_as_exact_as_they_were_written(tmp_path: Path) -> None:
    (isle,) = [row for row in shown(tmp_path, {"Isle": (-33.5, 151.25)}).places if row.place.title == "Isle"]
    assert (isle.lat, isle.lon) == ("33.50° S", "151.25° E")
    assert isle.reference.id == "coast-chart"


def test_a_tree_joins_all_places_by_the_shortest_lines() -> None:
    row = [spot(name, lon, 0) for name, lon in (("a", 0), ("c", 5), ("b", 1), ("d", 7))]
    joined = {frozenset((a.link.title, b.link.title)) for a, b in spanning(row)}
    assert joined == {frozenset("ab"), frozenset("bc"), frozenset("cd")}
    assert spanning([]) == []


@pytest.mark.parametrize(
    ("length", "rounded", "up"),
    [(0.2, 1, 1), (2.6, 3, 3), (37.2, 37, 38), (4636, 4640, 4640), (401, 400, 410)],
)
def test_distances_are_no_more_exact_than_points(length: float, rounded: int, up: int) -> None:
    assert (kilometres(length), kilometres(length, up=True)) == (rounded, up)
