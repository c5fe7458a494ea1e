"""Wherever a word of the prose is said to stand, it stands there in the file."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.model.problem import Place
from sourcebook.model.prose import Prose
from sourcebook.prose.write import to_prose

PIECES = (
    "lamp ", "tower. ", "Şuşa ", "𝒳, ", "27 ", "*old* ", "**light** ", "`code` ", "[sea](https://sea.example/lamp) ",
    "[[skerry]] ", "[[skerry|the island]] ", "[[skerry|the\nisland]] ", "[@a#lamp]", "[@a#x; @b#y] ", "`[[skerry]]` ",
    "\n", "\n\n", "\n- ", "\n\n- ", "\n    ", "\n\n> ", "\n\n## ", "\n\n1. ", "\n\n| lamp | tower |\n| --- | --- |\n| ",
    " | ", "&amp; ", "<b>bold</b> ", "<!", "\\*",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
WORD = re.compile(r"[^\W_]+")
MARK = re.compile(r"\[\[|\[@")


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_words_stand_where_they_are_said_to(text: str) -> None:
    lines = text.split("\n")
    for word, place in words_of(to_prose("a.md", text, 1)[0]):
        rest = lines[place.line - 1][place.column - 1 :]
        assert rest.startswith(word) or MARK.match(rest), (word, place, rest)


@given(TEXTS, st.integers(2, 50))
@settings(max_examples=50, deadline=None)
def test_places_count_from_the_first_line_of_the_body(text: str, first: int) -> None:
    at_top, moved = to_prose("a.md", text, 1), to_prose("a.md", text, first)
    down = first - 1
    assert [(word, Place(place.line + down, place.column)) for word, place in words_of(at_top[0])] == words_of(moved[0])
    assert [ref.place.line + down for ref in at_top[0].refs] == [ref.place.line for ref in moved[0].refs]
    assert [problem.place.line + down for problem in at_top[1]] == [problem.place.line for problem in moved[1]]


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_every_mark_of_the_html_is_in_a_sentence(text: str) -> None:
    prose = to_prose("a.md", text, 1)[0]
    said = [ref for block in prose.blocks for sentence in block.sentences for ref in sentence.refs]
    assert said == list(prose.refs)


def words_of(prose: Prose) -> list[tuple[str, Place]]:
    """Words of the text and their places; of a mark, the first word of its label, if it has one."""
    found = []
    for block in prose.blocks:
        for sentence in block.sentences:
            for offset, place in sentence.words:
                word = WORD.match(sentence.text[offset:])
                found.append((word.group() if word else "", place))
    return found
