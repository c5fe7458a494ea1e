"""The sparing inline treeprocessor gives what Python-Markdown's own gives, and knows every pattern there is."""

import markdown
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from sourcebook.prose.inline import NEEDS, SparingInline

PIECES = (
    "lamp ", "*", "**", "_", "__", "`", "``", "\\*", "\\", "[", "](https://a.example/x)", "]", "![", "[1]", "<", ">",
    "<b>", "</b>", "<https://a.example>", "<a@b.example>", "&amp;", "&", "  \n", "\n", "\n\n", "- ", "> ", "## ",
    "[x]: https://b.example\n", "[x]", "![y][x]", "| a | b |\n| - | - |\n| c | *d* |\n", "*a **b** c*", "\x02", "27",
)  # fmt: skip


def engine(*, sparing: bool) -> markdown.Markdown:
    made = markdown.Markdown(extensions=[TableExtension(), SaneListExtension()])
    if sparing:
        made.treeprocessors.register(SparingInline(made), "inline", 20)
    return made


OWN, SPARING = engine(sparing=False), engine(sparing=True)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("*[a](https://a.example/*x*) `*b*` **c_d_e**  \n<b>&amp;</b>")
@settings(max_examples=600, deadline=None)
def test_output_is_that_of_the_parent(text: str) -> None:
    assert SPARING.reset().convert(text) == OWN.reset().convert(text)


def test_every_pattern_of_markdown_is_known() -> None:
    assert all(name in OWN.inlinePatterns for name in NEEDS)
    assert len(OWN.inlinePatterns) == len(NEEDS)
