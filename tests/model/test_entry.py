"""Places of fields in front matter."""

import pytest

from sourcebook.model.entry import FieldPath, nearest
from sourcebook.model.problem import START, Place

PLACES = {("claims",): Place(4), ("claims", "lit"): Place(5), ("claims", "lit", "words", 1): Place(7)}


@pytest.mark.parametrize(
    ("field", "place"),
    [
        (("claims", "lit", "words", 1), Place(7)),
        (("claims", "lit", "words", 0), Place(5)),
        (("claims", "dark"), Place(4)),
        (("title",), START),
        ((), START),
    ],
)
def test_a_field_without_a_place_has_that_of_the_field_around_it(field: FieldPath, place: Place) -> None:
    assert nearest(field, PLACES) == place
