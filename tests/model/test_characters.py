"""The gate for letters, and what character references stand for."""

from sourcebook.model.characters import REFERENCE, decode_reference, find_refused
from tests.cases import cases


def test_finds_the_first_refused_character() -> None:
    assert find_refused("plain\ttext\n") is None
    assert find_refused("ab\u200b\x00") == (2, "the invisible character U+200B ZERO WIDTH SPACE")


@cases
def test_what_a_reference_stands_for(reference: str, letter: str) -> None:
    assert REFERENCE.fullmatch(reference)
    assert decode_reference(reference) == letter
