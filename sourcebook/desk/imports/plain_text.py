"""Extracts the metadata of an article that was saved as plain text.

Rules recognise a collector's stamp, byline, date line, agency credit, headline and clutter of a web page.
"""

import re

from sourcebook.desk.imports import line_patterns as patterns
from sourcebook.desk.imports.article import Article, Dated, Extract
from sourcebook.desk.imports.dates import ambiguous_date, find_day
from sourcebook.desk.name_index import NameIndex

TOP = 6
"""Lines above the text among which stamp, byline, date and headline are looked for."""

_LINE = 100
_HEADLINE = 220
_DATELINES = 3
_REPORTERS = 4
_SIGNATURES = 3
_DEBRIS = "Debris of the page it was saved from."


def read_text(paragraphs: list[str], names: NameIndex) -> Article:
    """Extract the metadata of an article from its non-empty lines.

    Fields that no rule recognises stay None.
    """
    extractor = _Extractor(Article(paragraphs), names)
    extractor.read_top()
    extractor.read_headline()
    extractor.read_agency()
    extractor.read_reporter()
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
            if len(line) > _LINE:
                continue
            if patterns.SEVERAL.match(line):
                self._skip(at, "The byline.")
                self.article.open.append(f"Paragraph {at} names several authors; `author` takes one page.")
            elif not self._read_date(at, line) and not self._read_byline(at, line) and patterns.DEBRIS.match(line):
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
        """Find the agency that is named in a dateline, or in a credit on its own line."""
        for nth, (at, line) in enumerate(self._content()):
            dateline = patterns.DATELINE.match(line) if nth < _DATELINES else None
            credit = patterns.CREDIT.match(line)
            if dateline and not self.article.agency:
                self._set("agency", next(filter(None, dateline.groups())), f"the dateline of paragraph {at}")
            elif credit:
                self._skip(at, "The credit to the agency.")
                self._set("agency", credit["name"], f"the credit in paragraph {at}")

    def read_reporter(self) -> None:
        """Find a sentence that ends with the outlet or agency that reports it."""
        for at, line in self._content()[:_REPORTERS]:
            where = f"the end of paragraph {at}"
            reports = patterns.REPORTS.search(line)
            if reports and reports["agency"]:
                self._set("agency", reports["agency"].rstrip("."), where)
            quoted = patterns.TOLD.search(line)
            match = reports or (quoted if quoted and self._is_known_outlet(quoted["outlet"]) else None)
            if match:
                self._set_reporter(match["outlet"].rstrip("."), where)

    def read_end(self) -> None:
        """Skip a last line that only signs the text, and clutter below it."""
        for at, line in reversed(self._content()[-_SIGNATURES:]):
            name = line.strip(" .*—–-")
            if patterns.DEBRIS.match(line) and len(line) <= _LINE:
                self._skip(at, _DEBRIS)
            elif len(name.split()) > 4 or not re.fullmatch(patterns.NAME, name) or not self._read_signature(at, name):
                return

    def _set_reporter(self, name: str, where: str) -> None:
        """Set who reports an article: the outlet.

        If the outlet is known to be another, it repeats this one's report: the reporter is its agency.
        """
        outlet = self.article.outlet
        if outlet is None or outlet.text.casefold() != name.casefold():
            self._set("agency" if outlet else "outlet", name, where)

    def _read_signature(self, at: int, name: str) -> bool:
        outlet, where = self.article.outlet, f"the last line, paragraph {at}"
        if self._is_outlet(name):
            self._set("outlet", name, where)
            self._skip(at, "The signature of the outlet.")
            return True
        if (outlet and outlet.text.casefold() != name.casefold()) or self.article.author or len(name.split()) < 2:
            return False
        self._set("author", name, where)
        self._skip(at, "The name at the end; used for the author of this source.")
        return True

    def _read_date(self, at: int, line: str) -> bool:
        """A line that is a date, perhaps with the name of an outlet or a byline."""
        collected = patterns.COLLECTED.match(line)
        label = collected or patterns.PUBLISHED.match(line)
        day_and_rest = find_day(line[label.end() :] if label else line)
        if not day_and_rest:
            return self._read_no_date(at, line, is_labelled=label is not None)
        day, rest = day_and_rest
        if patterns.UPDATED.match(line):
            self.article.open.append(f"Paragraph {at} has the day of a change, {day}, not of publication.")
            self._skip(at, "The line of the last change.")
            return True
        byline = patterns.BYLINE.search(rest)
        name = (rest[: byline.start()] if byline else rest).strip(" ,.|–—-·:")
        is_name = re.fullmatch(patterns.NAME, name) is not None
        if not label and name and not is_name:
            return False
        if not self.article.date:
            why = ", which seems to have been added by a collector, has the date." if collected else " has the date."
            self.article.date = Dated(day, "stamped" if collected else "stated", f"Paragraph {at}{why}")
        self._skip(at, "What seems to be a collector’s stamp; used for the date." if collected else "The date line.")
        if is_name:
            self._read_name_beside_date(at, name)
        if byline:
            self._read_byline(at, rest, anywhere=True)
        return True

    def _read_name_beside_date(self, at: int, name: str) -> None:
        """A name beside a date: an outlet, if known or with a word typical of outlets.

        Else it may be a place.
        """
        if self._is_known_outlet(name) or patterns.OF_OUTLETS.search(name):
            self._set("outlet", name, f"the date line, paragraph {at}")
        elif not self.names.find(name):
            self.article.open.append(f"The date line, paragraph {at}, has “{name}”: a place, or the outlet?")

    def _read_no_date(self, at: int, line: str, *, is_labelled: bool) -> bool:
        """A line without a day that can be read.

        With a label of dates and digits it is skipped all the same.
        """
        if doubtful := ambiguous_date(line):
            self.article.open.append(f"Paragraph {at} has the date {doubtful}: which is the day, which the month?")
        elif is_labelled and re.search(r"\d", line):
            self.article.open.append(f"Paragraph {at} should have a date, but has none that is a day of the calendar.")
            self._skip(at, "A date line without a date that can be read.")
            return True
        return False

    def _read_byline(self, at: int, line: str, *, anywhere: bool = False) -> bool:
        """A byline of a person, or the credit of an outlet."""
        byline = patterns.BYLINE.search(line)
        if not byline or (byline.start() > 0 and not anywhere):
            return False
        if self._is_outlet(byline["name"]):
            self._set("outlet", byline["name"], f"the credit in paragraph {at}")
            self._skip(at, "The credit to the outlet.")
        else:
            self._set("author", byline["name"], f"the byline, paragraph {at}")
            self._skip(at, "The byline; used for the author of this source.")
        return True

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
        if field == "author":
            self.article.authors = self.article.authors or [Extract(text, where)]
        elif getattr(self.article, field) is None:
            setattr(self.article, field, Extract(text, where))

    def _skip(self, at: int, why: str) -> None:
        before = self.article.skip.get(at)
        self.article.skip[at] = f"{before} {why}" if before and before != why else why


def _is_sentence(line: str) -> bool:
    return re.search(r"[.!…;:,][”\"’')]*\Z", line) is not None
