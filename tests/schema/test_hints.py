"""Every trap of YAML gets its own words, whichever parser finds it."""

import pytest
import yaml

from sourcebook.schema.hints import Explanation, explain
from sourcebook.schema.yaml_tree import read_tree

QUOTE = 'put the text in double quotes: "..."'
LOST = (
    "everything from ` #` on would be lost as a comment",
    'quote the text ("..."), or put the comment on a line of its own',
)
BRACKET = "an unquoted text may not begin with `{}`, which opens a list or mapping"
WIDE = "`{}` is no colon to YAML"
BLANK = "a special blank, such as a no-break space, follows the colon"
CURLY = "{} is a typographic quotation mark, which quotes nothing in YAML"
STRAIGHT = "put the text in straight quotation marks"
MISFIT = ("this line does not fit the lines above it", "check its indentation and the colon after its key")


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("a: b # c\n", "1:6", *LOST),
        ("a: #1 of b\n", "1:4", *LOST),
        ("a: b\n  c # d\n  e\n", "2:5", *LOST),
        ("a: [b] # clear\nc: 'd' # clear\ne: f # g\n", "3:6", *LOST),
        *[(f"a: {sign}b\n", "1:4", f"an unquoted text may not begin with {sign}", QUOTE) for sign in "@`%"],
        *[(f"a:\n  - {sign} b\n", "2:5", f"an unquoted text may not begin with {sign}", QUOTE) for sign in "*&>|"],
        ("a: *b* c\n", "1:4", "an unquoted text may not begin with *", QUOTE),
        ("a: [*, b]\n", "1:5", "an unquoted text may not begin with *", QUOTE),
        ("a: ? b\n", "1:4", "an unquoted text may not begin with ?", QUOTE),
        ("a: [[b]] c\n", "1:4", BRACKET.format("["), QUOTE),
        ("a: {b} c\n", "1:4", BRACKET.format("{"), QUOTE),
        ("a: b: c\n", "1:5", "an unquoted text has a colon followed by a space", QUOTE),
        ("a:\n  - b: c: d\n", "2:9", "an unquoted text has a colon followed by a space", QUOTE),
        (
            "a: b\n  c: d\n",
            "2:4",
            "a field begins here in the middle of the text above",
            "check the indentation; the line above may need quotes or a space after its colon",
        ),
        ("a: - b\n", "1:4", "a list may not begin on the line of its key", "put each `- item` on a line of its own"),
        (
            "a: b\nc\nd: e\n",
            "2:1",
            "a colon is missing after the key",
            "write `key: text`; the further lines of a long text are indented deeper than its key",
        ),
        ("a: 'b\nc: d\n", "1:4", "the quotation mark ' opens here and does not close", "close it"),
        ('a: "b\nc: d\n', "1:4", 'the quotation mark " opens here and does not close', "close it"),
        (
            "a: 'it's'\n",
            "1:4",
            "something follows the closing '",
            "quote the whole text; within it, use the other mark",
        ),
        (
            'a: "C:\\docs"\n',
            "1:4",
            "a backslash between double quotes begins something YAML does not know",
            "write it twice, or use single quotes",
        ),
        ("a: [b, c\nd: e\n", "2:2", "a bracket or brace above is not closed, or a text within it needs quotes", QUOTE),
        ("a: {b: c: d}\n", "1:9", "a bracket or brace above is not closed, or a text within it needs quotes", QUOTE),
        ("a: [2021?, 2022]\n", "1:9", "an unquoted text within brackets or braces has a question mark", QUOTE),
        ("a: {b: 2021?}\n", "1:12", "an unquoted text within brackets or braces has a question mark", QUOTE),
        ("a:\n    b: c\n  d: e\n", "3:3", *MISFIT),
        ("a:\n  - b\n  c: d\n", "3:3", *MISFIT),
        *[(f"a:\n    b: c\n  d: {value}\n", "3:3", *MISFIT) for value in ('"e"', "[e]", "{e: f}", ">\n  e")],
        (": a\n", "1:1", *MISFIT),
        (
            "a: b\n...\nc: d\n",
            "3:1",
            "something follows the end of the YAML document",
            "quote a text that begins with `...` or `%`",
        ),
        ("a:\n\tb: c\n", "2:1", "the front matter has a tab", "use spaces"),
        *[
            ("a: b\n" * n + f"key{colon}c\nd: e\n", f"{n + 1}:4", WIDE.format(colon), "write `:` and a space")
            for n in (0, 1)
            for colon in "：﹕"
        ],
        *[
            ("a: b\n" * n + f"key:{blank}c\nd: e\n", f"{n + 1}:5", BLANK, "replace it by an ordinary space")
            for n in (0, 1)
            for blank in "\u00a0\u2009\u3000"
        ],
        ("a: b\nkey:c\nd: e\n", "2:5", "a space is missing after the colon of `key`", "write `key: c`"),
        ("a: b\nkey:“c” d\n", "2:5", "a space is missing after the colon of `key`", "write `key: “c” d`"),
        *[(f"a: {sign}War: a history\n", "1:4", CURLY.format(sign), f'{STRAIGHT}: "{sign}…"') for sign in "“„«‘"],
    ],
)
def test_explains(text: str, place: str, message: str, hint: str) -> None:
    problems = read_tree("a.md", text, 1)
    assert isinstance(problems, list)
    assert [str(problem) for problem in problems] == [f"a.md:{place}: YAML {message} ({hint})"]


def test_explains_what_only_libyaml_refuses() -> None:
    error = yaml.MarkedYAMLError(
        "while scanning a simple key",
        yaml.Mark("", 0, 0, 0, None, 0),
        "could not find expected ':'",
        yaml.Mark("", 14, 1, 0, None, 0),
    )
    assert explain("a: [b, point:]\n", error) == Explanation(
        12, "a colon within brackets has no space after it", "add the space, or quote the text"
    )


def test_an_error_without_a_place_is_still_explained() -> None:
    assert explain("a", yaml.YAMLError("whatever")) == Explanation(0, "the front matter is not YAML", QUOTE)
