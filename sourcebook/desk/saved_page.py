"""Extracts the article of a saved web page: text by trafilatura, and metadata."""

import importlib.util
import re

from sourcebook.desk.article import Article, Dated, Extract
from sourcebook.desk.dates_in_text import find_day
from sourcebook.desk.name_index import NameIndex
from sourcebook.desk.page_metadata import PageMetadata, read_metadata
from sourcebook.desk.plain_text import read_text

LINES_ABOVE = 8
_DATE_IN_ADDRESS = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>[01]?\d)/(?P<d>[0-3]?\d)(?:/|\b)")
_BARS = re.compile(r"\s*\|\s*")
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")


class NoArticleError(ValueError):
    """Trafilatura found no article in a page."""


def can_read_pages() -> bool:
    """True if trafilatura is installed, from `requirements/import.txt`."""
    return importlib.util.find_spec("trafilatura") is not None


def read_page(html: str, names: NameIndex) -> Article:
    """Extract the article of an HTML page. Raises NoArticleError.

    Metadata of the page take precedence over those found in the article's text, and these over the lines shown above
    it.
    """
    metadata = read_metadata(html)
    body = _body(html, metadata.lines)
    headline = _headline(metadata)
    if headline and _same(headline.text, body[0]):
        body = body[1:] or body
    article = read_text([headline.text, *body] if headline else body, names)
    above = read_text([*_lines_above(metadata.lines, body[0], headline), "…"], names)
    if headline:
        article.headline = headline
        article.skip.pop(1, None)
    _set_names(article, metadata, above)
    _set_date(article, metadata, above)
    addresses = (text for _, text in metadata.stating("address"))
    article.address = next((text for text in addresses if text.startswith(("https://", "http://"))), None)
    return article


def _body(html: str, shown: list[str]) -> list[str]:
    """Paragraphs of the article. `shown`: the lines of the page's visible text."""
    import trafilatura

    text = trafilatura.extract(_XML.sub("", html), output_format="txt", include_comments=False, deduplicate=False)
    lines = (_BARS.sub(" ", line).strip() for line in (text or "").splitlines())
    body = [part for line in lines if _bare(line) for part in _broken_as_shown(line, shown)]
    if not body:
        raise NoArticleError
    return body


def _broken_as_shown(line: str, shown: list[str]) -> list[str]:
    """A line of the article, cut where the page breaks it.

    Trafilatura joins what only `br` or a table separates.
    """
    whole, bare = _bare(line), [_bare(part) for part in shown]
    at = "".join(bare).find(whole)
    parts, start = [], 0
    for part, letters in zip(shown, bare, strict=True):
        if letters and at <= start and start + len(letters) <= at + len(whole):
            parts.append(part)
        start += len(letters)
    return parts if at >= 0 and _bare("".join(parts)) == whole else [line]


def _headline(metadata: PageMetadata) -> Extract | None:
    for name, text in metadata.stating("headline"):
        where = "the heading of the page" if name in ("h1", "title") else f"the page’s metadata ({name})"
        return Extract(re.split(r" [|–—-] ", text)[0] if name == "title" else text, where)
    return None


def _lines_above(lines: list[str], first: str, headline: Extract | None) -> list[str]:
    """Lines shown between headline and article, or the last few before it."""
    at = next((n for n, line in enumerate(lines) if first[:40] in line or line[:40] == first[:40]), 0)
    headings = [n for n, line in enumerate(lines[:at]) if headline and _same(line, headline.text)]
    lines_above = lines[max(headings[-1] + 1 if headings else 0, at - LINES_ABOVE) : at]
    return [part for line in lines_above for part in re.split(r"\s*[|·•]\s*", line) if part]


def _set_names(article: Article, metadata: PageMetadata, above: Article) -> None:
    """Set author, outlet and agency.

    An outlet in the text that differs from the page's is whose report it repeats.
    """
    author, outlet, agency = (_stated(metadata, field) for field in ("author", "outlet", "agency"))
    in_text = article.outlet if outlet and article.outlet and not _same(outlet.text, article.outlet.text) else None
    article.author = author or article.author or _above(above.author)
    article.agency = agency or article.agency or in_text or _above(above.agency)
    article.outlet = outlet or article.outlet or _above(above.outlet)
    if author and outlet and author.text.casefold() == outlet.text.casefold():
        article.author = _above(above.author)
    authors = [text for name, text in metadata.stating("author") if author and f"({name})" in author.where]
    if len(authors) > 1:
        article.open.append(f"The page names several authors, and `author` takes one page: {', '.join(authors)}.")


def _set_date(article: Article, metadata: PageMetadata, above: Article) -> None:
    days: dict[str, str] = {}
    for name, text in metadata.stating("date"):
        if day := find_day(text):
            days.setdefault(day[0], name)
    if days:
        (stated, name), *others = days.items()
        where = "a `time` element of the page" if name == "time" else f"the page’s metadata ({name})"
        article.date = Dated(stated, "stated", f"Stated by {where}.")
        differing = [f"{day} ({name})" for day, name in others if name != "time"]
        if differing:
            article.open.append(f"The page gives other days as well: {', '.join(differing)}.")
    elif not article.date and above.date:
        article.date = Dated(above.date.day, above.date.basis, "Stated above the article.")
    elif not article.date:
        article.date = _date_in_address(metadata)
    article.open += [] if article.date else above.open


def _date_in_address(metadata: PageMetadata) -> Dated | None:
    for _, address in metadata.stating("address"):
        match = _DATE_IN_ADDRESS.search(address)
        day = find_day("-".join(match.group("y", "m", "d"))) if match else None
        if day:
            return Dated(day[0], "inferred", "The page states no date; its address has this one.")
    return None


def _stated(metadata: PageMetadata, field: str) -> Extract | None:
    """First value that states a field.

    An author's may be the address of a profile, which is passed over.
    """
    for name, text in metadata.stating(field):
        if field != "author" or not text.startswith("http"):
            return Extract(re.sub(r"\A(?:By|BY) ", "", text), f"the page’s metadata ({name})")
    return None


def _above(extract: Extract | None) -> Extract | None:
    return Extract(extract.text, "a line above the article") if extract else None


def _same(text: str, other_text: str) -> bool:
    return _bare(text) == _bare(other_text)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
