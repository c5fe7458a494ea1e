"""From what pydantic says to a problem at its place."""

import pytest
from pydantic import BaseModel, ValidationError

from sourcebook.model.entry import nearest
from sourcebook.model.problem import Place, Problem
from sourcebook.schema.sources import SourceFields
from sourcebook.schema.validation import to_problems

PLACES = {(): Place(2), ("skip",): Place(3), ("skip", 1): Place(5, 5), ("claims",): Place(7)}


@pytest.mark.parametrize(
    ("field", "place"),
    [
        (("skip", 1, "why"), Place(5, 5)),
        (("skip", 0), Place(3)),
        (("claims", "a", "at", 0), Place(7)),
        (("title",), Place(2)),
        ((), Place(2)),
    ],
)
def test_nearest_place(field: tuple[str | int, ...], place: Place) -> None:
    assert nearest(field, PLACES) == place


def test_a_file_without_places_begins_at_its_first_line() -> None:
    assert nearest(("a",), {}) == Place(1)


def test_fields_are_spelled_as_a_reader_counts() -> None:
    data = {"skip": [{"at": "1", "why": "x"}, {"at": ["1", "x"], "why": ""}], "claims": {"a": {"words": ["b", None]}}}
    said = {problem.message for problem in problems(SourceFields, data)}
    assert "skip, item 2, at, item 2: `x` is not a whole number" not in said
    assert "skip, item 2, at: `x` is not a whole number" in said
    assert "skip, item 2, why: the text is empty" in said
    assert "claims.a.words: the field is empty" in said
    assert "claims.a: `says` is missing" in said


def test_a_kind_of_mistake_without_words_is_our_own() -> None:
    class Unworded(BaseModel):
        number: int

    with pytest.raises(AssertionError, match="no words for int_parsing"):
        problems(Unworded, {"number": "x"})


def problems(model: type[BaseModel], data: object) -> list[Problem]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return to_problems("a.md", caught.value, PLACES, model)
