"""Bytes to text: what is mended, what is refused, and where."""

import pytest

from sourcebook.model.problem import Problem
from sourcebook.schema.encoding import MAX_BYTES, MAX_LIST_BYTES, decode
from tests.cases import cases


@cases
def test_decodes(written: str, text: str) -> None:
    assert decode("a.md", written.encode()) == text


@cases
def test_refuses(written: str | None, bytes_: str | None, says: str, message: str) -> None:
    problem = decode("a.md", bytes.fromhex(bytes_) if bytes_ else (written or "").encode())
    assert isinstance(problem, Problem)
    assert str(problem).startswith(f"a.md:{says}: ENCODING ")
    assert message in problem.message


@cases
def test_says_where_an_invisible_character_stands(text: str, cure: str) -> None:
    problem = decode("a.md", text.encode())
    assert isinstance(problem, Problem)
    assert problem.hint == cure


@pytest.mark.parametrize(("path", "most"), [("a.md", MAX_BYTES), ("published.csv", MAX_LIST_BYTES)])
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
