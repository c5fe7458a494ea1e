"""Spellings that are to meet, and some that are not; the table in itself."""

import re

import pytest

from sourcebook.model.folding import FOLDING, fold, name_key, sentence_key
from tests.cases import cases


@cases
def test_spellings_meet_the_first_of_them(spellings: list[str]) -> None:
    first, *others = (set(fold(spelling)[0]) for spelling in spellings)
    assert [spelling for spelling, other in zip(spellings[1:], others, strict=True) if not first & other] == []


@pytest.mark.parametrize("pair", [("Shusha", "Shushi"), ("1992", "192"), ("Baku", "Bako"), ("1988", "1888")])
def test_different_names_stay_apart(pair: tuple[str, str]) -> None:
    one, other = (set(fold(name)[0]) for name in pair)
    assert not one & other


def test_a_name_is_kept_in_all_its_readings_and_a_sentence_in_its_first() -> None:
    assert name_key("Məmmədov Məmmədov") == "memedov memadov mamedov mamadov"
    assert sentence_key("Məmmədov said, Məmmədov") == "memedov said"


def test_the_table_folds_to_what_it_leaves_alone() -> None:
    """Else a second folding would change what the first has made, and a reading could lose a word."""
    for row, readings in FOLDING.items():
        assert re.fullmatch(r"\w{1,3}|[\u0640\u02bb-\u02bf]", row), row
        assert re.fullmatch(r"[a-z0-9]{0,3}(/[a-z]{1,2})?", readings), row
        assert readings.count("/") == 0 or not readings.startswith("/"), row


def test_the_table_reads_every_letter_of_the_alphabets_it_is_for() -> None:
    alphabets = "абвгдежзийклмнопрстуфхцчшщъыьэюяё" + "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ"
    alphabets += "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + "әғҝөүһҹ"
    assert [letter for letter in alphabets if letter not in FOLDING] == []
    latin = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
    assert [letter for letter in latin if not re.fullmatch(r"[a-z]{1,2}", fold(letter)[0][0])] == []


JOINED = {
    "the Wi-Fi mast": "wifi", "an F-16": "f16", "Tom O’Brien": "obrien", "الرافعة": "رافعة", "بالميناء": "ميناء",
    "في المدينة": "مدينة", "והעגורן": "עגורן", "העגורן": "עגורן",
}  # fmt: skip


@pytest.mark.parametrize("text", JOINED)
def test_keys_hold_compounds_without_joints_and_words_without_articles(text: str) -> None:
    wanted = {reading for readings in fold(JOINED[text]) for reading in readings}
    for key in (name_key(text), sentence_key(text)):
        assert wanted & set(key.split())
