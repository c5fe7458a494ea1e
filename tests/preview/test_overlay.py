"""The overlay as HTML: what it says of problems and drafts, and that nothing in it is taken for markup."""

from selectolax.lexbor import LexborHTMLParser

from sourcebook.model.problem import Place, Problem
from sourcebook.preview.excerpt import Finding, Line
from sourcebook.preview.overlay import SHOWN, overlaid, problems_html

ERROR = Finding(
    Problem("topics/<b>.md", Place(4, 5), "NAME", "there is no page '<script>'", "did you mean '<i>'?"),
    (Line(3, "before <u>"), Line(4, "The <s>x</s>", 4), Line(5, "after")),
)
WARNING = Finding(Problem("topics/lamp.md", Place(1), "ORPHAN", "nothing leads here", level="warning"))
PAGE = b'<html><head></head><body class="home"><p>home</p></body></html>'


def shown(*findings: Finding, built: bool = True) -> LexborHTMLParser:
    return LexborHTMLParser(problems_html(findings, built))


def test_a_problem_has_file_line_excerpt_and_hint() -> None:
    tree = shown(ERROR)
    (row,) = tree.css("li")
    assert [node.text() for node in row.css("code, b, .message, .hint")] == [
        "topics/<b>.md:4:5", "NAME", "there is no page '<script>'", "did you mean '<i>'?",
    ]  # fmt: skip
    assert [node.text() for node in row.css(".line")] == ["3before <u>\n", "4The <s>x</s>\n", "5after\n"]
    assert '4</span>The <span class="caret" aria-hidden="true"></span>&lt;s&gt;x' in (row.html or "")


def test_what_people_write_is_no_markup() -> None:
    assert shown(ERROR).css("script, u, s, i") == []


def test_errors_are_open_and_come_first() -> None:
    tree = shown(WARNING, ERROR)
    assert [row.attributes["class"] for row in tree.css("li")] == ["error", "warning"]
    assert "open" in tree.css("details")[0].attributes
    said = "1 error, 1 warning. The page shown is the last one that could be built."
    assert [node.text() for node in tree.css("summary")] == [said]


def test_more_than_can_be_read_are_counted() -> None:
    tree = shown(*[WARNING] * (SHOWN + 3))
    assert len(tree.css("li")) == SHOWN
    assert "3 more are listed in the terminal." in (tree.html or "")


def test_the_page_itself_stays_as_it_is() -> None:
    page = overlaid(PAGE, "7", draft=False, problems="<p>wrong</p>").decode()
    host = page[page.index("<sourcebook-preview") : page.index("</sourcebook-preview>") + len("</sourcebook-preview>")]
    assert page.replace(host, "").encode() == PAGE
    assert page.index(host) == page.index('<body class="home">') + len('<body class="home">')
    assert '<div class="problems"><p>wrong</p></div>' in host
    assert 'data-build="7"' in host
