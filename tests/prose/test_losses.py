"""Nothing that is written vanishes in silence: whatever stands in a text is shown, or is a problem at its line."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sourcebook.model.problem import Place
from sourcebook.prose.losses import lost_words
from sourcebook.prose.write import to_prose

LOST = {
    "an end tag without its sign": ("Before.\n\n<p>one</p\n\nThe rest.\n\nAll of it.", (3, 7)),
    "an end tag that closes nothing": ("A.\n\nOne </em>word.", (3, 5)),
    "a tag that is never closed": ("A.\n\nOne <em>word.\n\nMore.", (3, 5)),
    "a tag closed in another paragraph": ("One <em>word.\n\nMore</em> words.", (1, 5)),
    "tags that are closed by others": ("<ul><li>one<li>two</ul>", (1, 12)),
    "a block within a paragraph": ("One <p>word</p> more.", (1, 5)),
    "cells without a table": ("A.\n\n<td>one</td>", (3, 1)),
    "a comment that does not end": ("A.\n\n<!-- to do: the lamp\n\nMore.", (3, 1)),
    "a comment that does not end, in a line": ("A.\n\nOne <!-- to do\n\nMore.", (3, 5)),
    "a comment that does not end, within HTML": ("<p>A.</p>\n\n<div>\n<!-- to do\n\nMore.", (3, 1)),
    "a declaration that does not end": ("A.\n\n<!DOCTYPE html\n\nMore.", (3, 1)),
    "a declaration of no known kind": ("A.\n\n<p><![x</p>", (3, 1)),
    "CDATA": ("A.\n\n<![CDATA[ one ]]>", (3, 1)),
    "a processing instruction that does not end": ("A.\n\n<?php one\n\nMore.", (3, 1)),
    "an end tag at the end": ("A.\n\nOne </p", (3, 5)),
    "a definition that nobody uses": ("A.\n\n[Interviewer]: Yes", (3, 2)),
    "a cell too many": ("a | b\n--|--\none | two\none | two | three", (4, 13)),
}


@pytest.mark.parametrize("name", LOST)
def test_what_would_vanish_is_a_problem_at_its_place(name: str) -> None:
    text, place = LOST[name]
    prose, problems = to_prose("a.md", text, 1)
    assert [problem.place for problem in problems] == [Place(*place)], problems
    assert prose.parts == ()


KEPT = (
    "See [`Lamp<a>`][] and [x][`b`].\n\n[`Lamp<a>`]: https://a.example\n[`b`]: https://b.example",
    "```\n<p>one</p\n```\n\nThe rest.",
    "a < b and c > d, if a <b, <3, ->, <-, <=>",
    "un*frigging*believable **strong**ly `co`de snake_case _a_ C:\\dir 2 * 3",
    "<em>un</em>known, H<sub>2</sub>O, one<br>two<br/>three<br />four\n\n<hr>",
    "[lamp](https://a.example/b_(c)?d=e&f=g)s and [lamp](<https://a.example/x>)",
    "[lamp][1]s, [lamp] [1], [1][], [1]\n\n[1]: https://a.example/\n",
    "[sic], […], [a] [b], \\[a](b), 2 * 3, 2*3, ~30, snake_case, _foo_bar, Total*, __init__.py, Qur`an, :-), #5",
    "<https://a.example/a_b?c=d&e=f> <a.b@c.example>",
    "1. one\n2. two\n\n1986. was a year.\n\n> 3. three\n\n- 4. four",
    "In a line\n1986. was a year.",
    "caf&eacute; &amp; &lt;em&gt; `&eacute;` `&amp;eacute;` &amp;eacute; AT&T &copy; &#233; &nbsp; a&b;c",
    '`<em>` `</p` `<!--` ``<p>one</p`` `[a](b "c")` `[[a]]`',
    "    <p>one</p\n    <!-- two\n\nMore.",
    "&lt;!-- two, &lt;/p and \\&lt;p",
    "| a | b |\n|:--|--:|\n| `x` | 1.5 |\n| y \\| z |",
    "<p lang=\"az\">Şuşa <bdi dir=rtl>&#x634;</bdi></p>\n\n<ol start='3'><li>one</li></ol>",
    "<table><tr><td>one</td><td>two</td></tr></table>",
    '<abbr title="Universal &quot;Time&quot;">UT</abbr> <q>said</q> <cite>The Lamp</cite>',
    "<blockquote>one</blockquote>two\n\n<dl><dt>a</dt><dd>b</dd></dl>\n\n<ul>\n<li>x</li>\n</ul>",
    "Head\n----\n\n### Sub *head*\n\n* * *\n\n> quoted\n> more\n",
    '[[lamp]] [@a#b; @c p1] <em>[[lamp|the lamp]]s</em> <abbr title="x">[[a]]</abbr>',
    "&#1605;&#1740;&zwnj;&#1582;&#1608;&#1575;&#1607;&#1605;",
)


@pytest.mark.parametrize("text", KEPT)
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
