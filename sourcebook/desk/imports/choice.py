"""Chooses among the candidates of a web page: one is stated if nothing contradicts it, else all are named as open."""

import datetime
import re
from collections.abc import Iterable
from itertools import islice

from sourcebook.desk.imports import candidates as found
from sourcebook.desk.imports.article import Article, Dated, Extract
from sourcebook.desk.imports.body import bare
from sourcebook.desk.imports.candidates import likeness
from sourcebook.desk.imports.dates import day_in_address, find_time, is_possible
from sourcebook.desk.imports.json_ld import Node, texts
from sourcebook.desk.imports.page import Line, Page
from sourcebook.desk.imports.people import credited, fold

SHOWN = "the heading of the page"
_NEAR = 0.6
_SAME = 0.9
_SIGNS = re.compile(r"[:.–—-]")
_LONGEST_OUTLET, _MOST_NAMES = 60, 40
_ABOVE, _BELOW = 15, 4


def choose_headline(page: Page, node: Node | None, open_: list[str]) -> Extract | None:
    """The heading shown that is nearest to the headlines of the metadata; else a line like one, else one of them."""
    given = list(islice(found.titles(page, node), _MOST_NAMES))
    shown = max(found.headings(page), key=lambda line: _nearest(line.text, given), default=None)
    if shown and (_nearest(shown.text, given) < _NEAR and given) and not _is_headline(page, shown):
        shown = None
    if shown is None:
        wanted = {bare(extract.text) for extract in given}
        shown = next((line for line in page.lines if bare(line.text) in wanted and not line.is_beside), None)
    if shown is None:
        return given[0] if given else None
    text = _without_kicker(shown.text, given)
    others = [extract for extract in given[:3] if extract.where != found.TITLE and likeness(extract.text, text) < _SAME]
    if others:
        open_.append(f"Other headlines: {_listed(others)}.")
    return Extract(text, SHOWN)


def _nearest(text: str, given: Iterable[Extract]) -> float:
    return max((likeness(text, extract.text) for extract in given), default=0.0)


def _is_headline(page: Page, line: Line) -> bool:
    """True for a heading that no metadata have, if it stands alone and is not the name of the site."""
    names = {bare(text) for _, text in page.first(*found.OUTLETS)}
    is_alone = len(found.headings(page)) == 1 and not line.is_beside and line.linked < 0.5
    return is_alone and len(line.text.split()) > 2 and bare(line.text) not in names


def _without_kicker(text: str, given: list[Extract]) -> str:
    """A heading without the words above the headline that it contains, or with the sign that metadata put between."""
    for extract in given:
        if bare(text) == bare(extract.text) and len(_SIGNS.findall(extract.text)) > len(_SIGNS.findall(text)):
            return extract.text
        is_end = bare(text).endswith(bare(extract.text)) and len(bare(extract.text)) * 2 > len(bare(text))
        if is_end and extract.text in text:
            return extract.text
    return text


def choose_outlet(page: Page, node: Node | None, address: str | None, open_: list[str]) -> Extract | None:
    """The name of the site that most of the places agree on; places that give another name are open."""
    names = (extract for extract in found.site_names(page, node) if 1 < len(extract.text) <= _LONGEST_OUTLET)
    given = list(islice(names, _MOST_NAMES))
    domain = bare(found.host(address).removeprefix("www.").rpartition(".")[0]) if address else ""
    keys = [*(bare(extract.text) for extract in given), domain]
    votes = [sum(bool(key) and (key in other or other in key) for other in keys if len(other) > 1) for key in keys]
    from_meta = [n for n, extract in enumerate(given) if "metadata" in extract.where]
    likely = from_meta or [n for n in range(len(given)) if votes[n] > 1]
    if not likely:
        return None
    best = max(likely, key=lambda n: (votes[n], -n))
    rivals = [given[n] for n in from_meta if not _is_part(keys[n], keys[best])]
    if rivals and votes[best] < 2:
        open_.append(f"The outlet is open: {_listed([given[best], *rivals])}.")
        return None
    if rivals:
        open_.append(f"Another name of the outlet: {_listed(rivals)}.")
    return given[best]


