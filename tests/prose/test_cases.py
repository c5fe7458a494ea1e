"""The dialect by example: `cases/*.md` hold a title, a text, and what becomes of it.

A line `. NAME` opens a block, a line `.` ends the case. `. text` is what somebody writes; of the other blocks a case
gives those that it is about: `html` with holes in braces, `headings`, `sentences` by kind of block, `places` of words
as line:column, `problems`. A case that lists no problems has none.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from sourcebook.model.blocks import Sentence
from sourcebook.model.marks import Ref
from sourcebook.model.problem import Problem
from sourcebook.model.prose import Prose
from sourcebook.prose.write import to_prose

FILES = sorted((Path(__file__).parent / "cases").glob("*.md"))


class Case(NamedTuple):
    title: str
    blocks: dict[str, str]


def read_cases(file: Path) -> Iterator[Case]:
    title: list[str] = []
    blocks: dict[str, list[str]] = {}
    for line in file.read_text("utf-8").splitlines():
        if line == ".":
            yield Case(" ".join(title).strip(), {name: "\n".join(lines) for name, lines in blocks.items()})
            title, blocks = [], {}
        elif line.startswith(". "):
            blocks[line.removeprefix(". ")] = []
        else:
            (list(blocks.values())[-1] if blocks else title).append(line)


CASES = [pytest.param(case, id=f"{file.stem}: {case.title}") for file in FILES for case in read_cases(file)]


@pytest.mark.parametrize("case", CASES)
def test_becomes_what_the_case_says(case: Case) -> None:
    prose, problems = to_prose("a.md", case.blocks["text"], 1)
    shown = {name: SHOW[name](prose, problems) for name in ("problems", *case.blocks) if name != "text"}
    expected = {"problems": "", **case.blocks}
    del expected["text"]
    assert shown == expected


def test_every_case_says_something_of_its_text() -> None:
    cases = [case for file in FILES for case in read_cases(file)]
    assert len(cases) > 50
    assert [case.title for case in cases if len(case.blocks) < 2 or not case.title] == []


def mark(ref: Ref) -> str:
    label = f"|{ref.label}" if ref.label else ""
    return f"{{{ref.kind} {'; '.join(ref.targets)}{label}}}"


def show_html(prose: Prose, problems: list[Problem]) -> str:
    return "".join(part if isinstance(part, str) else mark(part) for part in prose.parts)


def show_headings(prose: Prose, problems: list[Problem]) -> str:
    return "\n".join(f"{heading.level} {heading.id} {heading.text}" for heading in prose.headings)


def show_sentences(prose: Prose, problems: list[Problem]) -> str:
    rows = [(block.kind, sentence) for block in prose.blocks for sentence in block.sentences]
    return "\n".join(f"{kind}: {show_pieces(sentence)}" for kind, sentence in rows)


def show_pieces(sentence: Sentence) -> str:
    return "".join(piece if isinstance(piece, str) else mark(piece) for piece in sentence.pieces)


def show_places(prose: Prose, problems: list[Problem]) -> str:
    sentences = [sentence for block in prose.blocks for sentence in block.sentences]
    return "\n".join(" ".join(words_of(sentence)) for sentence in sentences)


def words_of(sentence: Sentence) -> Iterator[str]:
    marks = set(mark_offsets(sentence))
    for offset, place in sentence.words:
        word = re.match(r"[^\W_]+", sentence.text[offset:])
        said = "{}" if offset in marks or not word else word.group()
        yield f"{said}@{place.line}:{place.column}"


def mark_offsets(sentence: Sentence) -> Iterator[int]:
    length = 0
    for piece in sentence.pieces:
        if isinstance(piece, Ref):
            yield length
        length += len(piece if isinstance(piece, str) else piece.label or "")


SHOW: dict[str, Callable[[Prose, list[Problem]], str]] = {
    "html": show_html,
    "headings": show_headings,
    "sentences": show_sentences,
    "places": show_places,
    "problems": lambda prose, problems: "\n".join(map(str, problems)),
}
