"""Text that would vanish: the words of what was written compared with the words that a reader would see.

Markdown and the HTML parser drop text in silence: what stands in a tag without its `>`, cells beyond a table's head,
a definition that no link uses, a link's title. Tags are compared likewise, so that none is closed or dropped unseen.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from sourcebook.model.characters import REFERENCE, referred
from sourcebook.model.marks import CITE, CLOSE, LINK
from sourcebook.prose.clean import TAGS
from sourcebook.prose.dialect import Converted

_INLINE = frozenset("em strong b i cite q abbr sub sup bdi span code a".split())
_VOID = frozenset(("br", "hr"))
_ADDED = frozenset(("tbody",))
_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
_TAG = re.compile(
    rf"<(/?)({'|'.join(sorted(TAGS, key=len, reverse=True))})"
    rf"((?:\s+(?:lang|dir|href|title|start|class|id|scope)\s*=\s*{_VALUE})*)\s*/?>",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(
    r"\]\([ \t]*\n?[ \t]*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)(?:\s?\))?|\]\s?\[[^\[\]\n]*(?=\])"
)
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]*\]:[ ]*\n?[ ]*<?([^\s<>]+)>?", re.MULTILINE)
_NUMBER = re.compile(r"^(?:[ \t>*+-]*+[0-9]++\.(?=[ \t]))++", re.MULTILINE)
_NESTED = re.compile(rf"&(?:amp;)*({REFERENCE.pattern[1:]})")
_JOIN = "\x00"
"""Stands for a sign that does not part words, so that every offset stays what it was."""
_SIGNS = re.compile(r"[*_`\\\[\]]")
_LETTERS = rf"(?:[^\W_]|[{LINK}{CITE}{CLOSE}])+"
_WORD = re.compile(rf"{_LETTERS}(?:{_JOIN}+{_LETTERS})*")
_CUT = re.compile(rf"[{LINK}{CITE}][0-9]*\Z")
_LOSING = ("<", "|", "]:")
"""Besides a link's title, nothing without these signs makes Markdown or the HTML parser drop text [test_losses]."""
_CODE = re.compile(r"<code>[^<]*</code>")
_TYPED = re.compile(r"&lt;(!--|![A-Za-z\[]+|\?[A-Za-z]+|/[A-Za-z][A-Za-z0-9]*)")
_REACH = 50
_QUOTED = 40


class Loss(NamedTuple):
    """What would vanish, at an offset of the text, and what to do."""

    offset: int
    message: str
    hint: str


def losses(text: str, found: Converted, shown: str) -> list[Loss]:
    """What of a text in Markdown is not in the HTML to be `shown`: words, or where none are lost, a tag."""
    if not (found.titled or any(sign in text for sign in _LOSING)):
        return []
    lost = lost_words(text, shown, found.addresses)
    return lost or [*_printed(text, shown), *(lost_tag(text, found.html, shown) if found.raw else ())]


def lost_words(text: str, shown: str, addresses: Collection[str]) -> list[Loss]:
    """Each run of words of a text that is not among those of the HTML. `addresses` are those that links lead to."""
    plain = _DEFINITION.sub(lambda match: _blank(match) if match[1] in addresses else match.group(), text)
    written = _bare(_NUMBER.sub(_blank, plain))
    wanted, left = _words(written), _words(_bare(shown))
    missing = Counter(wanted) - Counter(left) if wanted != left else Counter[str]()
    return [_loss(text, *run) for run in _runs(written, left, missing)] if missing else []


def lost_tag(text: str, made: str, shown: str) -> list[Loss]:
    """The first tag that cleaning the HTML `made` of a text dropped, closed or opened, if there is one."""
    tags = list(_TAG.finditer(made))
    before, after = _counts(tags), _counts(_TAG.finditer(shown))
    if before == after:
        return []
    moved = next((tag for tag in tags if before[_named(tag)] != after[_named(tag)]), tags[0])
    tag, message, hint = _unpaired(tags) or (moved, "may not stand where it does", "see what is around it")
    place = len(_WORD.findall(_bare(made[: tag.start()])))
    words = [match.start() for match in _WORD.finditer(_bare(_NUMBER.sub(_blank, text)))]
    end = words[place] if place < len(words) else len(text)
    offset = max(text.rfind(tag.group(), 0, end), 0) or max(text.find(tag.group()), 0)
    return [Loss(offset, f"{tag.group()} {message}", hint)]


def _printed(text: str, shown: str) -> Iterator[Loss]:
    """The first comment, declaration or end tag that is shown as it was typed, since it does not end."""
    for match in _TYPED.finditer(_CODE.sub("", shown)):
        at = text.find(f"<{match[1]}")
        if at >= 0:
            yield Loss(at, f"<{match[1]} does not end", "end it with `>`, or write `&lt;` for the sign")
            return


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _bare(text: str) -> str:
    """Text of the same length without tags of the allow-list, signs of Markdown and what links lead to."""
    while True:
        before = text
        if "<" in text:
            text = _TAG.sub(_without_tag, text)
        if "&" in text:
            text = _NESTED.sub(lambda match: referred(f"&{match[1]}").ljust(len(match.group()), _JOIN), text)
        if text == before:
            break
    if "](" in text or "][" in text or "] [" in text:
        text = _LEADS_TO.sub(lambda match: _JOIN * len(match.group()), text)
    return _SIGNS.sub(_JOIN, text)


def _without_tag(match: re.Match[str]) -> str:
    return (_JOIN if match[2].lower() in _INLINE else "\n") * len(match.group())


def _words(text: str) -> list[str]:
    return re.findall(_LETTERS, text.replace(_JOIN, ""))


def _runs(written: str, left: list[str], missing: Counter[str]) -> Iterator[tuple[int, int]]:
    """Where each run of missing words begins and ends; of words that stand elsewhere too, those out of turn."""
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
    said = " ".join(text[begin:end].split())
    quoted = said if len(said) <= _QUOTED else f"{_CUT.sub('', said[:_QUOTED]).rstrip()}…"
    opening = re.search(r"</?\Z", text[:begin])
    if opening:
        hint = "end the tag with `>`, or write `&lt;` for the sign"
        return Loss(opening.start(), f"'{opening.group()}{quoted}' would not be shown", hint)
    hint = "write it in the text itself: a link's title, an unused definition and a cell too many are not shown"
    return Loss(begin, f"'{quoted}' would not be shown", hint)


def _named(tag: re.Match[str]) -> tuple[str, str]:
    return tag[1], tag[2].lower()


def _counts(tags: Iterable[re.Match[str]]) -> Counter[tuple[str, str]]:
    return Counter(name for name in map(_named, tags) if name[1] not in _ADDED)


def _unpaired(tags: list[re.Match[str]]) -> tuple[re.Match[str], str, str] | None:
    """The first tag without a partner within what is around it, what is wrong with it, and what to do."""
    opened: list[re.Match[str]] = []
    for tag in tags:
        name = tag[2].lower()
        if tag[1] and opened and opened[-1][2].lower() == name:
            opened.pop()
        elif tag[1] and all(other[2].lower() != name for other in opened):
            return tag, "closes nothing", "delete it, or open it in the same paragraph"
        elif tag[1]:
            break
        elif name not in _VOID:
            opened.append(tag)
    if not opened:
        return None
    return opened[-1], "is not closed where it stands", f"write </{opened[-1][2].lower()}> behind its text"
