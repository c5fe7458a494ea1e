"""Bytes in several encodings, some of which claim to be in another."""

import pytest

from sourcebook.desk.decoding import decode_saved

RUSSIAN = "Новая лампа маяка на Скарвее будет зажжена в августе"
FRENCH = "Le phare a été allumé en août, près du rocher, à côté du château"


@pytest.mark.parametrize(
    ("data", "text", "encoding", "claimed"),
    [
        (RUSSIAN.encode(), RUSSIAN, "utf-8", None),
        (RUSSIAN.encode("utf-8-sig"), RUSSIAN, "utf-8", None),
        (RUSSIAN.encode("utf-16"), RUSSIAN, "utf-16", None),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "windows-1251", None),
        (FRENCH.encode("cp1252"), FRENCH, "windows-1252", None),
        (b"plain", "plain", "utf-8", None),
    ],
)
def test_reads(data: bytes, text: str, encoding: str, claimed: str | None) -> None:
    assert decode_saved(data) == (text, encoding, claimed)


@pytest.mark.parametrize(
    ("claims", "written", "encoding"),
    [
        ("windows-1251", "cp1251", "windows-1251"), ("iso-8859-1", "cp1251", "windows-1251"),
        ("windows-1251", "utf-8", "utf-8"), ("koi8-r", "koi8-r", "koi8-r"), ("no-such-thing", "cp1251", "windows-1251"),
    ],
)  # fmt: skip
def test_a_claim_is_weighed(claims: str, written: str, encoding: str) -> None:
    page = f'<html><meta charset="{claims}"><p>{RUSSIAN}</p>'
    decoded = decode_saved(page.encode(written))
    assert decoded
    assert (decoded.text, decoded.encoding) == (page, encoding)
    assert (decoded.declared is None) == (claims in (encoding, "no-such-thing"))


@pytest.mark.parametrize("data", [b"%PDF-1.7\x00\x01", b"PK\x03\x04\x00\x00"])
def test_what_is_no_text(data: bytes) -> None:
    assert decode_saved(data) is None
