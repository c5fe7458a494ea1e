"""Every trap of YAML gets its own words, whichever parser finds it."""

import pytest
import yaml

from sourcebook.schema.hints import Explanation, explain
from sourcebook.schema.yaml_tree import read_tree
from tests.cases import cases

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
@cases
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
