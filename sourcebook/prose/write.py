"""Converts the Markdown of one file to `Prose`, and reports its problems."""

import re
from collections.abc import Iterable
from html import escape

from sourcebook.model.blocks import Alignment
from sourcebook.model.characters import REFERENCE, decode_reference, find_refused, find_unjoined
from sourcebook.model.marks import TOKEN, Ref
from sourcebook.model.problem import Place, Problem
from sourcebook.model.prose import Prose
from sourcebook.prose.blocks import raw_blocks
from sourcebook.prose.clean import clean
from sourcebook.prose.dialect import Converted, convert
from sourcebook.prose.footnotes import take_footnotes
from sourcebook.prose.leftovers import Fault, without_code
from sourcebook.prose.limits import beyond_limits
from sourcebook.prose.losses import losses
from sourcebook.prose.marks import Marked, take_marks


def to_prose(path: str, text: str, first_line: int) -> tuple[Prose, list[Problem]]:
    """Convert the Markdown body of a file. Returns it with its problems.

    `first_line`: its first line in the file. Marks become `Ref`s. Headings from `##` to `####` get ids that begin with
    `h-`. Forbidden HTML, addresses and pictures are problems. The HTML of the result has passed the allow-list. With
    problems, the prose may be empty.
    """
    marked = take_marks(path, text, first_line)
    refused = beyond_limits(path, marked)
    if refused:
        return Prose(), [refused]
    try:
        converted = convert(marked.text, lambda number, code: _in_heading(number, marked, code))
    except RecursionError:
        return Prose(), [Problem(path, Place(first_line), "DEPTH", "this text nests too deep", "use fewer levels")]
    reporter = _Reporter(path, marked)
    problems = reporter.report(converted)
    if problems:
        return Prose(), problems
    html = clean(converted.html)
    problems = reporter.lost(converted, html)
    if problems:
        return Prose(), problems
    noted = take_footnotes(html, _meanings(marked, converted.in_code))
    parts = _parts(noted.html, noted.marks)
    problems = [Problem(path, mark.place, "MARK", message, hint) for mark, message, hint in noted.faults]
    problems = problems or _lost(path, marked, noted.marks, parts)
    alignment = Alignment(tuple(raw_blocks(noted.plain)), noted.marks, marked.text, marked.source)
    return Prose(parts, tuple(converted.headings), alignment.opening, alignment), problems


def _in_heading(number: int, marked: Marked, code: bool) -> str:
    """Text of a mark in a heading: label or target of a link, nothing for a citation."""
    ref = marked.refs[number]
    if code or isinstance(ref, Problem):
        return marked.written[number]
    return ref.label or (ref.targets[0] if ref.kind == "link" else "")


_ESCAPED = re.compile(REFERENCE.pattern.replace("#", r"\\?#", 1))


class _Reporter:
    """Converts results of the conversion to problems with their places."""

    def __init__(self, path: str, marked: Marked) -> None:
        self._path, self._marked = path, marked
        self._next: dict[str, int] = {}

    def report(self, converted: Converted) -> list[Problem]:
        """Problems of marks, and of what must not or does not render."""
        hidden = self._hidden(converted.html)
        if hidden:
            return [hidden]
        marks = [
            ref for n, ref in enumerate(self._marked.refs) if isinstance(ref, Problem) and n not in converted.in_code
        ]
        return [*marks, *self._faults(converted.faults)]

    def lost(self, converted: Converted, html: str) -> list[Problem]:
        """Problems of words and tags that the sanitised HTML lacks."""
        return [
            self._problem(self._marked.source.place(loss.offset), "HTML", loss.message, loss.hint)
            for loss in losses(self._marked.text, converted, html)
        ]

    def _hidden(self, html: str) -> Problem | None:
        """Problem of a reference to a forbidden character, such as those of tokens."""
        if "&" not in html:
            return None
        shown = REFERENCE.sub(lambda match: decode_reference(match.group()), TOKEN.sub("", html))
        refused = find_refused(shown) or find_unjoined(shown)
        if refused is None:
            return None
        character, text = shown[refused[0]], self._marked.text
        references = ((match, match.group().replace("\\", "")) for match in _ESCAPED.finditer(text))
        match = next((match for match, written in references if character in decode_reference(written)), None)
        place = self._marked.source.place(match.start() if match else 0)
        message = f"'{match.group() if match else '&'}' stands for {refused[1].partition(':')[0]}"
        return self._problem(place, "ENCODING", message, "delete it")

    def _faults(self, faults: list[Fault]) -> Iterable[Problem]:
        """Problems of faults; of signs of Markdown, one of each kind on a line."""
        text = self._marked.text
        visible = text if all(fault.in_code for fault in faults) else without_code(text)
        problems: dict[object, Problem] = {}
        for number, fault in enumerate(faults):
            place = self._place(fault.patterns, text if fault.in_code else visible)
            problem = self._problem(place, fault.code, fault.message, fault.hint)
            problems[(place.line, fault.hint) if fault.code == "MARKDOWN" else number] = problem
        return problems.values()

    def _place(self, patterns: tuple[str, ...], text: str) -> Place:
        """Place of the next match of the first pattern that matches; of its first match if there are no more."""
        matchers = (re.compile(pattern, re.MULTILINE) for pattern in patterns)
        matcher = next((matcher for matcher in matchers if matcher.search(text)), None)
        if matcher is None:
            return self._marked.source.place(0)
        match = matcher.search(text, self._next.get(matcher.pattern, 0)) or matcher.search(text)
        assert match is not None
        self._next[matcher.pattern] = match.end()
        return self._marked.source.place(match.start())

    def _problem(self, place: Place, code: str, message: str, hint: str) -> Problem:
        return Problem(self._path, place, code, self._marked.restore(message), hint)


def _meanings(marked: Marked, in_code: set[int]) -> tuple[str | Ref, ...]:
    """Meaning of each token: a `Ref`, or the mark as written if in code or unreadable."""
    return tuple(
        marked.written[number] if number in in_code or isinstance(ref, Problem) else ref
        for number, ref in enumerate(marked.refs)
    )


def _parts(html: str, marks: tuple[str | Ref, ...]) -> tuple[str | Ref, ...]:
    pieces: list[str | Ref] = list(TOKEN.split(html))
    for index in range(1, len(pieces), 2):
        mark = marks[int(str(pieces[index]))]
        pieces[index] = escape(mark) if isinstance(mark, str) else mark
    parts: list[str | Ref] = [""]
    for piece in pieces:
        if isinstance(piece, str) and isinstance(parts[-1], str):
            parts[-1] += piece
        else:
            parts.append(piece)
    return tuple(part for part in parts if part != "")


def _lost(path: str, marked: Marked, marks: tuple[str | Ref, ...], parts: tuple[str | Ref, ...]) -> list[Problem]:
    kept = {id(part) for part in parts if isinstance(part, Ref)}
    return [
        Problem(
            path,
            mark.place,
            "MARK",
            f"'{marked.written[n]}' is in a place where no mark is possible",
            "move it into the text",
        )
        for n, mark in enumerate(marks)
        if isinstance(mark, Ref) and id(mark) not in kept
    ]
