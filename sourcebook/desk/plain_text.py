"""A saved text: its stamps, byline, agency line, headline and debris told apart from what it reports."""

import re
from collections.abc import Iterator

from sourcebook.desk.dates_in_text import find_day, reads_either_way
from sourcebook.desk.directory import Directory
from sourcebook.desk.line_patterns import (
    BYLINE,
    COLLECTED,
    CREDIT,
    DATELINE,
    DEBRIS,
    NAME,
    OF_OUTLETS,
    PUBLISHED,
    REPORTS,
    SEVERAL,
    TOLD,
    UPDATED,
)
from sourcebook.desk.reading import Dated, Reading, Told

TOP = 6
_LINE = 100
_HEADLINE = 220
_FIRST = 3


def read_text(paragraphs: list[str], directory: Directory) -> Reading:
    """What the lines of a document that are not empty tell of it, each rule on its own; the rest is left open."""
    reading = Reading(paragraphs)
    told = _Teller(reading, directory)
    told.top()
    told.headline()
    told.agency()
    told.outlet()
    told.end()
    return reading


class _Teller:
    """Goes through the lines of a document and notes what it finds."""

    def __init__(self, reading: Reading, directory: Directory) -> None:
        self.reading = reading
        self.directory = directory
        self.lines = dict(enumerate(reading.paragraphs, 1))

    def top(self) -> None:
        """The lines above the text: stamps, bylines, dates, debris."""
        for at, line in list(self.lines.items())[:TOP]:
            if len(line) > _LINE:
                continue
            if SEVERAL.match(line):
                self._skip(at, "The byline.")
                self.reading.open.append(f"Paragraph {at} names several authors; `author` takes one page.")
            elif not self._dated(at, line) and not self._signed(at, line, line) and DEBRIS.match(line):
                self._skip(at, "Debris of the page it was saved from.")

    def headline(self) -> None:
        """The line above the byline or date that is no sentence, or else the first such line, if more follows."""
        found: list[tuple[int, str]] = []
        for at, line in list(self.lines.items())[:TOP]:
            if at in self.reading.skip:
                found = found[-1:]
            elif _is_sentence(line) or len(line) > _HEADLINE:
                break
            elif len(line.split()) > 1:
                found.append((at, line))
        for at, line in found[:1]:
            if not any(number > at and number not in self.reading.skip for number in self.lines):
                return
            self.reading.headline = Told(line.lstrip("# "), f"paragraph {at}")

    def agency(self) -> None:
        """Whose word the text repeats: an agency in its dateline, or in a line of its own."""
        for nth, (at, line) in enumerate(list(self._rest())):
            found = DATELINE.match(line) if nth < _FIRST else None
            credit = CREDIT.match(line)
            if found and not self.reading.agency:
                name = next(name for name in found.groups() if name)
                self.reading.agency = Told(name, f"the dateline of paragraph {at}")
            elif credit:
                self._skip(at, "The credit to the agency.")
                self.reading.agency = self.reading.agency or Told(credit["name"], f"the credit in paragraph {at}")

    def outlet(self) -> None:
        """A sentence that ends with who reports it."""
        for at, line in list(self._rest())[:4]:
            found = REPORTS.search(line)
            if found and found["agency"] and not self.reading.agency:
                self.reading.agency = Told(found["agency"].rstrip("."), f"the end of paragraph {at}")
            found = found or TOLD.search(line)
            if found and (found.re is REPORTS or self._is_known(found["outlet"])):
                self._reported(Told(found["outlet"].rstrip("."), f"the end of paragraph {at}"))

    def _reported(self, told: Told) -> None:
        """Who reports it is the outlet, or, where that is somebody else, whose report the text repeats."""
        outlet = self.reading.outlet
        if outlet is None:
            self.reading.outlet = told
        elif outlet.text.casefold() != told.text.casefold():
            self.reading.agency = self.reading.agency or told

    def end(self) -> None:
        """A last line that only signs the text, and debris below it."""
        for at, line in reversed(list(self._rest())[-3:]):
            name = line.strip(" .*—–-")
            if DEBRIS.match(line) and len(line) <= _LINE:
                self._skip(at, "Debris of the page it was saved from.")
            elif len(name.split()) <= 4 and re.fullmatch(NAME, name) and self._signs(at, name):
                continue
            else:
                return

    def _signs(self, at: int, name: str) -> bool:
        outlet = self.reading.outlet
        if outlet and outlet.text.casefold() != name.casefold() and not self._is_outlet(name):
            return False
        if self._is_outlet(name):
            self.reading.outlet = outlet or Told(name, f"the last line, paragraph {at}")
            self._skip(at, "The signature of the outlet.")
            return True
        if not self.reading.author and len(name.split()) > 1:
            self.reading.author = Told(name, f"the last line, paragraph {at}")
            self._skip(at, "The name at the end; used for the author of this source.")
            return True
        return False

    def _dated(self, at: int, line: str) -> bool:
        """A line that is a date, with the name of an outlet or a byline at most."""
        collected = COLLECTED.match(line)
        label = collected or PUBLISHED.match(line)
        found = find_day(line[label.end() :] if label else line)
        if not found:
            return self._undated(at, line, labelled=label is not None)
        if UPDATED.match(line):
            self.reading.open.append(f"Paragraph {at} has the day of a change, {found[0]}, not of publication.")
            self._skip(at, "The line of the last change.")
            return True
        day, rest = found
        byline = BYLINE.search(rest)
        name = (rest[: byline.start()] if byline else rest).strip(" ,.|–—-·:")
        if not label and name and not re.fullmatch(NAME, name):
            return False
        if not self.reading.date:
            self.reading.date = _date(day, at, collected is not None)
        self._skip(at, "What seems to be a collector’s stamp; used for the date." if collected else "The date line.")
        if name and re.fullmatch(NAME, name):
            self._beside_date(at, name)
        if byline:
            self._signed(at, line, rest)
        return True

    def _beside_date(self, at: int, name: str) -> None:
        """A name on the date line: an outlet's, if it is known or has a word of outlets; else it may be a place."""
        if self._is_known(name) or OF_OUTLETS.search(name):
            self.reading.outlet = self.reading.outlet or Told(name, f"the date line, paragraph {at}")
        elif not self.directory.who(name):
            self.reading.open.append(f"The date line, paragraph {at}, has “{name}”: a place, or the outlet?")

    def _undated(self, at: int, line: str, *, labelled: bool) -> bool:
        """A line without a day that can be told; one that says it has a date is no more than that."""
        doubtful = reads_either_way(line)
        if doubtful:
            self.reading.open.append(f"Paragraph {at} has the date {doubtful}: which is the day, which the month?")
        elif labelled and re.search(r"\d", line):
            self.reading.open.append(f"Paragraph {at} is to have a date, and has none that is a day of the calendar.")
            self._skip(at, "A date line without a date that can be read.")
            return True
        return False

    def _signed(self, at: int, line: str, rest: str) -> bool:
        """A byline: of a person, or the credit of an outlet."""
        found = BYLINE.search(rest)
        if not found or (line is rest and found.start() > 0):
            return False
        name = found["name"]
        if self._is_outlet(name):
            self.reading.outlet = self.reading.outlet or Told(name, f"the credit in paragraph {at}")
            self._skip(at, "The credit to the outlet.")
        else:
            self.reading.author = self.reading.author or Told(name, f"the byline, paragraph {at}")
            self._skip(at, "The byline; used for the author of this source.")
        return True

    def _is_outlet(self, name: str) -> bool:
        who = self.directory.who(name)
        if who:
            return who.folder == "organisations"
        return len(name.split()) == 1 or name.isupper() or OF_OUTLETS.search(name) is not None

    def _is_known(self, name: str) -> bool:
        who = self.directory.who(name)
        return who is not None and who.folder == "organisations"

    def _rest(self) -> Iterator[tuple[int, str]]:
        return ((at, line) for at, line in self.lines.items() if at not in self.reading.skip)

    def _skip(self, at: int, why: str) -> None:
        said = self.reading.skip.get(at)
        self.reading.skip[at] = f"{said} {why}" if said and said != why else why


def _is_sentence(line: str) -> bool:
    return re.search(r"[.!…;:,][”\"’')]*\Z", line) is not None


def _date(day: str, at: int, collected: bool) -> Dated:
    if collected:
        return Dated(day, "stamped", f"Paragraph {at}, which seems to have been added by a collector, has the date.")
    return Dated(day, "stated", f"Paragraph {at} has the date.")
