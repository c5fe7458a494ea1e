"""Label placement: beside the point if there is room, else with a leader line."""

import math
from collections.abc import Iterator, Sequence

from sourcebook.model.tables import Point
from sourcebook.views.pictures.labels import Label, Line, Placed, Rect, candidates

MARGIN = 3.0
STEPS = 200
Placement = list[Placed | None]


def place(labels: Sequence[Label], taken: Sequence[Rect], width: float, height: float) -> Placement:
    """Place labels without overlaps. Returns positions in the order of `labels`.

    They are None for labels without room. Labels are placed greedily in several orders; the order with the fewest
    failures, then the shortest leader lines, wins. A label that failed may then take the place of others, which look
    for a new one. `taken`: boxes to keep clear.
    """
    frame = Rect(MARGIN, MARGIN, width - MARGIN, height - MARGIN)
    middle = _mean([label.at for label in labels])
    blocks = [*taken, *(label.own for label in labels)]
    rooms = [[spot for spot in candidates(label, middle) if _clear(spot, label.own, blocks, frame)] for label in labels]
    return _mended(rooms, min((_in_order(rooms, order) for order in _orders(labels)), key=_cost))


def _clear(placed: Placed, own: Rect, blocks: Sequence[Rect], frame: Rect) -> bool:
    """True if a label and its leader line lie within the drawing and clear of everything fixed."""
    leader = placed.leader
    if not frame.holds(placed.box) or any(placed.box.meets(block) for block in blocks):
        return False
    return leader is None or not any(block.crossed(leader) for block in blocks if block is not own)


def _orders(labels: Sequence[Label]) -> Iterator[list[int]]:
    numbers = range(len(labels))
    for key in (
        lambda index: labels[index].at[0],
        lambda index: labels[index].at[1],
        lambda index: sum(math.dist(labels[index].at, other.at) for other in labels),
    ):
        yield sorted(numbers, key=key)
        yield sorted(numbers, key=key, reverse=True)


def _in_order(rooms: Sequence[Sequence[Placed]], order: Sequence[int]) -> Placement:
    placement: Placement = [None] * len(rooms)
    for index in order:
        others = [spot for spot in placement if spot is not None]
        placement[index] = next(
            (spot for spot in rooms[index] if not any(_meet(spot, other) for other in others)), None
        )
    return placement


def _mended(rooms: Sequence[Sequence[Placed]], placement: Placement) -> Placement:
    """Improves a placement step by step and returns the best one seen.

    A label without a place takes the cheapest one. A label that loses its place becomes more expensive, so that two
    labels do not take it from each other without end.
    """
    best, current, costs = placement, list(placement), [1] * len(rooms)
    for _ in range(STEPS):
        index = next((index for index, room in enumerate(rooms) if room and current[index] is None), None)
        if index is None:
            break
        rivals = [[other for other, held in enumerate(current) if held and _meet(spot, held)] for spot in rooms[index]]
        least = min(range(len(rivals)), key=lambda at: sum(costs[rival] for rival in rivals[at]))
        for rival in rivals[least]:
            current[rival], costs[rival] = None, costs[rival] + 1
        current[index] = rooms[index][least]
        best = min(best, list(current), key=_cost)
    return best


def _meet(a: Placed, b: Placed) -> bool:
    """True if two labels or their leader lines overlap."""
    if a.box.meets(b.box) or (a.leader and b.box.crossed(a.leader)) or (b.leader and a.box.crossed(b.leader)):
        return True
    return bool(a.leader and b.leader and _cross(a.leader, b.leader))


def _cross(a: Line, b: Line) -> bool:
    return _side(a, b[0]) != _side(a, b[1]) and _side(b, a[0]) != _side(b, a[1])


def _side(line: Line, point: Point) -> bool:
    (x, y), (end_x, end_y) = line
    return (end_x - x) * (point[1] - y) > (end_y - y) * (point[0] - x)


def _cost(placement: Placement) -> tuple[int, float]:
    leaders = [spot.leader for spot in placement if spot is not None and spot.leader is not None]
    return placement.count(None), sum(40 + math.dist(*leader) for leader in leaders)


def _mean(points: Sequence[Point]) -> Point:
    count = max(1, len(points))
    return sum(x for x, _ in points) / count, sum(y for _, y in points) / count
