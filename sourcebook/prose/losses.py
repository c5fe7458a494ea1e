"""Detects text that conversion would lose, by comparing words before and after.

Markdown and the HTML parser drop text silently: a tag without its `>`, cells beyond the head of a table, a definition
that no link uses. Tags are compared too, so that none is closed or dropped silently.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from sourcebook.model.characters import REFERENCE, decode_reference
from sourcebook.model.marks import SIGNS
from sourcebook.prose.blocks import with_titles
from sourcebook.prose.clean import TAGS
from sourcebook.prose.dialect import Converted

_INLINE = frozenset("em strong b i cite q abbr sub sup bdi span a".split())
_VOID = frozenset(("br", "hr"))
_ADDED = frozenset(("tbody",))
_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
_TAG = re.compile(
    rf"<\x00*(/?)({'|'.join(sorted(TAGS, key=len, reverse=True))})"
    rf"((?:\s+(?:lang|dir|href|title|start|class|id|scope)\s*=\s*{_VALUE})*)\s*/?>",
    re.IGNORECASE,
)
"""A tag; where code shows one, its decoded `&lt;` is followed by _JOIN."""
_LEADS_TO = re.compile(
    r"\]\([ \t]*\n?[ \t]*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)(?:\s?\))?|\]\[[^\[\]\n\x00]*(?=\])"
)
_DEFINITION = re.compile(r"^[ >*+-]*\[[^\[\]\n]*\]:[ ]*\n?[ ]*<?([^\s<>]+)>?", re.MULTILINE)
_LANGUAGE = re.compile(r"(?<=```)[^`\n]+$|(?<=~~~)[^\n]+$", re.MULTILINE)
"""Name of a language behind the signs of fenced code."""
_NUMBER = re.compile(r"^(?:[ \t>*+-]*+[0-9]++[.)](?=[ \t]))++", re.MULTILINE)
_NESTED = re.compile(rf"&(?:amp;)*({REFERENCE.pattern[1:]})")
_JOIN = "\x00"
"""Replaces a sign that does not separate words, so that offsets stay the same."""
_PART = "\x01"
"""Replaces a tag that separates words; no blank, or a `<` before it and a `>` behind would be one tag."""
_SIGNS = re.compile(r"[*_\\\[\]]")
_LETTERS = rf"(?:[^\W_]|[{SIGNS}])+"
_WORD = re.compile(rf"{_LETTERS}(?:{_JOIN}+{_LETTERS})*")
_CUT = re.compile(rf"[{SIGNS}][0-9]*\Z")
_LOSING = ("<", "|", "]:")
"""Signs without which no text is lost [test_losses]."""
_CODE = re.compile(r"<code>[^<]*</code>")
_TYPED = re.compile(r"&lt;(!--|![A-Za-z\[]+|\?[A-Za-z]+|/[A-Za-z][A-Za-z0-9]*)")
_REACH = 50
_QUOTED = 40


class Loss(NamedTuple):
    """A loss of text at an offset in the Markdown, with message and hint."""

    offset: int
    message: str
    hint: str


def losses(text: str, converted: Converted, shown: str) -> list[Loss]:
    """List the words of a Markdown text that its sanitised HTML `shown` lacks.

    If there are none, a tag that was lost. `converted`: the HTML before it was sanitised.
    """
    if not (any(sign in text for sign in _LOSING)):
        return []
    lost = lost_words(text, shown, converted.addresses)
    return lost or [*_printed(text, shown), *(lost_tag(text, converted.html, shown) if converted.has_html else ())]


def lost_words(text: str, shown: str, addresses: Collection[str]) -> list[Loss]:
    """List the runs of words of a Markdown text that the HTML `shown` lacks.

    `addresses`: targets of links, whose definitions are not expected in the HTML.
    """
    plain = _DEFINITION.sub(lambda match: _blank(match) if match[1] in addresses else match.group(), text)
    written = _bare(_NUMBER.sub(_blank, _LANGUAGE.sub(_blank, plain)))
    wanted, left = _words(written), _words(_bare(with_titles(shown)))
    missing = Counter(wanted) - Counter(left) if wanted != left else Counter[str]()
    return [_loss(text, *run) for run in _runs(written, left, missing)] if missing else []


def lost_tag(text: str, made: str, shown: str) -> list[Loss]:
    """First tag of the HTML `made` that sanitising to `shown` removed or changed.

    Returns a list of one loss, or none. `text`: the Markdown.
    """
    tags = list(_TAG.finditer(made))
    before, after = _counts(tags), _counts(_TAG.finditer(shown))
    if before == after:
        return []
    moved = next((tag for tag in tags if before[_named(tag)] != after[_named(tag)]), tags[0])
    tag, message, hint = _unpaired(tags) or (moved, "is not allowed here", "check the tags around it")
    place = len(_WORD.findall(_bare(made[: tag.start()])))
    words = [match.start() for match in _WORD.finditer(_bare(_NUMBER.sub(_blank, text)))]
    end = words[place] if place < len(words) else len(text)
    offset = max(text.rfind(tag.group(), 0, end), 0) or max(text.find(tag.group()), 0)
    return [Loss(offset, f"{tag.group()} {message}", hint)]


def _printed(text: str, shown: str) -> Iterator[Loss]:
    """First comment, declaration or end tag that is shown as text since it lacks `>`."""
    for match in _TYPED.finditer(_CODE.sub("", shown)):
        at = text.find(f"<{match[1]}")
        if at >= 0:
            yield Loss(at, f"<{match[1]} does not end", "end it with `>`, or write `&lt;` for the sign")
            return


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _bare(text: str) -> str:
    """Text of the same length with tags, Markdown signs and link targets blanked."""
    while True:
        before = text
        if "<" in text:
            text = _TAG.sub(_without_tag, text)
        if "&" in text:
            text = _NESTED.sub(lambda match: decode_reference(f"&{match[1]}").ljust(len(match.group()), _JOIN), text)
        if text == before:
            break
    if "](" in text or "][" in text:
        text = _LEADS_TO.sub(lambda match: _JOIN * len(match.group()), text)
    return _SIGNS.sub(_JOIN, text)


def _without_tag(match: re.Match[str]) -> str:
    return (_JOIN if match[2].lower() in _INLINE else _PART) * len(match.group())


def _words(text: str) -> list[str]:
    return re.findall(_LETTERS, text.replace(_JOIN, ""))


def _runs(written: str, left: list[str], missing: Counter[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of missing words.

    Of words that occur elsewhere too, those out of order are taken as missing.
    """
    at, begin, end = 0, -1, -1
    for match in _WORD.finditer(written):
        word = match.group().replace(_JOIN, "")
        if at < len(left) and left[at] == word:
            at += 1
        elif missing[word]:
            missing[word] -= 1
            begin, end = match.start() if begin < 0 else begin, match.end()
            continue
        elif word in left[at : at + _REACH]:
            at = left.index(word, at) + 1
        if begin >= 0:
            yield begin, end
            begin = -1
    if begin >= 0:
        yield begin, end


