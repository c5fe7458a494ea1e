"""The guide's part on Markdown holds: its examples are converted, and what it lists as refused is a problem."""

import re
from pathlib import Path

import pytest

from sourcebook.model.marks import Ref
from sourcebook.prose.clean import ATTRIBUTES, TAGS
from sourcebook.prose.write import to_prose

GUIDE = (Path(__file__).parents[2] / "docs" / "writing.md").read_text("utf-8")
EXAMPLES = [match[2] for match in re.finditer(r"^(```|~~~)example\n(.*?)^\1$", GUIDE, re.MULTILINE | re.DOTALL)]
ROWS = [
    re.split(r" (?<!\\)\| ", line.strip("| "))
    for line in GUIDE.partition("## What is refused")[2].partition("\n\n## ")[0].splitlines()[4:]
]
CODE = re.compile(r"`` (.*?) ``|`(.*?)`")

SHOWN = (
    ("<em>old</em>", "<strong>new</strong>", "<code>grep lamp</code>", "within</em>"),
    ("First line<br>\nsecond",),
    ('<h2 id="h-the-lamp">', '<h3 id="h-its-tower">Its <em>tower</em>'),
    ("<p>The rock has:</p>\n<ul>", "<li>a tower<ul>", "<ol>", "inner item", "<p>A second paragraph of it.</p>"),
    ("<p>He wrote:</p>\n<blockquote>", "<li>so he says</li>", "<hr>"),
    ("<p>The figures:</p>\n<table>", "<code>a|b</code>", '<td class="align-right">3</td>'),
    ('<pre><code>lit = "&lt;p&gt;"\n</code></pre>', "<pre><code>also code\n</code></pre>"),
    ("<dt>Rock</dt>\n<dd>where the tower stands</dd>", "<dd>also a village</dd>"),
    (
        '<a href="https://example.org/a" title="a title">words</a>',
        '<a href="https://example.org/a">a</a>',
        '<a href="https://example.org/c">https://example.org/c</a> and <a',
    ),
    ("*not emphasis*, 2 * 3, ~30, snake_case, [sic], […], 3 &lt; 4, AT&amp;T, é, #5, Total*",),
    ("On [[skerry]] the lamp was lit.[[report#lit]]",),
    ("lit.[[year]]</p>", "[[year]]<p>In which year", "<p>A second paragraph.</p>[[year]]"),
    ("H<sub>2</sub>O", '<abbr title="Universal Time">UT</abbr>'),
)


def html_of(text: str) -> str:
    prose, problems = to_prose("a.md", text, 1)
    assert problems == []
    return "".join(f"[[{part.targets[0]}]]" if isinstance(part, Ref) else part for part in prose.parts)


@pytest.mark.parametrize(("example", "shown"), list(zip(EXAMPLES, SHOWN, strict=True)))
def test_an_example_is_shown_as_it_says(example: str, shown: tuple[str, ...]) -> None:
    html = html_of(example)
    assert [part for part in shown if part not in html] == []


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_is_refused_is_a_problem_until_it_is_cured(row: list[str]) -> None:
    written, cures = ([one or two for one, two in CODE.findall(cell)] for cell in (row[0], row[2]))
    assert len(to_prose("a.md", f"Before.\n\n{written[0]}", 1)[1]) >= 1
    assert all(problem.place.line == 3 and problem.hint for problem in to_prose("a.md", f"A.\n\n{written[0]}", 1)[1])
    assert [to_prose("a.md", cure, 1)[1] for cure in cures] == [[]] * len(cures)


def test_the_guide_lists_the_html_that_may_stand() -> None:
    listed = GUIDE.partition("## What HTML may stand")[2].partition("```")[0]
    names = set(re.findall(r"[a-z0-9]+", " ".join(re.findall(r"`([^`]*)`", listed))))
    assert names == (TAGS - {"h2", "h3", "h4"}) | {"lang", "dir", "href", "title", "start", "scope"}
    assert names >= set.union(*ATTRIBUTES.values()) - {"class", "id"}
