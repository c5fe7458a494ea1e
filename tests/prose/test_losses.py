"""Nothing that is written vanishes in silence: whatever stands in a text is shown, or is a problem at its line."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sourcebook.prose.losses import lost_words
from sourcebook.prose.write import to_prose
from tests.cases import cases


@cases
def test_what_would_vanish_is_a_problem_at_its_place(text: str, place: str) -> None:
    prose, problems = to_prose("a.md", text, 1)
    assert [f"{problem.place.line}:{problem.place.column}" for problem in problems] == [place], problems
    assert prose.parts == ()


@cases
def test_what_is_shown_raises_no_alarm(text: str) -> None:
    assert to_prose("a.md", text, 1)[1] == []


SIGNS = [
    "<", ">", "</", "/>", "<!", "<!--", "-->", "<![", "<![CDATA[", "]]>", "<?", "?>", "&", ";", "&#", '"', "'", "=",
]  # fmt: skip
TAGS = [
    "<p>", "</p>", "<p", "</p", "<em>", "</em>", "<td>", "</td>", "<table>", "<ul><li>", "<br>", "<div>", "<a href=",
    "<b ",
]  # fmt: skip
TAGS += [
    "<script>",
    "<style>",
    "<textarea>",
    "<title>",
    "<plaintext>",
    "<svg>",
    "<template>",
    "<!DOCTYPE html>",
    "<hr/>",
    "<h2>",
]
MARKDOWN = [
    "\n", "\n\n", "\n    ", " ", "`", "```\n", "*", "**", "_", "[", "](", ")", "]: ", "][", "> ", "- ", "1. ", "\\",
    "|", "\n|-|-|\n",
]  # fmt: skip
MARKDOWN += [
    "[[a]]",
    "[@a#b]",
    "https://a.example/",
    '"',
    "(",
    "]",
    "![",
    "## ",
    "\n---\n",
    "\n===\n",
    "  \n",
    ":",
    "#",
]
WORDS = [f"word{n}x" for n in range(40)]
SAYS = re.compile(r"word[0-9]+x")


def texts(*signs: str) -> st.SearchStrategy[str]:
    """Texts of these signs in which no word stands twice."""
    pieces = st.lists(st.sampled_from([*signs, "WORD", "WORD"]), max_size=25)
    return pieces.map(
        lambda each: "".join(f" {WORDS[n]} " if piece == "WORD" else piece for n, piece in enumerate(each))
    )


@given(texts(*SIGNS, *TAGS, *MARKDOWN))
@example("<p><![ word1x </p>")
@example("word1x [ word2x ]: word3x ")
@settings(max_examples=400, deadline=None)
def test_each_word_of_any_text_is_shown_or_there_is_a_problem(text: str) -> None:
    prose, problems = to_prose("a.md", text, 1)
    html = "".join(part for part in prose.parts if isinstance(part, str))
    assert problems or set(SAYS.findall(text)) <= set(SAYS.findall(html))
    assert all(1 <= problem.place.line <= text.count("\n") + 1 for problem in problems)


@given(texts(*(sign for sign in MARKDOWN if not re.search(r"\||\]: |\[\[|\[@", sign)), "&", "&#", ";"))
@example("` word1x `1. ")
@example("a` word1x `b")
@settings(max_examples=200, deadline=None)
def test_without_the_signs_that_are_looked_for_markdown_loses_nothing(text: str) -> None:
    """Most texts hold none of these signs, and are spared the comparison."""
    prose, problems = to_prose("a.md", text, 1)
    html = "".join(part for part in prose.parts if isinstance(part, str))
    assert problems or not lost_words(text, html, ["https://a.example/"])


REFERENCES = ("&#{};", "&#{}", "&#00000{};", "&#x{:x};", "&#X000{:X};", "&\\#{};")


@pytest.mark.parametrize("form", REFERENCES)
@pytest.mark.parametrize(
    "around", ["{} [[lamp]]", "<p>{}</p>", '<abbr title="{}">a</abbr>', "## {}", "[a](https://a.example/{})"]
)
@pytest.mark.parametrize("character", ["\ue000", "\ue002", "\x02", "\u200b", "\u202e", "\xad", "\ufeff", "\ufffd"])
def test_a_reference_passes_the_gate_of_the_letter_it_stands_for(form: str, around: str, character: str) -> None:
    text = around.format(form.format(ord(character)))
    prose, problems = to_prose("a.md", text, 1)
    assert bool(problems) == form.endswith(";") or character not in "".join(map(str, prose.parts))
    assert [problem.code for problem in problems if problem.code not in ("ENCODING", "ADDRESS")] == []


@pytest.mark.parametrize(
    "name", ["shy", "zwj", "zwnj", "lrm", "rlm", "ZeroWidthSpace", "NoBreak", "InvisibleTimes", "af"]
)
def test_a_named_reference_to_what_is_invisible_is_refused(name: str) -> None:
    (problem,) = to_prose("a.md", f"One.\n\nTwo &{name}; three.", 1)[1]
    assert (problem.code, problem.place) == ("ENCODING", (3, 5))
    assert f"'&{name};'" in problem.message


@given(
    st.lists(
        st.sampled_from([*"&#xX0123456789abcdef;\\ ", "&#", "&#x", "&#" + "9" * 5000, "&amp;", "<p>", "</p>", "57344"])
    )
)
@settings(max_examples=200, deadline=None)
def test_no_reference_forges_a_token(pieces: list[str]) -> None:
    prose, problems = to_prose("a.md", "".join(pieces), 1)
    assert problems or not re.search("[\ue000-\uf8ff\x00-\x08]", "".join(map(str, prose.parts)))
