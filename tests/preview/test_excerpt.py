"""Lines around the place of a problem: their numbers, the caret, what is cut, what is not read."""

import os
from pathlib import Path

import pytest

from sourcebook.model.problem import Place, Problem
from sourcebook.preview.excerpt import AFTER, BEFORE, excerpt, find

TEXT = "one\ntwo\nthree\nfour\nfive\nsix\n"


@pytest.mark.parametrize(
    ("place", "numbers", "caret"),
    [
        (Place(1, 1), [1, 2, 3], 0),
        (Place(3, 2), [1, 2, 3, 4, 5], 1),
        (Place(6, 4), [4, 5, 6], 3),
        (Place(6, 40), [4, 5, 6], 3),
    ],
)
def test_two_lines_around(place: Place, numbers: list[int], caret: int) -> None:
    lines = excerpt(TEXT, place)
    assert [line.number for line in lines] == numbers
    assert [(line.number, line.caret) for line in lines if line.caret is not None] == [(place.line, caret)]


def test_lines_end_as_the_dossier_is_read() -> None:
    assert [line.text for line in excerpt("a\r\nb\rc\n", Place(2))] == ["a", "b", "c"]


def test_a_long_line_is_cut_on_both_sides_of_the_caret() -> None:
    (line,) = excerpt("x" * 1000 + "y" + "z" * 1000, Place(1, 1001))
    assert line.text == "…" + "x" * BEFORE + "y" + "z" * (AFTER - 1) + "…"
    assert line.caret is not None
    assert line.text[line.caret] == "y"


def test_nothing_turns_or_hides_what_stands_beside_it() -> None:
    assert excerpt("a\u202eb\x00\tc\u200d", Place(1))[0].text == "a\ufffdb\ufffd\tc\u200d"


def found(folder: Path, path: str) -> list[str]:
    return [line.text for line in find(folder, Problem(path, Place(1), "CODE", "message")).lines]


def test_nothing_else_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (tmp_path / "secret").write_text("secret", "utf-8")
    (folder / "link.md").symlink_to(tmp_path / "secret")
    (folder / "big.md").write_text("x" * (1 << 20) + "y", "utf-8")
    os.mkfifo(folder / "pipe.md")
    for path in ("link.md", "../secret", str(tmp_path / "secret"), "big.md", "pipe.md", "none.md", "", "\0"):
        assert found(folder, path) == [], path
