"""Finds the paragraphs of a web page's article: trafilatura tells where it is, and the page what it shows there."""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Any

from sourcebook.desk.imports.dates import find_day
from sourcebook.desk.imports.line_patterns import DEBRIS
from sourcebook.desk.imports.page import Line, Page
from sourcebook.desk.imports.people import byline_in, credited, fold

_BARS = re.compile(r"\s*\|\s*")
_CAPTION = re.compile(r"(?=.{40}).*[^\W\d_]{3}[.!?…][”\"’')]*\Z", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…。][”\"’')»]*\Z")
_SHORTEST = 40
_SENTENCE = 60
_MOST_ABOVE = 6
_KEPT_ONCE = 30
_MANY = 1500
_FARTHEST = 40
_CREDITS_ABOVE, _CREDITS_BELOW = 4, 2
_LONGEST_CREDIT, _BESIDE_DAY = 120, 40
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_PICTURES = frozenset(("figure", "figcaption"))
_PULLED = frozenset(("blockquote", "aside", "figure"))
"""Elements that repeat a sentence of the text in large letters."""


def extracted_lines(page: Page) -> set[int]:
    """Numbers of the lines of a page that belong to its article, as far as trafilatura or their block tells."""
    lines = page.lines
    extracted = _extracted(page)
    beside = sum(len(lines[n].text) for n in extracted if lines[n].is_beside)
    if beside * 2 < sum(len(lines[n].text) for n in extracted):
        extracted = {n for n in extracted if not lines[n].is_beside}
    return {n for n in extracted if not _is_link(lines[n])}


def body_lines(page: Page, extracted: set[int], headline: str, at: int | None) -> list[int]:
    """Numbers of the lines of an article, without its headline, which is shown in line `at`."""
    lines = page.lines
    chosen = _first_article(lines, sorted(extracted), headline)
    if not chosen:
        return []
    chosen |= {n for n in _between(lines, chosen) if not lines[n].is_beside and not _is_link(lines[n])}
    chosen |= _standfirst(page, min(chosen), at)
    whole = "\n".join(bare(lines[n].text) for n in sorted(chosen)[:_MANY])
    kept: list[int] = []
    seen: set[str] = set()
    for n in sorted(chosen):
        letters = bare(lines[n].text)
        is_headline = n == at or (len(kept) < _MOST_ABOVE and letters.endswith(bare(headline) or "-"))
        is_pulled = len(letters) > _KEPT_ONCE and bool(lines[n].inside & _PULLED) and whole.count(letters) > 1
        if letters not in seen and not is_headline and not is_pulled:
            kept.append(n)
        seen |= {letters} if len(letters) > _KEPT_ONCE else set()
    while kept and lines[kept[-1]].tag in _HEADINGS:
        kept.pop()
    return kept


def bare(text: str) -> str:
    """Letters and digits of a text, folded, for comparison."""
    return "".join(filter(str.isalnum, text.casefold()))


def _extracted(page: Page) -> set[int]:
    """Numbers of the lines that trafilatura takes for the article."""
    letters = [bare(line.text) for line in page.lines]
    ends = list(accumulate(map(len, letters)))
    whole = "".join(letters)
    by_line = {text: n for n, text in reversed(list(enumerate(letters))) if text}
    chosen: set[int] = set()
    place = 0
    for text in _texts(page.tree, fast=len(letters) > _MANY):
        wanted = bare(_BARS.sub(" ", text))
        start = whole.find(wanted, place) if wanted else -1
        if start >= 0:
            place = start + len(wanted)
            chosen.update(range(bisect_right(ends, start), bisect_left(ends, place) + 1))
        elif wanted in by_line:
            chosen.add(by_line[wanted])
        elif len(wanted) > _SHORTEST and (start := whole.find(wanted[:_SHORTEST], place)) >= 0:
            chosen.add(bisect_right(ends, start))
    return {n for n in chosen if letters[n]}


def _texts(tree: Any, *, fast: bool) -> list[str]:
    """Lines that trafilatura extracts; `fast`: without comparisons that take the square of a page's length."""
    import trafilatura

    text = trafilatura.extract(tree, output_format="txt", include_comments=False, deduplicate=False, fast=fast)
    return (text or "").splitlines()


def _is_link(line: Line) -> bool:
    """True for a line that only leads elsewhere, such as "Read more: On the light"."""
    is_sentence = _SENTENCE_END.search(line.text) is not None
    return line.linked > (0.9 if is_sentence else 0.55) and line.tag not in ("tr", "td")


def _first_article(lines: list[Line], chosen: list[int], headline: str) -> set[int]:
    """Lines up to the headline of a second article, unless most of the text stands below it."""
    total = sum(len(lines[n].text) for n in chosen)
    read, numbers = 0, set(chosen)
    for n in range(chosen[0], chosen[-1]) if chosen else ():
        read += len(lines[n].text) if n in numbers else 0
        is_second = lines[n].tag == "h1" and lines[n].article > lines[chosen[0]].article
        if is_second and read * 4 > total and bare(lines[n].text) != bare(headline):
            return {number for number in chosen if number < n}
    return set(chosen)


def _between(lines: list[Line], chosen: set[int]) -> set[int]:
    """Lines left out between those of the article that stand in the same block, captions, and lines right below."""
    parents = {lines[n].parent for n in chosen if lines[n].tag in ("p", "div", "li", "br")}
    last = max(chosen)
    found = set()
    for n in range(min(chosen), len(lines)):
        line = lines[n]
        fits = line.parent in parents and line.tag in ("p", "h2", "h3", "h4", "li", "blockquote")
        is_caption = "figcaption" in line.inside and n <= last + 2 and _CAPTION.search(line.text) is not None
        if (fits or is_caption) and line.linked < 0.5 and not DEBRIS.match(line.text):
            found.add(n)
        elif n > last:
            break
    return found


def _standfirst(page: Page, first: int, at: int | None) -> set[int]:
    """Sentences between the headline and the first line of the article."""
    told = {bare(text) for _, text in page.first("description", "og:description")}
    return {
        n
        for n in range(max(at + 1, first - _FARTHEST) if at is not None else first, first)
        if (line := page.lines[n]).linked < 0.2
        and len(line.text) > _SENTENCE
        and not line.inside & _PICTURES
        and (not line.is_beside or bare(line.text) in told)
    }


def without_credits(page: Page, chosen: list[int], named: str) -> list[int]:
    """Lines of an article without credits and days above and below its text. `named`: credits of the page."""
    folded = fold(named)
    return [
        n
        for nth, n in enumerate(chosen)
        if _CREDITS_ABOVE <= nth < len(chosen) - _CREDITS_BELOW or not _is_credit(page.lines[n], folded)
    ] or chosen


def _is_credit(line: Line, named: str) -> bool:
    """True for a line that is only a byline, a day, or a name that the metadata give as an author."""
    if len(line.text) > _LONGEST_CREDIT or line.tag in _HEADINGS:
        return False
    day = find_day(line.text)
    persons = [fold(person) for person in credited(line.text)[0] if fold(person) in named]
    is_name = sum(map(len, persons)) * 4 > len(fold(line.text)) * 3
    return is_name or byline_in(line.text) != "" or (day is not None and len(day[1]) < _BESIDE_DAY)
