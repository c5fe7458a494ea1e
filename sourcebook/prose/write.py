"""The door of this package: the Markdown of one file in, its `Prose` and what is wrong with it out."""

import re
from html import escape

from sourcebook.model.blocks import Alignment
from sourcebook.model.characters import REFERENCE, find_refused, referred
from sourcebook.model.marks import TOKEN, Ref
from sourcebook.model.problem import Place, Problem
from sourcebook.model.prose import Prose
from sourcebook.prose.blocks import raw_blocks
from sourcebook.prose.clean import clean, refusals, refused_address
from sourcebook.prose.dialect import Converted, convert
from sourcebook.prose.limits import beyond_limits
from sourcebook.prose.losses import losses
from sourcebook.prose.marks import Marked, take_marks


def to_prose(path: str, text: str, first_line: int) -> tuple[Prose, list[Problem]]:
    """Convert the body of a file. `first_line` is the file's line on which `text` begins.

    Marks become `Ref`s. Headings run from `##` to `####` and get ids beginning `h-`. Raw HTML, addresses and
    pictures that may not stand here are problems, and the HTML that is kept has passed the allow-list.
    """
    marked = take_marks(path, text, first_line)
    refused = beyond_limits(path, marked)
    if refused:
        return Prose(), [refused]
    try:
        found = convert(marked.text, lambda number, code: _said(number, marked, code))
    except RecursionError:
        return Prose(), [Problem(path, Place(first_line), "DEPTH", "this text nests too deep", "use fewer levels")]
    reporter = _Reporter(path, marked)
    problems = reporter.report(found)
    if problems:
        return Prose(), problems
    html = clean(found.html)
    problems = reporter.lost(found, html)
    if problems:
        return Prose(), problems
    marks = _stand_for(marked, found.in_code)
    parts = _parts(html, marks)
    problems = _lost(path, marked, marks, parts)
    alignment = Alignment(tuple(raw_blocks(html)), marks, marked.text, marked.source)
    return Prose(parts, tuple(found.headings), alignment.opening, alignment), problems


def _said(number: int, marked: Marked, code: bool) -> str:
    """A mark in the text of a heading: its label, or the name it links to; a citation is not said."""
    ref = marked.refs[number]
    if code or isinstance(ref, Problem):
        return marked.written[number]
    return ref.label or (ref.targets[0] if ref.kind == "link" else "")


_HTML_HINT = "use Markdown; see the guide for what HTML may stand"
_HEADINGS = r"^(?: {{0,3}}(?:[>*+-]|[0-9]+\.))* {{0,3}}#{{{level}}}(?!#)"
_ESCAPED = re.compile(REFERENCE.pattern.replace("#", r"\\?#", 1))
_UNDERLINED = r"^(?=[^\n]+\n {0,3}=+ *$)"


class _Reporter:
    """Turns what Markdown found into problems at the place where it was written."""

    def __init__(self, path: str, marked: Marked) -> None:
        self._path, self._marked = path, marked
        self._next: dict[str, int] = {}

    def report(self, found: Converted) -> list[Problem]:
        hidden = self._hidden(found.html)
        if hidden:
            return [hidden]
        marks = [ref for n, ref in enumerate(self._marked.refs) if isinstance(ref, Problem) and n not in found.in_code]
        return [
            *marks,
            *(self._unclosed(text) for text in found.unclosed),
            *(self._address(address) for address in found.addresses if self._refusal(address)),
            *(self._picture(address) for address in found.pictures),
            *(problem for raw in found.raw for problem in self._raw(raw)),
            *(self._level(level) for level in found.levels_refused),
        ]

    def lost(self, found: Converted, html: str) -> list[Problem]:
        """Words and tags that are not in the HTML that is left."""
        return [
            self._problem(self._marked.source.place(loss.offset), "HTML", loss.message, loss.hint)
            for loss in losses(self._marked.text, found, html)
        ]

    def _hidden(self, html: str) -> Problem | None:
        """A reference to a character that may not stand in a file as itself, such as those that tokens are made of."""
        if "&" not in html:
            return None
        shown = REFERENCE.sub(lambda match: referred(match.group()), TOKEN.sub("", html))
        refused = find_refused(shown)
        if refused is None:
            return None
        character, text = shown[refused[0]], self._marked.text
        written = (match for match in _ESCAPED.finditer(text) if character in referred(match.group().replace("\\", "")))
        match = next(written, None)
        place = self._marked.source.place(match.start() if match else 0)
        message = f"'{match.group() if match else '&'}' stands for {refused[1].partition(':')[0]}"
        return self._problem(place, "ENCODING", message, "delete it")

    def _unclosed(self, text: str) -> Problem:
        hint = "close it, or put a backslash before it"
        return self._problem(self._place(re.escape(text)), "MARK", f"the mark '{text}' does not close", hint)

    def _refusal(self, address: str) -> str | None:
        return "a mark stands inside an address" if TOKEN.search(address) else refused_address(address)

    def _address(self, address: str) -> Problem:
        hint = "write [[slug]] for a page of this site, https://… for another"
        return self._problem(self._address_place(address), "ADDRESS", self._refusal(address) or "", hint)

    def _picture(self, address: str) -> Problem:
        place, hint = self._address_place(address), "describe it, or cite where it is"
        return self._problem(place, "HTML", "a picture may not stand in prose", hint)

    def _raw(self, raw: str) -> list[Problem]:
        inside = [f"a mark inside {tag}" for tag in re.findall(r"<[^>]*>", raw) if TOKEN.search(tag)]
        refused = inside or refusals(raw)
        if not refused:
            return []
        place = self._place(re.escape(raw.split("\n", maxsplit=1)[0]))
        return [self._problem(place, "HTML", f"{what} is not allowed", _HTML_HINT) for what in refused]

    def _level(self, level: int) -> Problem:
        pattern = _HEADINGS.format(level=level) + (f"|{_UNDERLINED}" if level == 1 else "")
        message = f"a heading of level {level} may not stand here"
        return self._problem(self._place(pattern), "HEADING", message, "use ## to ####")

    def _address_place(self, address: str) -> Place:
        written = re.escape(address)
        link = rf"(?:(?<=\]\()|(?<=<)|(?<=\]: )){written}(?=[)>\s]|\Z)"
        return self._place(link if re.search(link, self._marked.text) else written)

    def _place(self, pattern: str) -> Place:
        """Place of the next match of a pattern; of the first where there are no more, as of an address used twice."""
        matcher, text = re.compile(pattern, re.MULTILINE), self._marked.text
        match = matcher.search(text, self._next.get(pattern, 0)) or matcher.search(text)
        self._next[pattern] = match.end() if match else 0
        return self._marked.source.place(match.start() if match else 0)

    def _problem(self, place: Place, code: str, message: str, hint: str) -> Problem:
        return Problem(self._path, place, code, self._marked.restore(message), hint)


def _stand_for(marked: Marked, in_code: set[int]) -> tuple[str | Ref, ...]:
    """What each token stands for: a mark in code or that cannot be read for itself."""
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
        Problem(path, mark.place, "MARK", f"'{marked.written[n]}' stands where no mark can", "move it into the text")
        for n, mark in enumerate(marks)
        if isinstance(mark, Ref) and id(mark) not in kept
    ]
