"""Bytes in several encodings, some of which claim to be in another."""

import pytest

from sourcebook.desk.imports.decoding import LOST, Decoded, decode_saved
from tests.cases import cases

RUSSIAN = "Новая лампа маяка на Скарвее будет зажжена в августе, сказал смотритель"
FRENCH = "Le phare a été allumé en août, près du rocher, à côté du château"
GREEK = "Η λιμενική αρχή ανακοίνωσε ότι ο παλιός γερανός θα απομακρυνθεί"
ARABIC = "قالت هيئة الميناء إن الرافعة القديمة ستزال قبل العواصف"
KOREAN = "그림항 관리소는 오래된 크레인을 철거할 것이라고 밝혔다"
JAPANESE = "港務局は月曜日、岸壁の古いクレーンを撤去すると発表した。"
CHINESE = "港务局星期一表示，码头上的旧起重机将被拆除。"
CZECH = "Přístavní úřad oznámil, že starý jeřáb bude stržen dříve"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (RUSSIAN.encode(), RUSSIAN, "utf-8"),
        (RUSSIAN.encode("utf-8-sig"), RUSSIAN, "utf-8"),
        (RUSSIAN.encode("utf-16"), RUSSIAN, "utf-16"),
        (RUSSIAN.encode("utf-32"), RUSSIAN, "utf-32"),
        (b"plain", "plain", "utf-8"),
    ],
)
def test_text_that_tells_its_encoding(data: bytes, text: str, encoding: str) -> None:
    assert decode_saved(data) == Decoded(text, encoding)


@cases
def test_a_declared_encoding_is_believed_if_it_decodes(declared: str, text: str) -> None:
    page = f"<html><meta charset='{declared}'><p>{text}</p>"
    decoded = decode_saved(page.encode(declared))
    assert decoded
    assert (decoded.text, decoded.open) == (page, ())


@cases
def test_an_encoding_that_is_not_the_declared_one_is_open(declares: str, written: str, text: str) -> None:
    page = f'<html><meta charset="{declares}"><p>{text}</p>' if declares else text
    decoded = decode_saved(page.encode(written))
    assert decoded
    assert decoded.text == page
    assert [message.endswith("check its letters.") for message in decoded.open] == [True]


@pytest.mark.parametrize("declared", ["", "<meta charset='utf-8'>"])
def test_utf_8_with_a_broken_byte_stays_utf_8(declared: str) -> None:
    decoded = decode_saved((declared + RUSSIAN[:30]).encode() + b"\xff" + RUSSIAN[30:].encode())
    assert decoded
    assert decoded.encoding == "utf-8"
    assert decoded.text.count(LOST) == 1
    assert "1 byte that cannot be read" in decoded.open[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_a_guess(encoding: str) -> None:
    decoded = decode_saved(FRENCH.encode(encoding))
    assert decoded
    assert (decoded.text, len(decoded.open)) == (FRENCH, 1)


@pytest.mark.parametrize("data", [b"%PDF-1.7\x00\x01", b"PK\x03\x04\x00\x00"])
def test_what_is_no_text(data: bytes) -> None:
    assert decode_saved(data) is None
