"""The band: labels keep apart at the width it is laid out for, and at every wider one."""

import datetime
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.model.dates import Edtf
from sourcebook.model.edtf import parse_edtf
from sourcebook.views.pictures.axis import Axis
from sourcebook.views.pictures.band import LETTER, BandView, Item, LabelledMark, Layout, band, fitted
from sourcebook.views.pictures.labels import text_width
from sourcebook.views.pictures.timeline import LAYOUTS

NARROW, WIDE = LAYOUTS

days = st.dates(datetime.date(1900, 1, 1), datetime.date(2030, 12, 31)).map(datetime.date.isoformat)
plain = st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])
texts = st.one_of(plain, plain.map("{}/..".format), plain.map("../{}".format), plain.map("[..{}]".format))
labels = st.text(st.characters(codec="utf-8", categories=["L", "Nd", "Zs"]), min_size=1, max_size=90)


def drawn(dated: list[tuple[str, str]], layout: Layout, later: Edtf | None = None) -> BandView:
    """One lane of these dates (EDTF) and labels; the first with something reported later."""
    dates = [parse_edtf(text) for text, _ in dated]
    axis = Axis.of([*dates, *([later] if later else [])])
    items = []
    for at, (date, (_, label)) in enumerate(zip(dates, dated, strict=True)):
        shown = [date, later] if later and not at else [date]
        extents = tuple((axis.extent(each), "stated") for each in shown)
        items.append(Item(f"#{at}", label, " (and 2 more)" if at % 2 else "", label, (str(at),), extents))
    return band(axis, [("event", items)], layout)


def box(piece: LabelledMark, width: float) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a label, in pixels."""
    x = piece.x * width / 100 + piece.dx
    taken = text_width(piece.label, LETTER)
    left = x if piece.anchor == "start" else x - taken
    return left, left + taken, piece.y - LETTER * 0.8, piece.y + LETTER * 0.2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(texts, labels), min_size=1, max_size=25), st.sampled_from(LAYOUTS), st.integers(0, 900))
def test_labels_never_meet(dated: list[tuple[str, str]], layout: Layout, wider: int) -> None:
    pieces = drawn(dated, layout, parse_edtf("1950")).lanes[0].pieces
    assert len(pieces) == len(dated)
    for a, b in combinations((box(piece, layout.width + wider) for piece in pieces), 2):
        assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2]
    for piece in pieces:
        left, right, _, _ = box(piece, layout.width)
        assert left >= -1
        assert right <= layout.width + 1


def test_what_does_not_fit_is_cut_at_a_word_and_its_end_kept() -> None:
    label = "The tower was lit for the first time by the keeper and two of his friends"
    piece = drawn([("2000", "A"), ("2001", label)], NARROW).lanes[0].pieces[1]
    assert piece.label.endswith("… (and 2 more)")
    assert label.startswith(piece.label.removesuffix("… (and 2 more)") + " ")


@pytest.mark.parametrize(
    ("text", "width", "left"),
    [("one two three", 200, "one two three"), ("one two three", 80, "one two…"), ("indivisible" * 9, 60, "indivis…")],
)
def test_fitted_text_is_cut_at_a_word_or_within_the_only_one(text: str, width: int, left: str) -> None:
    assert fitted(text, width) == left


@pytest.mark.parametrize("text", ["i" * 20_000, "word " * 4_000])
def test_a_text_of_any_length_is_cut_as_its_beginning_is(text: str) -> None:
    assert fitted(text, 120) == fitted(text[:200], 120)