def _loss(text: str, begin: int, end: int) -> Loss:
    words = " ".join(text[begin:end].split())
    quoted = words if len(words) <= _QUOTED else f"{_CUT.sub('', words[:_QUOTED]).rstrip()}…"
    opening = re.search(r"</?\Z", text[:begin])
    if opening:
        hint = "end the tag with `>`, or write `&lt;` for the sign"
        return Loss(opening.start(), f"'{opening.group()}{quoted}' would not be shown", hint)
    hint = "write it in the text itself: an unused definition and a cell too many are not shown"
    return Loss(begin, f"'{quoted}' would not be shown", hint)


def _named(tag: re.Match[str]) -> tuple[str, str]:
    return tag[1], tag[2].lower()


def _counts(tags: Iterable[re.Match[str]]) -> Counter[tuple[str, str]]:
    return Counter(name for name in map(_named, tags) if name[1] not in _ADDED)


def _unpaired(tags: list[re.Match[str]]) -> tuple[re.Match[str], str, str] | None:
    """First unpaired tag, with message and hint."""
    opened: list[re.Match[str]] = []
    for tag in tags:
        name = tag[2].lower()
        if tag[1] and opened and opened[-1][2].lower() == name:
            opened.pop()
        elif tag[1] and all(before[2].lower() != name for before in opened):
            return tag, "closes nothing", "delete it, or open it in the same paragraph"
        elif tag[1]:
            break
        elif name not in _VOID:
            opened.append(tag)
    if not opened:
        return None
    return opened[-1], "is not closed where it stands", f"write </{opened[-1][2].lower()}> behind its text"
