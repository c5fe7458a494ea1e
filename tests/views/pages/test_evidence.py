"""The box *Behind this page*: it lists what the record knows to be missing, and claims nothing where there is none."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sourcebook.model.dossier import Page, Puzzle, Question
from sourcebook.model.edges import target_page
from sourcebook.model.names import Key, page_url
from sourcebook.model.standing import standings
from tests.sites import Built, one

LABEL = "Missing"


def row(tree: LexborHTMLParser) -> LexborNode | None:
    """The row of the box that says what is missing."""
    rows = one(tree, ".behind dl").css("div")
    return next((node for node in rows if one(node, "dt").text() == LABEL), None)


def linked(site: Built, path: str, folder: str) -> set[str]:
    """Pages of a folder to which the row leads."""
    missing = row(site.pages[path])
    links = missing.css("a") if missing else []
    targets = [site.target(path, link.attributes["href"] or "") for link in links]
    return {target[0] for target in targets if target and target[0].startswith(f"{folder}/")}


def files(keys: set[Key]) -> set[str]:
    return {page_url(key).removeprefix("/") + "index.html" for key in keys}


def topics_of(site: Built, page: Page, question: Question) -> set[Key]:
    """Topics that a question names or that link it."""
    linking = {edge.origin for edge in site.dossier.edges if target_page(edge.target) == page.key}
    return {key for key in (*question.about, *linking) if key.folder == "topics"}


def test_a_question_lists_what_the_documents_leave_open_about_it_and_its_answers(site: Built) -> None:
    puzzles = [*site.dossier.pages_with(Puzzle)]
    seen = 0
    for page, question in site.dossier.pages_with(Question):
        if page.shown_on is not None:
            continue
        answers = {claim.key for claim in site.dossier.claims.values() if claim.answers == page.key}
        topics = topics_of(site, page, question)
        expected = {
            puzzle_page.key
            for puzzle_page, puzzle in puzzles
            if {page.key, *answers} & {*puzzle.about} or (puzzle.record.kind == "gap" and topics & {*puzzle.about})
        }
        assert linked(site, page_url(page.key)[1:] + "index.html", "puzzles") == files(expected), page.key
        seen += len(expected)
    assert seen


def test_a_topic_lists_its_unanswered_questions_and_a_question_says_that_it_has_no_answer(site: Built) -> None:
    verdicts = standings(site.dossier)
    asked = {page.key: topics_of(site, page, question) for page, question in site.dossier.pages_with(Question)}
    unanswered = {key for key in asked if any(verdict.standing == "unanswered" for verdict in verdicts[key])}
    for topic in {topic for topics in asked.values() for topic in topics}:
        expected = {key for key in unanswered if topic in asked[key]}
        assert linked(site, page_url(topic)[1:] + "index.html", "questions") == files(expected), topic
    for key in (page.key for page in site.written if page.key in asked):
        path = page_url(key)[1:] + "index.html"
        missing = row(site.pages[path])
        assert (key in unanswered) == ("no document gives one" in (missing.text() if missing else "")), key


def test_a_row_stands_only_where_it_lists_something(site: Built) -> None:
    for path, tree in site.pages.items():
        if tree.css_first(".behind dl") and (missing := row(tree)):
            assert missing.css("li"), path
