"""A saved web page: the article in it by trafilatura, and what page and article say of its making."""

import importlib.util
import re

from sourcebook.desk.dates_in_text import find_day
from sourcebook.desk.directory import Directory
from sourcebook.desk.page_metadata import ADDRESSES, AGENCIES, AUTHORS, DATES, HEADLINES, OUTLETS, Head, read_head
from sourcebook.desk.plain_text import read_text
from sourcebook.desk.reading import Dated, Reading, Told

ABOVE = 8
_IN_ADDRESS = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>[01]?\d)/(?P<d>[0-3]?\d)(?:/|\b)")
_BARS = re.compile(r"\s*\|\s*")
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")


class NoArticleError(ValueError):
    """A page in which no article was found."""


def can_read_pages() -> bool:
    """Whether trafilatura is installed: it comes with `requirements/import.txt`, not with what a build needs."""
    return importlib.util.find_spec("trafilatura") is not None


def read_page(html: str, directory: Directory) -> Reading:
    """The article of a page; NoArticleError without one.

    What the page's own metadata say comes first, then what stands above the article where it is shown.
    """
    head = read_head(html)
    body = _article(html, head.lines)
    headline = _headline(head)
    if headline and _same(headline.text, body[0]):
        body = body[1:] or body
    paragraphs = [headline.text, *body] if headline else body
    reading = read_text(paragraphs, directory)
    above = read_text([*_above(head.lines, body[0], headline), "…"], directory)
    if headline:
        reading.headline = headline
        reading.skip.pop(1, None)
    _credit(reading, head, above)
    _date(reading, head, above)
    address = next((text for _, text in head.all(ADDRESSES) if text.startswith(("https://", "http://"))), None)
    reading.address = address
    return reading


def _article(html: str, shown: list[str]) -> list[str]:
    import trafilatura

    text = trafilatura.extract(_XML.sub("", html), output_format="txt", include_comments=False, deduplicate=False)
    lines = (_BARS.sub(" ", line).strip() for line in (text or "").splitlines())
    body = [part for line in lines if _bare(line) for part in _as_shown(line, shown)]
    if not body:
        raise NoArticleError
    return body


def _as_shown(line: str, shown: list[str]) -> list[str]:
    """A line of the article, cut where the page breaks it: trafilatura joins what only `br` or a table keeps apart."""
    whole, bare = _bare(line), [_bare(part) for part in shown]
    at = "".join(bare).find(whole)
    parts, start = [], 0
    for part, letters in zip(shown, bare, strict=True):
        if letters and at <= start and start + len(letters) <= at + len(whole):
            parts.append(part)
        start += len(letters)
    return parts if at >= 0 and _bare("".join(parts)) == whole else [line]


def _headline(head: Head) -> Told | None:
    found = head.first(HEADLINES)
    if not found:
        return None
    name, text = found
    if name == "title":
        text = re.split(r" [|–—-] ", text)[0]
    return Told(text, "the heading of the page" if name in ("h1", "title") else f"the page’s metadata ({name})")


def _above(lines: list[str], first: str, headline: Told | None) -> list[str]:
    """The lines shown between the last place of the headline and the article, or the last few before the article."""
    at = next((n for n, line in enumerate(lines) if first[:40] in line or line[:40] == first[:40]), 0)
    heads = [n for n, line in enumerate(lines[:at]) if headline and _same(line, headline.text)]
    lines_above = lines[max(heads[-1] + 1 if heads else 0, at - ABOVE) : at]
    return [part for line in lines_above for part in re.split(r"\s*[|·•]\s*", line) if part]


def _credit(reading: Reading, head: Head, above: Reading) -> None:
    author = next((_by_page(pair) for pair in head.all(AUTHORS) if not pair[1].startswith("http")), None)
    outlet = next((_by_page(pair) for pair in head.all(OUTLETS)), None)
    agency = next((_by_page(pair) for pair in head.all(AGENCIES)), None)
    reading.author = author or reading.author or _shown(above.author)
    reported = reading.outlet if outlet and reading.outlet and not _same(outlet.text, reading.outlet.text) else None
    reading.agency = agency or reading.agency or reported or _shown(above.agency)
    reading.outlet = outlet or reading.outlet or _shown(above.outlet)
    if author and outlet and author.text.casefold() == outlet.text.casefold():
        reading.author = _shown(above.author)
    authors = [text for name, text in head.all(AUTHORS) if author and f"({name})" in author.where]
    if len(authors) > 1:
        reading.open.append(f"The page names several authors, and `author` takes one page: {', '.join(authors)}.")


def _date(reading: Reading, head: Head, above: Reading) -> None:
    days: dict[str, str] = {}
    for name, text in [*head.all(DATES), *head.all(("time",))]:
        found = find_day(text)
        if found:
            days.setdefault(found[0], name)
    if days:
        day, name = next(iter(days.items()))
        where = "a `time` element of the page" if name == "time" else f"the page’s metadata ({name})"
        reading.date = Dated(day, "stated", f"Stated by {where}.")
        others = [f"{other} ({name})" for other, name in days.items() if other != day and name != "time"]
        if others:
            reading.open.append(f"The page gives other days as well: {', '.join(others)}.")
    elif not reading.date and above.date:
        reading.date = Dated(above.date.day, above.date.basis, "Stated above the article.")
    elif not reading.date:
        reading.date = _by_address(head)
    reading.open += [said for said in above.open if not reading.date]


def _by_address(head: Head) -> Dated | None:
    for _, address in head.all(ADDRESSES):
        found = _IN_ADDRESS.search(address)
        day = find_day("-".join(found.group("y", "m", "d"))) if found else None
        if day:
            return Dated(day[0], "inferred", "The page states no date; its address has this one.")
    return None


def _by_page(pair: tuple[str, str]) -> Told:
    name, text = pair
    return Told(re.sub(r"\A(?:By|BY) ", "", text), f"the page’s metadata ({name})")


def _shown(told: Told | None) -> Told | None:
    return Told(told.text, "a line above the article") if told else None


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
