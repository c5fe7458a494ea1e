"""The gate for letters, and what character references stand for."""

import pytest

from sourcebook.model.characters import REFERENCE, decode_reference, find_refused


def test_finds_the_first_refused_character() -> None:
    assert find_refused("plain\ttext\n") is None
    assert find_refused("ab\u200b\x00") == (2, "the invisible character U+200B ZERO WIDTH SPACE")


@pytest.mark.parametrize(
    ("reference", "letter"),
    [
        ("&#233;", "é"),
        ("&#0000233", "é"),
        ("&#xE9;", "é"),
        ("&#XE000;", "\ue000"),
        ("&#1;", "\x01"),
        ("&#150;", "–"),
        ("&#0;", "\ufffd"),
        ("&#xD800;", "\ufffd"),
        ("&#1114112;", "\ufffd"),
        (f"&#{'9' * 5000};", "\ufffd"),
        ("&eacute;", "é"),
        ("&shyfoo", "\xadfoo"),
        ("&lamp;", "&lamp;"),
    ],
)
def test_what_a_reference_stands_for(reference: str, letter: str) -> None:
    assert REFERENCE.fullmatch(reference)
    assert decode_reference(reference) == letter
