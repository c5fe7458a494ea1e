"""Alterations of a whole dossier at once: every figure, every citation, every field, each in its own place.

The rules judge each place by what is cited there, never by another figure; so all places can be altered together, and
each is caught or missed by itself.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sourcebook.build.read import read
from sourcebook.model.blocks import Block
from sourcebook.model.dates import Edtf
from sourcebook.model.dossier import Dossier, Page
from sourcebook.model.problem import Place, Problem
from sourcebook.model.reader import Reader
from sourcebook.model.values import Number
from sourcebook.rules import RULES
from sourcebook.rules.figures import figures
from tests.dossiers import examine

_OWN = re.compile(r"(?:^(?:title|summary|obtained|asks|unit): |^ +says: |\bscope: |\bwhy: )[\"']?|^  - (?=[\"A-Z])\"?")
_TARGET = re.compile(r"\[\[[^|\]]*|\[@[^\]]*\]")
_MARKUP = re.compile(r"\s*(?:(?:[-*+>]|#+|\d+\.)\s+|\|\s*)*")


class Edit(NamedTuple):
    """At a place of a file, `old` becomes `new`; caught where a problem of `code` tells of `new` in that line."""

    path: str
    place: Place
    old: str
    new: str
    code: str

    def is_told_by(self, problem: Problem) -> bool:
        here = (problem.path, problem.place.line, problem.code) == (self.path, self.place.line, self.code)
        return here and self.new.strip() in problem.message

    def __str__(self) -> str:
        return f"{self.path}: {self.old!r} to {self.new!r}"


def misses(folder: Path, edits: Iterable[Edit], to: Path) -> list[Edit]:
    """Of the edits, made all together in a copy of the dossier, those that no rule catches."""
    texts = {file.path: file.data.decode().split("\n") for file in read(folder)[0]}
    for edit in sorted(edits, reverse=True):
        line, column = texts[edit.path][edit.place.line - 1], edit.place.column - 1
        assert line.startswith(edit.old, column), f"{edit} does not fit '{line}'"
        texts[edit.path][edit.place.line - 1] = line[:column] + edit.new + line[column + len(edit.old) :]
    for path, lines in texts.items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_text("\n".join(lines), "utf-8")
    problems = examine(to).problems
    assert {problem.code for problem in problems} <= {rule.code for rule in RULES}, problems
    return [edit for edit in edits if not any(edit.is_told_by(problem) for problem in problems)]


def altered_figures(folder: Path, dossier: Reader, at: int) -> list[Edit]:
    """Every figure in prose that must be carried, with its digit number `at` (0 the first, -1 the last) another."""
    lines = lines_of(folder)
    return [
        _other_digit(page.entry.path, sentence.place(figure.start), lines[page.entry.path], figure.text, at, "NUMBER")
        for page, block in checked_blocks(dossier)
        for sentence in block.sentences
        for figure in {figure.start: figure for figure in figures(sentence.text)}.values()
    ]


def altered_claims(folder: Path, dossier: Dossier) -> list[Edit]:
    """Every figure in what a claim says, with its last digit another."""
    lines = lines_of(folder)
    said = [
        (
            dossier.pages[claim.key.page].entry,
            claim.key.id,
            {figure.text: None for figure in figures(claim.record.says)},
        )
        for claim in dossier.claims.values()
    ]
    return [
        _other_digit(entry.path, entry.place("claims", id_, "says"), lines[entry.path], text, -1, "DIGITS")
        for entry, id_, texts in said
        for text in texts
    ]


def altered_answers(folder: Path, dossier: Dossier) -> list[Edit]:
    """Every value in digits and every date of a claim, with its last digit another."""
    lines = lines_of(folder)
    found = []
    for claim in dossier.claims.values():
        entry = dossier.pages[claim.key.page].entry
        number = claim.record.value if isinstance(claim.value, Number | Edtf) else None
        fields = {"value": number, "when": claim.record.when, "due": claim.record.due}
        for name, value in fields.items():
            if value is not None and any(letter.isdigit() for letter in str(value)):
                place, code = entry.place("claims", claim.key.id, name), "ECHO" if name == "value" else "DATED"
                found.append(_other_digit(entry.path, place, lines[entry.path], str(value), -1, code))
    return found


def dropped_citations(folder: Path, dossier: Reader, number: int) -> list[Edit]:
    """Of every block, the citations of one sentence dropped: that which has, as `number` from 0, figures and some."""
    lines = lines_of(folder)
    found = []
    for page, block in checked_blocks(dossier):
        cites = [[ref for ref in sentence.refs if ref.kind == "cite"] for sentence in block.sentences]
        bearing = [marks for marks, each in zip(cites, block.sentences, strict=True) if marks and figures(each.text)]
        for ref in bearing[number] if number < len(bearing) else ():
            line = lines[page.entry.path][ref.place.line - 1]
            mark = line[ref.place.column - 1 : line.index("]", ref.place.column) + 1]
            found.append(Edit(page.entry.path, ref.place, mark, "", "NUMBER"))
    return found


def spoken_terms(folder: Path, forms: list[str]) -> list[Edit]:
    """A loaded term at the head of every field in which the record speaks, and of every line of its prose."""
    places = [(path, place) for path, lines in lines_of(folder).items() for place in _own_voice(lines)]
    return [
        Edit(path, place, "", f"{forms[number % len(forms)]} ", "TERM") for number, (path, place) in enumerate(places)
    ]


def checked_blocks(dossier: Reader) -> Iterator[tuple[Page, Block]]:
    """The blocks whose figures must be carried: of all pages but notes, all but headings and code."""
    for key in dossier.keys(""):
        for block in dossier.body(key).blocks if key.folder != "notes" else ():
            if block.kind not in ("heading", "code"):
                yield dossier.page(key), block


def lines_of(folder: Path) -> dict[str, list[str]]:
    """The lines of all pages of a dossier, by path."""
    return {file.path: file.data.decode().split("\n") for file in read(folder)[0] if file.path.endswith(".md")}


def _own_voice(lines: list[str]) -> Iterator[Place]:
    end = lines.index("---", 1)
    reading = False
    for number, line in enumerate(lines[:end], 1):
        reading = line == "readings:" or (reading and line.startswith(" "))
        for match in _OWN.finditer(line):
            if reading or not match.group().startswith("  - "):
                yield Place(number, match.end() + 1)
    for number, line in enumerate(lines[end + 1 :], end + 2):
        if line.strip() and not line.startswith(("|--", "    ")):
            yield Place(number, len(_MARKUP.match(line)[0]) + 1)  # type: ignore[index]  # it matches anything


def _other_digit(path: str, place: Place, lines: list[str], text: str, at: int, code: str) -> Edit:
    line = _TARGET.sub(lambda match: " " * len(match.group()), lines[place.line - 1])
    start = line.index(text, place.column - 1)
    digit = [match.start() for match in re.finditer(r"\d", text)][at]
    new = text[:digit] + str((int(text[digit]) + 1) % 10 or 1) + text[digit + 1 :]
    return Edit(path, Place(place.line, start + 1), text, new, code)
