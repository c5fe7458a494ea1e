"""What the desk writes is read back as what was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.desk.yaml_text import clean, comment, row, scalar
from sourcebook.model.characters import find_refused
from sourcebook.schema.located import LocatedTree
from sourcebook.schema.yaml_tree import read_tree

HOSTILE = [
    "null", "~", "a: b", "a #b", "@x", "[x]", "- x", "…", "“x”", 'say "x"', "C:\\x", "1931", "2021-07-15", "x,y?", "x:",
]  # fmt: skip


def read_back(text: str) -> object:
    read = read_tree("x.md", text, 1)
    assert isinstance(read, LocatedTree), read
    return read.tree


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_read_back(text: str) -> None:
    assert read_back(f"key: {scalar(text)}\n") == {"key": text}
    assert read_back(f"rows:\n  - {row([('at', 3), ('why', text)])}\n") == {"rows": [{"at": "3", "why": text}]}


@given(st.text(min_size=1))
def test_any_line_is_read_back(text: str) -> None:
    line = clean(text)
    assert find_refused(line) is None
    if line:
        assert read_back(f"key: {scalar(line)}\nrow: {row([('why', line)])}\n") == {"key": line, "row": {"why": line}}


@given(st.text())
def test_comments_are_comments(text: str) -> None:
    lines = comment(text)
    assert all(line.startswith("# ") for line in lines)
    assert read_back("\n".join([*lines, "key: x", ""])) == {"key": "x"}


def test_plain_texts_stay_plain() -> None:
    assert scalar("What seems to be a stamp; used for the date.") == "What seems to be a stamp; used for the date."
    assert scalar("1931") == '"1931"'
