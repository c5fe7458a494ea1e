"""Replaces marks, `[[links]]`, `[@citations]` and `[^footnotes]`, by tokens before Markdown runs.

A token is the number of the mark between private-use characters, which Markdown leaves alone and which are refused in
what people write. It protects the mark from tables and emphasis.
"""

import re
from itertools import accumulate

from msgspec import Struct

from sourcebook.model.blocks import SourceMap
from sourcebook.model.marks import CITE, CLOSE, LINK, NOTE, TOKEN, Ref
from sourcebook.model.names import TARGET
from sourcebook.model.problem import Place, Problem

_INSIDE = r"(?:[^\[\]\n]|\n(?!\s*\n))*"
# Begins with the bracket, since `re` searches a literal faster than a lookbehind.
_MARK = re.compile(rf"\[(?<!\\\[)(?:\[(?P<link>{_INSIDE})\]\]|@(?P<cite>{_INSIDE})\]|\^(?P<note>[^\[\]\s]+)\])")
_SIGN_OF = {"link": LINK, "cite": CITE, "note": NOTE}

_REFERENCE = re.compile(r"references/[a-z0-9-]+\Z")


class Marked(Struct, frozen=True):
    """Text in which marks are replaced by tokens, with the marks by number.

    `written`: marks as written; `refs`: marks as parsed, or their problems; `source`: maps offsets in `text` to the
    file.
    """

    text: str
    written: tuple[str, ...]
    refs: tuple[Ref | Problem, ...]
    source: SourceMap

    def restore(self, text: str) -> str:
        """Replace tokens in a text by their marks as written."""
        return TOKEN.sub(lambda match: self.written[int(match[1])], text)


def take_marks(path: str, text: str, first_line: int) -> Marked:
    """Replace the marks of a text by tokens. `first_line`: its first line in the file.

    A mark that cannot be parsed gives a `Problem` in place of a `Ref`.
    """
    matches = list(_MARK.finditer(text))
    tokens = [f"{_SIGN_OF[match.lastgroup or '']}{n}{CLOSE}" for n, match in enumerate(matches)]
    source = _map(text, first_line, matches, tokens)
    following = iter(tokens)
    refs = [_read_mark(path, match, source.place(at)) for match, at in zip(matches, source.starts, strict=True)]
    written = tuple(match.group() for match in matches)
    return Marked(_MARK.sub(lambda match: next(following), text), written, tuple(refs), source)


def _map(text: str, first_line: int, matches: list[re.Match[str]], tokens: list[str]) -> SourceMap:
    starts: list[int] = []
    shorter = 0
    for match, token in zip(matches, tokens, strict=True):
        starts.append(match.start() - shorter)
        shorter += len(match.group()) - len(token)
    return SourceMap(
        lines=tuple(accumulate((len(line) + 1 for line in text.split("\n")[:-1]), initial=0)),
        first=first_line,
        starts=tuple(starts),
        origins=tuple(match.start() for match in matches),
        tokens=tuple(map(len, tokens)),
        marks=tuple(len(match.group()) for match in matches),
    )


def _read_mark(path: str, match: re.Match[str], place: Place) -> Ref | Problem:
    if match["link"] is not None:
        return _read_link(path, match, place)
    if match["note"] is not None:
        return Ref("note", (match["note"],), None, place)
    targets = tuple(" ".join(part.split()).removeprefix("@") for part in match["cite"].split(";"))
    if all(_REFERENCE.match(target) for target in targets):
        return Ref("reference", tuple(target.partition("/")[2] for target in targets), None, place)
    for target in targets:
        name = TARGET.match(target)
        if not name or not (name["claim"] or name["paragraph"]):
            return Problem(
                path,
                place,
                "MARK",
                f"'{match.group()}' does not name a claim or a paragraph",
                "write [@source#claim], [@source p8] or [@a#x; @b#y]; in a note, [@references/id]",
            )
    return Ref("cite", targets, None, place)


def _read_link(path: str, match: re.Match[str], place: Place) -> Ref | Problem:
    target, bar, label = match["link"].partition("|")
    name = TARGET.match(target.strip())
    if bar and not label.strip():
        return Problem(path, place, "MARK", f"'{match.group()}' has an empty label", "drop the bar or write words")
    if not name:
        hint = "write [[slug]], [[folder/slug]] or [[slug|words]]"
        return Problem(path, place, "MARK", f"'{match.group()}' does not name a page", hint)
    if name["paragraph"]:
        return Problem(path, place, "MARK", f"'{match.group()}' links a paragraph", "cite it: [@source p8]")
    return Ref("link", (target.strip(),), " ".join(label.split()) or None, place)
