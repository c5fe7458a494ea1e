"""Extracts the article of a saved web page: paragraphs, and the choice among candidates of each field."""

import datetime
import importlib.util
import re

from msgspec import Struct

from sourcebook.desk.imports import choice
from sourcebook.desk.imports.article import Article, Extract, RefusedError
from sourcebook.desk.imports.body import bare, body_lines, extracted_lines, without_credits
from sourcebook.desk.imports.candidates import addresses, archived, credits_to_authors, lines_above, own_node
from sourcebook.desk.imports.dates import find_day
from sourcebook.desk.imports.json_ld import Node
from sourcebook.desk.imports.page import Page, read_tree
from sourcebook.desk.imports.plain_text import read_text
from sourcebook.desk.imports.words import alternatives
from sourcebook.desk.name_index import NameIndex

_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
_WALL = re.compile(rf"\b(?:{alternatives('wall')})\b", re.IGNORECASE)
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
    found = _find(read_tree(html))
    if found.page.hidden > found.length:
        with_hidden = _find(read_tree(html, with_hidden=True))
        if with_hidden.length > _MORE * found.length:
            found = with_hidden
            found.open.append("Most of the article is hidden in the page, by a wall or until a script shows it.")
    if not found.chosen:
        hint = "copy the article's text into a .txt file and import that"
        raise RefusedError("IMPORT", "no article was found in this page", hint)
    page, node = found.page, found.node
    above = [line for _, line in lines_above(page, found.chosen[0], found.at)]
    named = " ".join(extract.text for _, extract, _ in credits_to_authors(page, node, above))
    article = _in_text(page, without_credits(page, found.chosen, named), found.headline, names)
    article.headline = found.headline or (None if found.open else article.headline)
    article.open += found.open
    _set_address(article, page, address)
    in_text = article.outlet
    article.outlet = choice.choose_outlet(page, node, article.address, article.open) or in_text
    if in_text and article.outlet and bare(in_text.text) != bare(article.outlet.text):
        article.agency = article.agency or in_text
    choice.choose_authors(page, node, above, article)
    if article.agency and article.outlet and bare(article.agency.text) == bare(article.outlet.text):
        article.agency = None
    choice.choose_date(page, node, above, today, article)
    _report_wall(article, is_walled=choice.is_walled(node))
    return article


class _Found(Struct):
    """A page with the node of its article, its headline and the line of it, the lines of its article, questions."""

    page: Page
    node: Node | None
    headline: Extract | None
    at: int | None
    chosen: list[int]
    open: list[str]

    @property
    def length(self) -> int:
        """Letters of the article."""
        return sum(len(self.page.lines[n].text) for n in self.chosen)


def _find(page: Page) -> _Found:
    node = own_node(page)
    open_questions: list[str] = []
    extracted = extracted_lines(page)
    headline, at = choice.choose_headline(page, node, min(extracted, default=0), open_questions)
    chosen = body_lines(page, extracted, headline.text if headline else "", at)
    return _Found(page, node, headline, at, chosen, open_questions)


def _in_text(page: Page, chosen: list[int], headline: Extract | None, names: NameIndex) -> Article:
    """The article as its text tells it, below the headline if the page shows one."""
    body = [page.lines[n].text for n in chosen]
    is_shown = headline is not None and headline.where == choice.SHOWN
    article = read_text([headline.text, *body] if headline and is_shown else body, names)
    if is_shown:
        article.skip.pop(1, None)
    return article


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
