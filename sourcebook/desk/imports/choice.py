"""Chooses among the candidates of a web page: one is stated if nothing contradicts it, else all are named as open."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from sourcebook.desk.imports import candidates as found
from sourcebook.desk.imports.article import Article, Dated, Extract
from sourcebook.desk.imports.body import bare
from sourcebook.desk.imports.candidates import likeness
from sourcebook.desk.imports.dates import ambiguous_date, day_in_address, find_day, find_time, is_possible
from sourcebook.desk.imports.json_ld import Node, texts
from sourcebook.desk.imports.line_patterns import UPDATED
from sourcebook.desk.imports.page import Line, Page
from sourcebook.desk.imports.people import credited, fold

SHOWN = "the heading of the page"
_NEAR = 0.6
_SAME = 0.9
_LOWER = frozenset(("h2", "h3"))
_LINKED, _FEWEST = 0.9, 3
_JOINTS = " :|·–—-"
_SIGNS = re.compile(r"[:.–—-]")
_TLD = re.compile(r"\Awww\.|(?:\.co)?\.[a-z]{2,3}\Z", re.IGNORECASE)
_LONGEST_OUTLET, _MOST_NAMES = 60, 40
_ABOVE, _BELOW = 20, 2
_LONGEST_BESIDE = 30


def choose_headline(page: Page, node: Node | None, first: int, open_: list[str]) -> tuple[Extract | None, int | None]:
    """The headline shown above the article, which begins at line `first`, and its line; else that of the metadata.

    A heading in a menu or path is for search engines if the metadata have another one that stands below it.
    """
    given = list(islice(found.titles(page, node), _MOST_NAMES))
    ranks = {n: rank for n in range(len(page.lines)) if (rank := _rank(page, n, first, given))}
    at = max(ranks, key=lambda n: ranks[n], default=None)
    text = _printed(page.lines[at].text, given) if at is not None else given[0].text if given else ""
    others = [extract for extract in given[:3] if extract.where != found.TITLE and likeness(extract.text, text) < _SAME]
    if others and at is None:
        open_.append(f"The headline is open: {_listed([given[0], *others])}.")
    elif others:
        open_.append(f"Other headlines: {_listed(others)}.")
    if at is None:
        return (given[0] if given and not others else None), None
    return Extract(text, SHOWN), at


def _rank(page: Page, n: int, first: int, given: list[Extract]) -> tuple[bool, ...] | None:
    """How surely a line is the headline that the page prints; None for a line that cannot be it."""
    line = page.lines[n]
    is_top, is_free = "h1" in line.inside, not line.is_beside and "li" not in line.inside
    is_given = any(_ends(line.text, extract.text) for extract in given)
    if not is_top and not (is_given and line.inside & _LOWER):
        return (False,) * 3 if is_free and bare(line.text) in {bare(extract.text) for extract in given} else None
    is_given = is_given or any(likeness(line.text, extract.text) >= _NEAR for extract in given)
    is_site = bare(line.text) in {bare(text) for _, text in page.first(*found.OUTLETS)}
    if not is_given and (is_site or line.is_beside or (given and len(line.text.split()) < _FEWEST)):
        return None
    return True, line.linked < _LINKED or n < first, is_given, is_free, is_top, n <= first


def _ends(text: str, title: str) -> bool:
    """True if a text is a title, perhaps below words above it, which are the shorter part."""
    return bare(text).endswith(bare(title) or "-") and len(bare(title)) * 2 > len(bare(text))


def _printed(text: str, given: list[Extract]) -> str:
    """A heading without words above it that metadata lack; else with the signs that most of the metadata have."""
    ends = [extract.text for extract in given if _ends(text, extract.text) and extract.text in text]
    same = Counter(extract.text for extract in given if bare(extract.text) == bare(text))
    shorter = min(ends, key=len, default=text)
    if same and len(bare(shorter)) == len(bare(text)):
        return max(same, key=lambda title: (len(_SIGNS.findall(title)) > len(_SIGNS.findall(text)), same[title]))
    return shorter.lstrip(_JOINTS)


def choose_outlet(page: Page, node: Node | None, address: str | None, open_: list[str]) -> Extract | None:
    """The name of the site that most of the places agree on; places that give another name are open."""
    names = (extract for extract in found.site_names(page, node) if 1 < len(extract.text) <= _LONGEST_OUTLET)
    given = list(islice(names, _MOST_NAMES))
    keys = [fold(_TLD.sub("", text)) for text in (*(extract.text for extract in given), found.host(address or ""))]
    votes = [sum(_is_part(key, other) for other in keys if len(other) > 1) for key in keys]
    from_meta = [n for n, extract in enumerate(given) if "metadata" in extract.where]
    likely = [n for n in range(len(given)) if n in from_meta or votes[n] > 1]
    if not likely:
        return None
    best = max(
        likely,
        key=lambda n: ("journal" in given[n].where, votes[n], keys[n] == keys[-1], _is_part(keys[n], keys[-1]), -n),
    )
    rivals = [given[n] for n in from_meta if not _is_part(keys[n], keys[best])]
    if rivals and votes[best] < 2 and "journal" not in given[best].where:
        open_.append(f"The outlet is open: {_listed([given[best], *rivals])}.")
        return None
    if rivals:
        open_.append(f"Another name of the outlet: {_listed(rivals)}.")
    return given[best]


def _is_part(name: str, other: str) -> bool:
    return bool(name) and (name in other or other in name)


def _listed(extracts: Iterable[Extract]) -> str:
    return ", ".join(dict.fromkeys(f"“{extract.text}” ({extract.where})" for extract in extracts))


def choose_authors(page: Page, node: Node | None, above: list[Line], article: Article) -> None:
    """Set authors and agency: the persons of the most reliable place that has any; those of others are open."""
    outlets = {fold(extract.text) for extract in found.site_names(page, node) if "metadata" in extract.where}
    outlets |= {fold(article.outlet.text)} if article.outlet else set()
    ranks: dict[int, list[Extract]] = {}
    unread: list[Extract] = []
    for rank, extract, is_person in found.credits_to_authors(page, node, above):
        persons, agencies = credited(extract.text, outlets)
        persons = persons if is_person is not False else []
        ranks.setdefault(rank, []).extend(Extract(name, extract.where) for name in persons)
        unread += [] if persons or agencies or fold(extract.text) in outlets or rank == 1 else [extract]
        if agencies and rank < 2 and not article.agency:
            article.agency = Extract(agencies[0], extract.where)
    groups = [group for _, group in sorted(ranks.items()) if group]
    shown = fold(" ".join(line.text for line in above))
    groups.sort(key=lambda group: not any(fold(extract.text) in shown for extract in group))
    if groups:
        article.authors = list({fold(extract.text): extract for extract in reversed(groups[0])}.values())[::-1]
        known = {fold(extract.text) for extract in article.authors}
        others = [extract for group in groups[1:] for extract in group if fold(extract.text) not in known]
        if others:
            article.open.append(f"Other names of authors: {_listed(others)}.")
    elif unread:
        article.open.append(f"The author is open: {_listed(unread)}.")


def choose_date(page: Page, node: Node | None, above: list[Line], today: datetime.date, article: Article) -> None:
    """Set the date: a stated one, one shown above the article, one in the address, or a bound by a change."""
    days = _days(found.times(page, node), today, article.open)
    if not days and not (article.date and article.date.basis == "stated"):
        days = dict(list(_days(_shown_times(page, above, article.open), today, article.open).items())[:1])
    if days:
        (day, where), *others = days.items()
        article.date = Dated(day, "stated", f"Stated by {where}.")
        differing = [f"{other} ({place})" for other, place in others if not _is_within(day, other)]
        if differing:
            article.open.append(f"The page gives other days as well: {', '.join(differing)}.")
    elif article.date:
        return
    elif (day_there := day_in_address(article.address or "")) and is_possible(day_there, today):
        article.date = Dated(day_there, "inferred", "The page states no date; its address has this one.")
    else:
        changed = _days(found.times(page, node, found.CHANGED, "dateModified"), today, article.open)
        for day, where in list(changed.items())[:1]:
            article.date = Dated(f"[..{day}]", "inferred", f"The page states only when it was changed: {where}.")


def _shown_times(page: Page, above: list[Line], open_: list[str]) -> Iterator[Extract]:
    """Times of `time` elements near the article, then days in lines above it; days of changes are open."""
    first = page.lines.index(above[-1]) if above else 0
    for text, inside, n in page.times:
        if -_ABOVE < n - first < _BELOW and not inside & found.BESIDE:
            yield Extract(text, "a `time` element of the article")
    for line in above:
        for part in found.PARTS.split(line.text):
            if doubtful := ambiguous_date(part):
                open_.append(f"A line above the article has the date {doubtful}: which is the day, which the month?")
            elif (day := find_day(part)) and UPDATED.match(part):
                open_.append(f"A line above the article has the day of a change, {day[0]}, not of publication.")
            elif day and len(day[1]) < _LONGEST_BESIDE:
                yield Extract(part, "a line above the article")


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