def _is_part(name: str, other: str) -> bool:
    return name in other or other in name


def _listed(extracts: Iterable[Extract]) -> str:
    return ", ".join(dict.fromkeys(f"“{extract.text}” ({extract.where})" for extract in extracts))


def choose_authors(page: Page, node: Node | None, chosen: list[int], article: Article) -> None:
    """Set authors and agency: the persons of the most reliable place that has any; those of others are open."""
    outlets = {fold(extract.text) for extract in found.site_names(page, node) if "metadata" in extract.where}
    outlets |= {fold(article.outlet.text)} if article.outlet else set()
    ranks: dict[int, list[Extract]] = {}
    unread: list[Extract] = []
    for rank, extract, is_person in found.credits_to_authors(page, node, chosen):
        persons, agencies = credited(extract.text, outlets)
        persons = persons if is_person is not False else []
        ranks.setdefault(rank, []).extend(Extract(name, extract.where) for name in persons)
        unread += [] if persons or agencies or fold(extract.text) in outlets or rank == 1 else [extract]
        if agencies and rank < 2 and not article.agency:
            article.agency = Extract(agencies[0], extract.where)
    groups = [group for _, group in sorted(ranks.items()) if group]
    shown = fold(" ".join(line.text for line in page.lines[: (chosen[-1] if chosen else 0) + 10]))
    groups.sort(key=lambda group: not any(fold(extract.text) in shown for extract in group))
    if groups:
        article.authors = list({fold(extract.text): extract for extract in reversed(groups[0])}.values())[::-1]
        known = {fold(extract.text) for extract in article.authors}
        others = [extract for group in groups[1:] for extract in group if fold(extract.text) not in known]
        if others:
            article.open.append(f"Other names of authors: {_listed(others)}.")
    elif unread:
        article.open.append(f"The author is open: {_listed(unread)}.")


def choose_date(page: Page, node: Node | None, first: int, today: datetime.date, article: Article) -> None:
    """Set the date: a stated one, one shown near the line `first`, one in the address, or a bound by a change."""
    address = article.address
    days = _days(found.times(page, node), today, article.open)
    if not days:
        near = (text for text, inside, n in page.times if -_ABOVE < n - first < _BELOW and not inside & found.BESIDE)
        shown = _days((Extract(text, "a `time` element of the article") for text in near), today, article.open)
        days = dict(list(shown.items())[:1])
    if days:
        (day, where), *others = days.items()
        article.date = Dated(day, "stated", f"Stated by {where}.")
        differing = [f"{other} ({place})" for other, place in others if not _is_within(day, other)]
        if differing:
            article.open.append(f"The page gives other days as well: {', '.join(differing)}.")
    elif not article.date and address and (day_there := day_in_address(address)) and is_possible(day_there, today):
        article.date = Dated(day_there, "inferred", "The page states no date; its address has this one.")
    elif not article.date:
        changed = _days(found.times(page, node, found.CHANGED, "dateModified"), today, article.open)
        for day, where in list(changed.items())[:1]:
            article.date = Dated(f"[..{day}]", "inferred", f"The page states only when it was changed: {where}.")


def _days(extracts: Iterable[Extract], today: datetime.date, open_: list[str]) -> dict[str, str]:
    """Possible days of times, each with its first place; impossible ones are open."""
    days: dict[str, str] = {}
    for extract in extracts:
        day = find_time(extract.text)
        if day and is_possible(day, today):
            days.setdefault(day, extract.where)
        elif day or extract.text[:4] == "0000":
            open_.append(f"{extract.where} gives {day or extract.text[:10]}, which cannot be the day of publication.")
    return days


def _is_within(day: str, other: str) -> bool:
    """True for a day and its month."""
    return day.startswith(other) or other.startswith(day)


def is_walled(node: Node | None) -> bool:
    """True if the metadata say that the article is not free to read."""
    return node is not None and any(text.lower() == "false" for text in texts(_text(node.get("isAccessibleForFree"))))


def _text(value: object) -> str:
    return str(value) if isinstance(value, bool | str) else ""
