"""Family names: by rule for most, by the field `family` for all."""

import pytest

from sourcebook.views.citing.personal_names import PersonalName, split_name
from tests.cases import cases

NAMES = {
    "Ida Storm": ("Storm", "Ida", ""),
    "Ludwig van der Berg": ("van der Berg", "Ludwig", ""),
    "Ursula von der Leyen": ("von der Leyen", "Ursula", ""),
    "Robert De Niro": ("De Niro", "Robert", ""),
    "Gabriel García Márquez": ("García Márquez", "Gabriel", ""),
    "José Ortega y Gasset": ("Ortega y Gasset", "José", ""),
    "Martin Luther King Jr.": ("King", "Martin Luther", "Jr."),
    "Martin Luther King, Jr.": ("King", "Martin Luther", "Jr."),
    "Sammy Davis III": ("Davis", "Sammy", "III"),
    "Əli oğlu Qurban": ("Əli oğlu", "Qurban", ""),
    "Qurban Əli oğlu": ("Əli oğlu", "Qurban", ""),
    "Əliyev Qurban Əli oğlu": ("Əliyev", "Qurban Əli oğlu", ""),
    "Ilham Heydər oğlu Əliyev": ("Əliyev", "Ilham Heydər oğlu", ""),
    "Ali ibn Abi Talib": ("ibn Abi Talib", "Ali", ""),
    "Nguyễn Văn An": ("Nguyễn", "Văn An", ""),
    "Xi Jinping": ("Xi", "Jinping", ""),
    "Ban Ki-moon": ("Ban", "Ki-moon", ""),
    "Kim Cattrall": ("Cattrall", "Kim", ""),
    "Storm, Ida": ("Storm", "Ida", ""),
    "King, Martin Luther, Jr.": ("King", "Martin Luther", "Jr."),
    "Ida Storm (editor)": ("Storm", "Ida", ""),
    "習近平": ("習近平", "", ""),
    "Plato": ("Plato", "", ""),
}


@pytest.mark.parametrize("name", NAMES)
def test_the_family_name_is_found_by_rule(name: str) -> None:
    assert split_name(name) == PersonalName(*NAMES[name])


@cases
def test_an_editor_decides_where_the_name_has_the_family_name_that_is_given(
    name: str, family: str, expected: tuple[str, str, str]
) -> None:
    assert split_name(name, family) == PersonalName(*expected)


@pytest.mark.parametrize("name", [", ", "(x)", "Jr.", "van", "a , b", "Jr. Jr. Jr.", "oğlu", "x oğlu"])
def test_no_name_is_lost(name: str) -> None:
    parts = split_name(name)
    assert parts.family
