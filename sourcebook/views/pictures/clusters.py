"""Places as the map sees them: which lie so close together that they need a view of their own, and which are next."""

import math
from collections.abc import Sequence

from msgspec import Struct

from sourcebook.model.tables import Point
from sourcebook.views.common import LinkView
from sourcebook.views.pictures.projection import distance, fit

NARROW = 288.0, (150.0, 300.0)
"""Width, least and greatest height of the drawing for the narrowest screens."""

APART = 24.0
"""Pins closer than this on the narrowest screens would be one target (WCAG 2.2, 2.5.8): they are drawn again."""

NARROWEST = 10.0
"""Kilometres: a closer view would be finer than the middle of a town is known."""


class Spot(Struct, frozen=True):
    """A place on the map: `at` in degrees, east first; `exact` says what the point marks; `also` is a second name."""

    at: Point
    exact: str
    link: LinkView
    also: str | None


def groups(spots: list[Spot]) -> list[list[Spot]]:
    """Places parted so that those within APART of each other stand together, and chains of such.

    Each stands alone where that would put all in one group, or where a view of the group would be no use.
    """
    flat = fit([spot.at for spot in spots], *NARROW, NARROWEST)
    pins = {spot: flat.at(spot.at) for spot in spots}
    parted: list[list[Spot]] = []
    for spot in spots:
        near = [group for group in parted if any(math.dist(pins[spot], pins[other]) < APART for other in group)]
        joined = [other for group in near for other in group] + [spot]
        parted = [group for group in parted if group not in near] + [joined]
    if len(parted) == 1:
        return [[spot] for spot in spots]
    return [piece for group in parted for piece in ([group] if far(group) >= NARROWEST else [[one] for one in group])]


def far(spots: Sequence[Spot]) -> float:
    """Kilometres between the two places farthest apart."""
    return max(distance(a.at, b.at) for a in spots for b in spots)


def spanning(spots: Sequence[Spot]) -> list[tuple[Spot, Spot]]:
    """The pairs of a shortest tree over all places (Prim)."""
    joined, left = list(spots[:1]), list(spots[1:])
    pairs = []
    while left:
        a, b = min(((a, b) for a in joined for b in left), key=lambda pair: distance(pair[0].at, pair[1].at))
        pairs.append((a, b))
        joined.append(b)
        left.remove(b)
    return pairs
