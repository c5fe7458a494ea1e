"""Clusters of places that lie too close together to be told apart on the map."""

import math
from collections.abc import Sequence

from msgspec import Struct

from sourcebook.model.tables import Point
from sourcebook.views.common import LinkView
from sourcebook.views.pictures.projection import distance, fit

NARROW = 288.0, (150.0, 300.0)
"""Width, least and greatest height of the drawing for the narrowest screens, in units."""

APART = 24.0
"""Pins closer than this on the narrowest screens are one target (WCAG 2.2, 2.5.8); their group gets its own view."""

NARROWEST = 10.0
"""Kilometres. A closer view would be more exact than the points, which mark the middle of a town."""


class Spot(Struct, frozen=True):
    """Place on the map.

    `at`: longitude, latitude; `exact`: what the point marks; `also`: a second name.
    """

    at: Point
    exact: str
    link: LinkView
    also: str | None


def groups(spots: list[Spot]) -> list[list[Spot]]:
    """Group places within APART units of each other on the narrowest drawing.

    Returns single-link clusters; most have one place. Places stay single if all would be one cluster, or if a view of
    the cluster would be narrower than NARROWEST.
    """
    flat = fit([spot.at for spot in spots], *NARROW, NARROWEST)
    pins = {spot: flat.at(spot.at) for spot in spots}
    parted: list[list[Spot]] = []
    for spot in spots:
        near = [group for group in parted if any(math.dist(pins[spot], pins[neighbour]) < APART for neighbour in group)]
        joined = [neighbour for group in near for neighbour in group] + [spot]
        parted = [group for group in parted if group not in near] + [joined]
    if len(parted) == 1:
        return [[spot] for spot in spots]
    return [piece for group in parted for piece in ([group] if span(group) >= NARROWEST else [[own] for own in group])]


def span(spots: Sequence[Spot]) -> float:
    """Distance between the two places farthest apart, in kilometres."""
    return max(distance(a.at, b.at) for a in spots for b in spots)


def spanning(spots: Sequence[Spot]) -> list[tuple[Spot, Spot]]:
    """Pairs of places that form a minimum spanning tree (Prim's algorithm)."""
    joined, left = list(spots[:1]), list(spots[1:])
    pairs = []
    while left:
        a, b = min(((a, b) for a in joined for b in left), key=lambda pair: distance(pair[0].at, pair[1].at))
        pairs.append((a, b))
        joined.append(b)
        left.remove(b)
    return pairs
