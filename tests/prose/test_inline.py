"""The sparing steps of the dialect give what Python-Markdown's own steps give, and know every pattern there is."""

import re

import markdown
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sourcebook.prose.extension import Dialect
from sourcebook.prose.inline import optimise

PIECES = (
    "lamp ", "*", "**", "_", "__", "`", "``", "\\*", "\\", "[", "](https://a.example/x)", "]", "![", "[1]", "<", ">",
    "<b>", "</b>", "<https://a.example>", "<a@b.example>", "&amp;", "&", "  \n", "\n", "\n\n", "- ", "> ", "## ",
    "[x]: https://b.example\n", "[x]", "![y][x]", "| a | b |\n| - | - |\n| c | *d* |\n", "*a **b** c*", "\x02", "27",
    "*oil*", "**lamp oil**", " *a b*, ", "(*a*)", "*a*b", "\t", "    ", " \n", "\r", "1. ", "# ", "===\n", "---\n",
    "https://c.example/a_b", "\\\n", "```\n", "1) ", ": ",
)  # fmt: skip


TOKEN_NUMBER = re.compile(r"(?<=klzzwxh:)\d+")
"""Of a token that neither takes back, as after a line break within stars that do not pair: such a text is refused."""


def engine(*, sparing: bool) -> markdown.Markdown:
    made = markdown.Markdown(extensions=[Dialect()])
    if sparing:
        optimise(made)
    return made


OWN, SPARING = engine(sparing=False), engine(sparing=True)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("*[a](https://a.example/*x*) `*b*` **c_d_e**  \n<b>&amp;</b>")
@example("*a*  \n*| b |\n| - |\n| *c* |\n *d*, **e  \n*")
@settings(max_examples=600, deadline=None)
def test_output_is_that_of_the_parent(text: str) -> None:
    assert TOKEN_NUMBER.sub("", SPARING.reset().convert(text)) == TOKEN_NUMBER.sub("", OWN.reset().convert(text))


@given(
    st.lists(st.sampled_from(("*", "**", "a", "b c", " ", "(", ")", ", ", "_", "\n", "é")), max_size=14).map("".join)
)
@settings(max_examples=600, deadline=None)
def test_stars_are_paired_as_by_the_parent(text: str) -> None:
    assert SPARING.reset().convert(text) == OWN.reset().convert(text)
