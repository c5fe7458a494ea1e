"""Extracts the article of a saved web page: paragraphs, and the choice among candidates of each field."""

import datetime
import importlib.util
import re

from sourcebook.desk.imports import choice
from sourcebook.desk.imports.article import Article, Extract, RefusedError
from sourcebook.desk.imports.body import bare, body_lines
from sourcebook.desk.imports.candidates import addresses, archived, own_node
from sourcebook.desk.imports.dates import find_day
from sourcebook.desk.imports.json_ld import Node
from sourcebook.desk.imports.page import Page, read_tree
from sourcebook.desk.imports.plain_text import read_text
from sourcebook.desk.name_index import NameIndex

LINES_ABOVE = 8
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
_WALL = re.compile(
    r"\b(?:subscri(?:be|bers)|sign (?:in|up)|log ?in|register|already a (?:member|subscriber)|abonn\w+|anmelden"
    r"|weiterlesen|suscr\w+|continue reading|read the full|(?:accept|use) (?:all )?cookies)\b",
    re.IGNORECASE,
)
_LEAST, _MORE = 500, 1.5


def can_read_pages() -> bool:
    """True if trafilatura is installed, from `requirements/import.txt`."""
    return importlib.util.find_spec("trafilatura") is not None


def read_page(html: str, names: NameIndex, today: datetime.date, address: str | None = None) -> Article:
    """Extract the article of an HTML page. Raises RefusedError.

    Metadata of the page take precedence over those found in the article's text, and these over the lines shown above
    it. `address`: of the page, if the file that holds it gives one.
    """
    html = _XML.sub("", html)
    page, node, headline, chosen, open_questions = _found(read_tree(html))
    if page.hidden > _length(page, chosen):
        with_hidden = _found(read_tree(html, with_hidden=True))
        if _length(with_hidden[0], with_hidden[3]) > _MORE * _length(page, chosen):
            page, node, headline, chosen, open_questions = with_hidden
            open_questions.append("Most of the article is hidden in the page, by a wall or until a script shows it.")
    if not chosen:
        hint = "copy the article's text into a .txt file and import that"
        raise RefusedError("IMPORT", "no article was found in this page", hint)
    article = _in_text(page, chosen, headline, names)
    article.open += open_questions
    article.headline = headline or article.headline
    _set_address(article, page, address)
    in_text = article.outlet
    article.outlet = choice.choose_outlet(page, node, article.address, article.open) or in_text
    if in_text and article.outlet and bare(in_text.text) != bare(article.outlet.text):
        article.agency = article.agency or in_text
    choice.choose_authors(page, node, chosen, article)
    if article.agency and article.outlet and bare(article.agency.text) == bare(article.outlet.text):
        article.agency = None
    choice.choose_date(page, node, chosen[0], today, article)
    _report_wall(article, is_walled=choice.is_walled(node))
    return article


def _found(page: Page) -> tuple[Page, Node | None, Extract | None, list[int], list[str]]:
    """A page with the node of its article, its headline, the lines of its article, and questions."""
    node = own_node(page)
    open_questions: list[str] = []
    headline = choice.choose_headline(page, node, open_questions)
    return page, node, headline, body_lines(page, headline.text if headline else ""), open_questions


def _length(page: Page, chosen: list[int]) -> int:
    return sum(len(page.lines[n].text) for n in chosen)


def _in_text(page: Page, chosen: list[int], headline: Extract | None, names: NameIndex) -> Article:
    """The article as its text tells it; what it does not tell, as the lines above tell it."""
    body = [page.lines[n].text for n in chosen]
    is_shown = headline is not None and headline.where == choice.SHOWN
    article = read_text([headline.text, *body] if headline and is_shown else body, names)
    if is_shown:
        article.skip.pop(1, None)
    lines = _lines_above(page, chosen[0], headline)
    above = read_text([*(part for line in lines for part in re.split(r"\s*[|·•]\s*", line) if part), "…"], names)
    article.authors = article.authors or _above([author for author in above.authors if "byline" in author.where])
    article.agency = article.agency or next(iter(_above([above.agency] if above.agency else [])), None)
    if not article.date:
        article.date = above.date
        article.open += [re.sub(r"\AParagraph \d+", "A line above the article", question) for question in above.open]
    return article


def _above(extracts: list[Extract]) -> list[Extract]:
    return [Extract(extract.text, "a line above the article") for extract in extracts]


def _lines_above(page: Page, first: int, headline: Extract | None) -> list[str]:
    """Lines shown between headline and article, or the last few before it."""
    wanted = bare(headline.text) if headline else ""
    heading = next((n for n in range(first) if wanted and bare(page.lines[n].text).endswith(wanted)), -1)
    return [line.text for line in page.lines[max(heading + 1, first - LINES_ABOVE) : first] if line.linked < 1]


def _set_address(article: Article, page: Page, address: str | None) -> None:
    """Set address, archived copy and day of saving."""
    for place in filter(None, [*addresses(page), address]):
        if copy := archived(place):
            article.archived = article.archived or place
            article.address, article.saved = copy[0], f"{copy[1][:4]}-{copy[1][4:6]}-{copy[1][6:]}"
        else:
            article.address = article.address or place
    for _, text in page.first("saved on"):
        article.saved = next(iter(find_day(text) or ()), article.saved)


def _report_wall(article: Article, *, is_walled: bool) -> None:
    """Report an article that is not shown whole. Raises RefusedError for a page that is only a wall."""
    length = sum(map(len, article.paragraphs))
    asks = sum(len(text) for text in article.paragraphs if _WALL.search(text))
    if length < _LEAST and asks * 2 > length:
        message = "the page shows a wall for subscribers or cookies, and no article"
        raise RefusedError("IMPORT", message, "save the page again while its whole text is shown")
    if is_walled or (length < 2 * _LEAST and asks):
        article.open.append("The page may show only the beginning of the article, and the rest to subscribers.")
