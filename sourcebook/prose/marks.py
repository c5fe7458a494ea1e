"""Marks: `[[links]]` and `[@citations]`, taken out before Markdown runs and found again in what it made.

A mark becomes a token of private-use characters around its number, which no Markdown syntax touches; the gate
refuses those characters in what people write. The token keeps the mark safe from tables and emphasis.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from sourcebook.model.names import TARGET
from sourcebook.model.problem import Place, Problem
from sourcebook.model.prose import Ref

LINK, CITE, CLOSE = "\ue000", "\ue001", "\ue002"
TOKEN = re.compile(f"[{LINK}{CITE}]([0-9]+){CLOSE}")
_INSIDE = r"(?:[^\[\]\n]|\n(?!\s*\n))*"
_MARK = re.compile(rf"(?<!\\)(?:\[\[(?P<link>{_INSIDE})\]\]|\[@(?P<cite>{_INSIDE})\])")


class LineIndex:
    """Places of offsets in a text whose first line is line `first` of its file."""

    def __init__(self, text: str, first: int) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._first = first

    def place(self, offset: int) -> Place:
        row = bisect_right(self._starts, offset) - 1
        return Place(self._first + row, offset - self._starts[row] + 1)


@dataclass(frozen=True)
class Marked:
    """Text with tokens for its marks. `written` gives each mark as it stood, `refs` what it means or what is wrong.

    `starts` are the offsets of the tokens in `text`, `origins` those of the marks in the text as written.
    """

    text: str
    original: str
    written: tuple[str, ...]
    refs: tuple[Ref | Problem, ...]
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def restore(self, text: str) -> str:
        """Text with every token turned back into the mark as it was written."""
        return TOKEN.sub(lambda match: self.written[int(match[1])], text)

    def origin(self, offset: int) -> int:
        """Offset in the text as written of an offset in `text`."""
        before = bisect_right(self.starts, offset) - 1
        if before < 0:
            return offset
        token = len(f"{LINK}{before}{CLOSE}")
        past = offset - self.starts[before]
        return self.origins[before] + (0 if past < token else past - token + len(self.written[before]))


def take_marks(path: str, text: str, lines: LineIndex) -> Marked:
    """Replace every mark of `text` by a token; a mark that cannot be read becomes a `Problem` in its place."""
    pieces: list[str] = []
    written: list[str] = []
    refs: list[Ref | Problem] = []
    starts: list[int] = []
    origins: list[int] = []
    done = length = 0
    for match in _MARK.finditer(text):
        between = text[done : match.start()]
        token = f"{CITE if match['link'] is None else LINK}{len(written)}{CLOSE}"
        starts.append(length + len(between))
        origins.append(match.start())
        length += len(between) + len(token)
        pieces += [between, token]
        written.append(match.group())
        refs.append(_read_mark(path, match, lines.place(match.start())))
        done = match.end()
    out = "".join([*pieces, text[done:]])
    return Marked(out, text, tuple(written), tuple(refs), tuple(starts), tuple(origins))


def _read_mark(path: str, match: re.Match[str], place: Place) -> Ref | Problem:
    if match["link"] is not None:
        return _read_link(path, match, place)
    targets = tuple(" ".join(part.split()).removeprefix("@") for part in match["cite"].split(";"))
    for target in targets:
        found = TARGET.match(target)
        if not found or not (found["claim"] or found["paragraph"]):
            return Problem(
                path,
                place,
                "MARK",
                f"'{match.group()}' does not name a claim or a paragraph",
                "write [@source#claim], [@source p8] or [@a#x; @b#y]",
            )
    return Ref("cite", targets, None, place)


def _read_link(path: str, match: re.Match[str], place: Place) -> Ref | Problem:
    target, bar, label = match["link"].partition("|")
    found = TARGET.match(target.strip())
    if bar and not label.strip():
        return Problem(path, place, "MARK", f"'{match.group()}' has an empty label", "drop the bar or write words")
    if not found:
        hint = "write [[slug]], [[folder/slug]] or [[slug|words]]"
        return Problem(path, place, "MARK", f"'{match.group()}' does not name a page", hint)
    if found["paragraph"]:
        return Problem(path, place, "MARK", f"'{match.group()}' links a paragraph", "cite it: [@source p8]")
    return Ref("link", (target.strip(),), " ".join(label.split()) or None, place)
