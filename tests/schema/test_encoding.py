"""Bytes to text: what is mended, what is refused, and where."""

import pytest

from sourcebook.model.problem import Place, Problem
from sourcebook.schema.encoding import MAX_BYTES, MAX_LIST_BYTES, decode
from tests.cases import cases


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfa\r\nb\rc\n", "a\nb\nc\n"),
        ("cafe\u0301".encode(), "café"),
        ("Şuşa ə Ղարաբաղ".encode(), "Şuşa ə Ղարաբաղ"),
        ("می\u200cخواهم".encode(), "می\u200cخواهم"),
        ("क्\u200dष".encode(), "क्\u200dष"),
        ("ه\u200d.ش ۵\u200cساله".encode(), "ه\u200d.ش ۵\u200cساله"),
        ("葛\U000e0100城 1\ufe0f\u20e3 ☎\ufe0e".encode(), "葛\U000e0100城 1\ufe0f\u20e3 ☎\ufe0e"),
        ("👩\u200d🚒 ❤\ufe0f".encode(), "👩\u200d🚒 ❤\ufe0f"),
        ("no\u00a0break".encode(), "no\u00a0break"),
        (b"", ""),
    ],
)
def test_decodes(data: bytes, text: str) -> None:
    assert decode("a.md", data) == text


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        (b"a\r\nb\xff", Place(2, 2), "byte 0xFF is not UTF-8"),
        (b"\xef\xbb\xbfab\xff", Place(1, 3), "byte 0xFF is not UTF-8"),
        (b"\xed\xa0\x80", Place(1, 1), "byte 0xED is not UTF-8"),
        (b"\xff\xfea\x00", Place(1, 1), "UTF-16"),
        *(
            ("---\ntitle: a\n".encode(f"utf-{form}"), Place(1, 1), "UTF-16 or UTF-32")
            for form in ("16-le", "16-be", "32-le", "32-be")
        ),
        (b"ab\ncd\x00", Place(2, 3), "NUL"),
        (b"ab\x1b[0m", Place(1, 3), "control character U+001B"),
        ("a\u0085b".encode(), Place(1, 2), "control character U+0085"),
        ("a\u2028b".encode(), Place(1, 2), "U+2028 LINE SEPARATOR"),
        ("a\u202eb".encode(), Place(1, 2), "direction mark U+202E"),
        ("a\u200fb".encode(), Place(1, 2), "direction mark U+200F"),
        ("a\u200bb".encode(), Place(1, 2), "U+200B ZERO WIDTH SPACE"),
        ("a\u00adb".encode(), Place(1, 2), "U+00AD SOFT HYPHEN"),
        ("a\ufeffb".encode(), Place(1, 2), "U+FEFF"),
        ("a\u200db".encode(), Place(1, 2), "U+200D"),
        ("می \u200cخ".encode(), Place(1, 4), "U+200C"),
        ("a\ufe0f".encode(), Place(1, 2), "U+FE0F"),
        ("a\ue000".encode(), Place(1, 2), "private-use character U+E000"),
        ("a\ufffd".encode(), Place(1, 2), "letters were lost"),
        ("a\U000e0041".encode(), Place(1, 2), "U+E0041"),
        ("a\U0010ffff".encode(), Place(1, 2), "U+10FFFF"),
    ],
)
def test_refuses(data: bytes, place: Place, said: str) -> None:
    problem = decode("a.md", data)
    assert isinstance(problem, Problem)
    assert (problem.path, problem.place, problem.code) == ("a.md", place, "ENCODING")
    assert said in problem.message


@cases
def test_says_where_an_invisible_character_stands(text: str, cure: str) -> None:
    problem = decode("a.md", text.encode())
    assert isinstance(problem, Problem)
    assert problem.hint == cure


@pytest.mark.parametrize(("path", "most"), [("a.md", MAX_BYTES), ("addresses.txt", MAX_LIST_BYTES)])
def test_size_is_counted_in_bytes(path: str, most: int) -> None:
    assert decode(path, b"a " * (most // 2)) == "a " * (most // 2)
    problem = decode(path, b"a " * (most // 2) + b"a")
    assert isinstance(problem, Problem)
    assert problem.code == "SIZE"


@pytest.mark.parametrize("part", ["a", "1", "a.", "a-", "_", "é", "ə", "漢"])
def test_a_word_that_takes_long_to_read_is_refused_at_its_place(part: str) -> None:
    said = "a.md:2:3: SIZE this word has over 500 letters (write spaces between its parts)"
    assert str(decode("a.md", f"b\nc {part * 501} d".encode())) == said
    assert isinstance(decode("a.md", f"b\nc {(part * 501)[:500]} d".encode()), str)
