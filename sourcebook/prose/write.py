"""The door of this package: the Markdown of one file in, its `Prose` and what is wrong with it out."""

import re
from html import escape

from sourcebook.model.problem import Place, Problem
from sourcebook.model.prose import Heading, Prose, Ref
from sourcebook.prose.blocks import cut_blocks
from sourcebook.prose.clean import clean, refusals, refused_address
from sourcebook.prose.dialect import Converted, convert
from sourcebook.prose.marks import TOKEN, LineIndex, Marked, take_marks

MOST_BRACKETS = 400
"""Opening brackets in one paragraph; Python-Markdown's cost grows with their square."""

MOST_NESTING = 60
"""Block quotes and list levels within one another; Python-Markdown recurses over them."""

_DEEP = re.compile(rf"^(?:[ \t]*(?:>|[-*+]|[0-9]+\.)[ \t]*){{{MOST_NESTING}}}", re.MULTILINE)


def to_prose(path: str, text: str, first_line: int) -> tuple[Prose, list[Problem]]:
    """Convert the body of a file. `first_line` is the file's line on which `text` begins.

    Marks become `Ref`s. Headings run from `##` to `####` and get ids beginning `h-`. Raw HTML, addresses and
    pictures that may not stand here are problems, and the HTML that is kept has passed the allow-list.
    """
    lines = LineIndex(text, first_line)
    marked = take_marks(path, text, lines)
    too_much = _too_much(path, marked.text, lines)
    if too_much:
        return Prose(), [too_much]
    try:
        found = convert(marked.text)
    except RecursionError:
        return Prose(), [Problem(path, Place(first_line), "DEPTH", "this text nests too deep", "use fewer levels")]
    problems = _Reporter(path, marked, lines).report(found)
    if problems:
        return Prose(), problems
    html = clean(found.html)
    parts = _parts(html, marked, found.in_code)
    problems = _lost(path, marked, found.in_code, parts)
    blocks = cut_blocks(
        html, marked.text, lambda n: _stands_for(n, marked, found.in_code), lambda at: lines.place(marked.origin(at))
    )
    headings = tuple(Heading(h.id, marked.restore(h.text), h.level) for h in found.headings)
    return Prose(parts, headings, blocks), problems


def _too_much(path: str, text: str, lines: LineIndex) -> Problem | None:
    for chunk in re.finditer(r"(?:[^\n]+\n?)+", text):
        if chunk.group().count("[") > MOST_BRACKETS:
            place = lines.place(chunk.start())
            return Problem(path, place, "SIZE", f"over {MOST_BRACKETS} '[' in one paragraph", "split it")
    deep = _DEEP.search(text)
    if deep:
        return Problem(path, lines.place(deep.start()), "DEPTH", "this text nests too deep", "use fewer levels")
    return None


class _Reporter:
    """Turns what Markdown found into problems at the place where it was written."""

    def __init__(self, path: str, marked: Marked, lines: LineIndex) -> None:
        self._path, self._marked, self._lines = path, marked, lines

    def report(self, found: Converted) -> list[Problem]:
        problems = [
            ref for n, ref in enumerate(self._marked.refs) if isinstance(ref, Problem) and n not in found.in_code
        ]
        problems += [self._address(address) for address in found.addresses if self._refusal(address)]
        problems += [
            self._at(src, "HTML", "a picture may not stand in prose", "describe it, or cite where it is")
            for src in found.pictures
        ]
        problems += [
            self._at(raw, "HTML", f"{what} is not allowed", "use Markdown; see the guide for what HTML may stand")
            for raw in found.raw
            for what in self._raw_refusals(raw)
        ]
        problems += [
            self._at(text, "HEADING", f"a heading of level {level} may not stand here", "use ## to ####")
            for level, text in found.levels_refused
        ]
        return problems

    def _raw_refusals(self, raw: str) -> list[str]:
        inside = [f"a mark inside {tag}" for tag in re.findall(r"<[^>]*>", raw) if TOKEN.search(tag)]
        return inside or refusals(raw)

    def _refusal(self, address: str) -> str | None:
        return "a mark stands inside an address" if TOKEN.search(address) else refused_address(address)

    def _address(self, address: str) -> Problem:
        hint = "write [[slug]] for a page of this site, https://… for another"
        return self._at(address, "ADDRESS", self._refusal(address) or "", hint)

    def _at(self, written: str, code: str, message: str, hint: str) -> Problem:
        offset = self._marked.text.find(written.split("\n", maxsplit=1)[0]) if written else -1
        place = self._lines.place(self._marked.origin(max(offset, 0)))
        return Problem(self._path, place, code, self._marked.restore(message), hint)


def _stands_for(number: int, marked: Marked, in_code: set[int]) -> str | Ref:
    ref = marked.refs[number]
    return marked.written[number] if number in in_code or isinstance(ref, Problem) else ref


def _parts(html: str, marked: Marked, in_code: set[int]) -> tuple[str | Ref, ...]:
    parts: list[str | Ref] = []
    text: list[str] = []
    done = 0
    for match in TOKEN.finditer(html):
        text.append(html[done : match.start()])
        done = match.end()
        found = _stands_for(int(match[1]), marked, in_code)
        if isinstance(found, str):
            text.append(escape(found))
        else:
            parts += ["".join(text), found]
            text.clear()
    parts.append("".join([*text, html[done:]]))
    return tuple(part for part in parts if part != "")


def _lost(path: str, marked: Marked, in_code: set[int], parts: tuple[str | Ref, ...]) -> list[Problem]:
    kept = {id(part) for part in parts if isinstance(part, Ref)}
    return [
        Problem(path, ref.place, "MARK", f"'{marked.written[n]}' stands where no mark can", "move it into the text")
        for n, ref in enumerate(marked.refs)
        if isinstance(ref, Ref) and n not in in_code and id(ref) not in kept
    ]
