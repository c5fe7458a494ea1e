"""Places in documents: how they read, and what several claims have together."""

import pytest

from sourcebook.model.places import At, merged, number_text, seconds


@pytest.mark.parametrize("clock", ["00:00:00", "00:12:05", "01:00:59", "123:59:59"])
def test_times_are_read_as_they_are_written(clock: str) -> None:
    assert number_text("second", seconds(clock)) == clock


@pytest.mark.parametrize(
    ("places", "text"),
    [
        ([At((3,))], "3"),
        ([At((4, 9)), At((3, 4))], "3, 4, 9"),
        ([At((12, 13), "page", "12–13"), At((12, 13), "page", "12–13")], "12–13"),
        ([At((12, 13), "page", "12–13"), At((2,), "page")], "2, 12, 13"),
        ([At((725,), "second", "00:12:05–00:12:40"), At((60,), "second", "00:01:00")], "00:01:00, 00:12:05"),
    ],
)
def test_places_of_several_claims_are_told_once_in_order(places: list[At], text: str) -> None:
    assert merged(places).text == text
