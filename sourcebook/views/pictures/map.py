"""Map page: places with a position, drawn over an outline of land and listed."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from sourcebook.model.dossier import Entity
from sourcebook.model.names import ENTITY_FOLDERS, Key
from sourcebook.model.record import Point as Position
from sourcebook.model.tables import Outline, Point
from sourcebook.views.common import LinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import position_text
from sourcebook.views.pages.indexes import fold
from sourcebook.views.pictures.charts import DrawingView, Pin, draw
from sourcebook.views.pictures.clusters import Spot, groups, span, spanning
from sourcebook.views.pictures.projection import distance, unwrapped

FEW = 7
"""Most places of a view that shows the distances between them."""


class ChartView(Struct, frozen=True):
    """One view of the map: all places, or a cluster of them.

    `role`: "all", "group" (holds a cluster with its own view) or "close"; `places`: how many; `across`: kilometres
    between the two farthest apart; `drawings`: for wide and narrow screens; `distances`: two names and kilometres.
    """

    number: int
    places: int
    across: str
    role: str
    drawings: tuple[DrawingView, ...]
    distances: tuple[tuple[str, str, str], ...]


class PlaceRow(Struct, frozen=True):
    """Place in the list below the map.

    `lat`, `lon`: in words; `exact`: what the point marks; `nearest`: the nearest other place; `away`: kilometres to it.
    """

    place: LinkView
    also: str | None
    lat: str
    lon: str
    exact: str
    nearest: LinkView | None
    away: str
    reference: ReferenceView


class MapView(Struct, frozen=True):
    """Map page.

    `elsewhere`: places without a position; `outline`: source of the land, None where none is drawn.
    """

    charts: tuple[ChartView, ...]
    places: tuple[PlaceRow, ...]
    elsewhere: tuple[LinkView, ...]
    outline: Outline | None


def mapped(context: PageContext) -> dict[Key, Position]:
    """Positions of all places that have one, by key, sorted by title."""
    keys = sorted(key for folder in ENTITY_FOLDERS for key in context.dossier.keys(folder))
    positions = [(key, point) for key in keys if (point := context.matter(key, Entity).record.point)]
    return dict(sorted(positions, key=lambda pair: fold(context.dossier.title(pair[0]))))


def map_view(context: PageContext) -> MapView:
    """Make the template data of the map page."""
    positions = mapped(context)
    spots = _spots(context, positions)
    without = [key for key in context.dossier.keys("places") if key not in positions]
    charts = tuple(_charts(context, spots)) if len(spots) > 1 else ()
    return MapView(
        charts=charts,
        places=_rows(context, positions),
        elsewhere=context.links(tuple(sorted(without, key=lambda key: fold(context.dossier.title(key))))),
        outline=context.dossier.outline() if charts else None,
    )


def _spots(context: PageContext, positions: Mapping[Key, Position]) -> list[Spot]:
    longitudes = unwrapped([point.lon for point in positions.values()])
    return [
        Spot((lon, point.lat), point.exact, context.link(key), context.dossier.second_name(key))
        for (key, point), lon in zip(positions.items(), longitudes, strict=True)
    ]


class _Order(NamedTuple):
    """A view to draw. `groups`: those of its places that share a pin."""

    spots: list[Spot]
    groups: list[list[Spot]]


def _orders(spots: list[Spot]) -> list[_Order]:
    """Views to draw: all places, then each group that an earlier view shows as one pin."""
    orders = [_Order(spots, groups(spots))]
    for order in orders:
        orders += [_Order(group, groups(group)) for group in order.groups if len(group) > 1]
    return orders


def _charts(context: PageContext, spots: list[Spot]) -> list[ChartView]:
    """Views of the map. A region with most of the places comes before the view of all, whose pins are far apart."""
    orders = _orders(spots)
    if len(orders) > 1 and 2 * len(orders[1].spots) > len(spots):
        orders = [*orders[1:], orders[0]]
    numbers = {id(order.spots): number for number, order in enumerate(orders, 1)}
    return [_chart(context, order, numbers, whole=order.spots is spots) for order in orders]


def _chart(context: PageContext, order: _Order, numbers: Mapping[int, int], *, whole: bool) -> ChartView:
    pins = [_pin(context, group, numbers) for group in order.groups]
    close = all(len(group) == 1 for group in order.groups)
    pairs = spanning(order.spots) if close and len(order.spots) <= FEW else []
    number = numbers[id(order.spots)]
    outline = context.dossier.outline()
    measured = [(a, b, context.t("map.about", n=context.t.number(kilometres(distance(a.at, b.at))))) for a, b in pairs]
    return ChartView(
        number=number,
        places=len(order.spots),
        across=context.t.number(kilometres(span(order.spots), up=True)),
        role="close" if close else "all" if whole else "group",
        drawings=tuple(draw(context.t, outline, pins, measured, name) for name in ("wide", "narrow")),
        distances=tuple((a.link.title, b.link.title, text) for a, b, text in measured),
    )


def _pin(context: PageContext, group: list[Spot], numbers: Mapping[int, int]) -> Pin:
    if len(group) == 1:
        spot = group[0]
        return Pin(group, spot.link.href, (spot.link.title, *([spot.also] if spot.also else [])))
    number = numbers[id(group)]
    return Pin(group, f"#s-map-{number}", (context.t("map.group", n=len(group), number=number),))


def _rows(context: PageContext, positions: Mapping[Key, Position]) -> tuple[PlaceRow, ...]:
    rows = []
    for key, point in positions.items():
        others = [(distance(_at(point), _at(other)), there) for there, other in positions.items() if there != key]
        away, nearest = min(others, default=(0.0, None))
        reference = context.reference(context.dossier.reference(point.reference))
        lat, lon = position_text(point, context.t)
        name, also = context.link(key), context.dossier.second_name(key)
        rows.append(
            PlaceRow(
                name, also, lat, lon, point.exact, context.maybe(nearest), context.t.number(kilometres(away)), reference
            )
        )
    return tuple(rows)


def _at(point: Position) -> Point:
    return point.lon, point.lat


def kilometres(length: float, *, up: bool = False) -> int:
    """Round a distance: whole kilometres below 100, else tens. `up`: round up."""
    step = 1 if length < 100 else 10
    count = math.ceil(length / step) if up else round(length / step)
    return max(1, count) * step
