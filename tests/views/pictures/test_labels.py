"""Labels in a drawing: apart from each other and from all pins, whatever they are and wherever they lie."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.views.pictures.labels import Label, Placed, Rect
from sourcebook.views.pictures.placing import place
from tests.cases import cases

WIDTH, HEIGHT = 288.0, 200.0

names = st.text(st.characters(codec="utf-8", categories=["L", "Zs"]), min_size=1, max_size=18)
spots = st.tuples(st.integers(20, 268), st.integers(20, 180))
pins = st.lists(st.tuples(spots, names), min_size=1, max_size=14)


def label(spot: tuple[int, int], name: str) -> Label:
    x, y = spot
    return Label(Rect(x - 7, y - 7, x + 7, y + 7), (name,), 12)


def placed(found: list[tuple[tuple[int, int], str]], taken: list[Rect]) -> tuple[list[Label], list[Placed | None]]:
    labels = [label(*each) for each in found]
    return labels, place(labels, taken, WIDTH, HEIGHT)


@settings(max_examples=40, deadline=None)
@given(pins)
def test_labels_meet_nothing(found: list[tuple[tuple[int, int], str]]) -> None:
    taken = [Rect(200, 180, 288, 200)]
    labels, places = placed(found, taken)
    shown = [each for each in places if each is not None]
    for a, b in combinations([each.box for each in shown], 2):
        assert not a.meets(b)
    for each in shown:
        assert each.box.left >= 0
        assert each.box.right <= WIDTH
        assert each.box.top >= 0
        assert each.box.bottom <= HEIGHT
        assert not any(each.box.meets(other) for other in [*taken, *(label.own for label in labels)])
        assert each.leader is None or not any(other.box.crossed(each.leader) for other in shown if other is not each)


def test_twelve_places_in_a_row_are_all_named() -> None:
    _, places = placed([((30 + 20 * n, 100), f"Village {n}") for n in range(12)], [])
    assert None not in places


def test_what_finds_no_room_is_left_out() -> None:
    _, places = placed([((144, 100), "A name that is far too long for a drawing of this width")], [])
    assert places == [None]


@cases
def test_a_line_crosses_a_box_or_passes_it(
    line: tuple[tuple[float, float], tuple[float, float]], crosses: bool
) -> None:
    assert Rect(0, 0, 10, 10).crossed(line) is crosses
