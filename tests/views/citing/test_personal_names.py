"""Family names: by rule for most, by the field `family` for all."""

import pytest

from sourcebook.views.citing.personal_names import PersonalName, split_name
from tests.cases import cases


@cases
def test_the_family_name_is_found_by_rule(name: str, expected: tuple[str, str, str]) -> None:
    assert split_name(name) == PersonalName(*expected)


@cases
def test_an_editor_decides_where_the_name_has_the_family_name_that_is_given(
    name: str, family: str, expected: tuple[str, str, str]
) -> None:
    assert split_name(name, family) == PersonalName(*expected)


@pytest.mark.parametrize("name", [", ", "(x)", "Jr.", "van", "a , b", "Jr. Jr. Jr.", "oğlu", "x oğlu"])
def test_no_name_is_lost(name: str) -> None:
    parts = split_name(name)
    assert parts.family
