"""Extracts the metadata of an article that was saved as plain text.

Rules recognise a collector's stamp, byline, date line, agency credit, headline and clutter of a web page.
"""

import re

from sourcebook.desk.imports import line_patterns as patterns
from sourcebook.desk.imports.article import Article, Dated, Extract
from sourcebook.desk.imports.dates import ambiguous_date, find_day
from sourcebook.desk.imports.people import credited
from sourcebook.desk.name_index import NameIndex

TOP = 6
"""Lines above the text among which stamp, byline, date and headline are looked for."""

_LINE = 100
_HEADLINE = 220
_DATELINES, _REPORTERS, _SIGNATURES = 3, 4, 3
_DEBRIS = "Debris of the page it was saved from."


def read_text(paragraphs: list[str], names: NameIndex) -> Article:
    """Extract the metadata of an article from its non-empty lines.

    Fields that no rule recognises stay None.
    """
    extractor = _Extractor(Article(paragraphs), names)
    extractor.read_top()
    extractor.read_headline()
    extractor.read_agency()
    extractor.read_end()
    return extractor.article


class _Extractor:
    """Rules over the lines of an article; each sets fields of `article`."""

    def __init__(self, article: Article, names: NameIndex) -> None:
        self.article, self.names = article, names
        self.lines = dict(enumerate(article.paragraphs, 1))

    def read_top(self) -> None:
        """Read the lines above the text: stamp, byline, date, clutter."""
        for at, line in list(self.lines.items())[:TOP]:
            is_read = len(line) > _LINE or self._read_date(at, line) or self._read_byline(at, line)
            if not is_read and patterns.DEBRIS.match(line):
                self._skip(at, _DEBRIS)

    def read_headline(self) -> None:
        """Find the headline: the last line above byline or date that is no sentence.

        Without a byline or date it is the first such line; text must follow it.
        """
        candidates: list[tuple[int, str]] = []
        for at, line in list(self.lines.items())[:TOP]:
            if at in self.article.skip:
                candidates = candidates[-1:]
            elif _is_sentence(line) or len(line) > _HEADLINE:
                break
            elif len(line.split()) > 1:
                candidates.append((at, line))
        for at, line in candidates[:1]:
            if any(number > at for number, _ in self._content()):
                self.article.headline = Extract(line.lstrip("# "), f"paragraph {at}")

    def read_agency(self) -> None:
        """Find the agency of a dateline or a credit on its own line, and who reports by the end of a sentence.

        If the outlet is known to be another, it repeats this one's report: the reporter is its agency.
        """
        for nth, (at, line) in enumerate(self._content()):
            if nth < _DATELINES and (dateline := patterns.DATELINE.match(line)):
                self._set("agency", next(filter(None, dateline.groups())), f"the dateline of paragraph {at}")
            if credit := patterns.CREDIT.match(line):
                self._skip(at, "The credit to the agency.")
                self._set("agency", credit["name"], f"the credit in paragraph {at}")
            if nth < _REPORTERS and (reports := patterns.REPORTS.search(line)):
                outlet, name, where = self.article.outlet, reports["outlet"].rstrip("."), f"the end of paragraph {at}"
                if reports["agency"]:
                    self._set("agency", reports["agency"].rstrip("."), where)
                if not outlet or outlet.text.casefold() != name.casefold():
                    self._set("agency" if outlet else "outlet", name, where)

    def read_end(self) -> None:
        """Skip a last line that only signs the text, and clutter below it."""
        for at, line in reversed(self._content()[-_SIGNATURES:]):
            name = line.strip(" .*—–-")
            if patterns.DEBRIS.match(line) and len(line) <= _LINE:
                self._skip(at, _DEBRIS)
            elif len(name.split()) > 4 or not re.fullmatch(patterns.NAME, name) or not self._read_signature(at, name):
                return

    def _read_signature(self, at: int, name: str) -> bool:
        outlet, where = self.article.outlet, f"the last line, paragraph {at}"
        if self._is_known_outlet(name) or patterns.OF_OUTLETS.search(name):
            self._set("outlet", name, where)
            self._skip(at, "The signature of the outlet.")
            return True
        if (outlet and outlet.text.casefold() != name.casefold()) or self.article.author or len(name.split()) < 2:
            return False
        self.article.authors = [Extract(name, where)]
        self._skip(at, "The name at the end; used for the author of this source.")
        return True

    def _read_date(self, at: int, line: str) -> bool:
        """A line that is a date, perhaps with the name of an outlet or a byline."""
        collected = patterns.COLLECTED.match(line)
        label = collected or patterns.PUBLISHED.match(line)
        found = find_day(line[label.end() :] if label else line)
        if not found and (doubtful := ambiguous_date(line)):
            self.article.open.append(f"Paragraph {at} has the date {doubtful}: which is the day, which the month?")
        elif not found and label and re.search(r"\d", line):
            self.article.open.append(f"Paragraph {at} should have a date, but has none that is a day of the calendar.")
            self._skip(at, "A date line without a date that can be read.")
        elif found and patterns.UPDATED.match(line):
            self.article.open.append(f"Paragraph {at} has the day of a change, {found[0]}, not of publication.")
            self._skip(at, "The line of the last change.")
        elif found:
            return self._set_date(at, *found, is_labelled=label is not None, is_collected=collected is not None)
        return at in self.article.skip

    def _set_date(self, at: int, day: str, rest: str, *, is_labelled: bool, is_collected: bool) -> bool:
        byline = patterns.BYLINE.search(rest)
        byline = byline if byline and _is_credit(byline["name"]) else None
        name = (rest[: byline.start()] if byline else rest).strip(" ,.|–—-·:")
        is_name = re.fullmatch(patterns.NAME, name) is not None
        if not is_labelled and name and not is_name:
            return False
        if not self.article.date:
            why = ", which seems to have been added by a collector, has the date." if is_collected else " has the date."
            self.article.date = Dated(day, "stamped" if is_collected else "stated", f"Paragraph {at}{why}")
        self._skip(at, "What seems to be a collector’s stamp; used for the date." if is_collected else "The date line.")
        if is_name and (self._is_known_outlet(name) or patterns.OF_OUTLETS.search(name)):
            self._set("outlet", name, f"the date line, paragraph {at}")
        elif is_name and not self.names.find(name):
            self.article.open.append(f"The date line, paragraph {at}, has “{name}”: a place, or the outlet?")
        if byline:
            self._read_byline(at, rest[byline.start() :].strip())
        return True

    def _read_byline(self, at: int, line: str) -> bool:
        """A byline of persons, or the credit of an outlet."""
        byline = patterns.BYLINE.match(line)
        persons = credited(byline["name"])[0] if byline else []
        if byline and _is_credit(byline["name"]) and not persons[1:] and self._is_outlet(byline["name"]):
            self._set("outlet", byline["name"], f"the credit in paragraph {at}")
            self._skip(at, "The credit to the outlet.")
        elif persons:
            where = f"the byline, paragraph {at}"
            self.article.authors = self.article.authors or [Extract(person, where) for person in persons]
            self._skip(at, "The byline; used for the author of this source.")
        return at in self.article.skip

    def _is_outlet(self, name: str) -> bool:
        if self.names.find(name):
            return self._is_known_outlet(name)
        return len(name.split()) == 1 or name.isupper() or patterns.OF_OUTLETS.search(name) is not None

    def _is_known_outlet(self, name: str) -> bool:
        key = self.names.find(name)
        return key is not None and key.folder == "organisations"

    def _content(self) -> list[tuple[int, str]]:
        """Lines that are not skipped, with their numbers."""
        return [(at, line) for at, line in self.lines.items() if at not in self.article.skip]

    def _set(self, field: str, text: str, where: str) -> None:
        """Take note of a name unless there is one."""
        if getattr(self.article, field) is None:
            setattr(self.article, field, Extract(text, where))

    def _skip(self, at: int, why: str) -> None:
        before = self.article.skip.get(at)
        self.article.skip[at] = f"{before} {why}" if before and before != why else why


def _is_credit(text: str) -> bool:
    """True for a name, or several persons."""
    return re.fullmatch(patterns.NAME, text) is not None or (bool(credited(text)[0]) and not _is_sentence(text))


def _is_sentence(line: str) -> bool:
    return re.search(r"[.!…;:,][”\"’')]*\Z", line) is not None
