"""Survey of what a reader would see: signs of Markdown that were not understood, outside of code and escapes."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.util import ETX, STX

from sourcebook.prose.clean import refusals
from sourcebook.prose.signs import KINDS

_LEAVES = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd"))
_BLOCKS = _LEAVES | {"ul", "ol", "blockquote", "table", "thead", "tbody", "tr", "dl", "pre", "hr"}
_HIDDEN = "\0"
"""Stands for code and the rest of an address."""


class Leftover(NamedTuple):
    """Signs left in the text, with message and hint."""

    sign: str
    message: str
    hint: str


_ANY = re.compile("|".join(f"({kind.pattern})" for kind in KINDS), re.MULTILINE)
_SIGNS = re.compile(r"[*_`\[\]{}|~^<#$%=!?\ue003]|:[:a-z]|\n {4}")
_STASHED = re.compile(rf"{STX}[^{ETX}]*{ETX}|{_HIDDEN}")
_CONTEXT = re.compile(rf"[^\s{STX}{ETX}{_HIDDEN}\ue000-\ue003]*")
_TEXT = re.compile(r"<(code|pre)\b.*?</\1>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_TOUCHING = re.compile(r"\*(?=\S)|(?<=\S)\*")
_SHORT, _MOST = 4, 100
_CODE = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:.*\n)*?[ >]*(?P=fence)[`~]* *$"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n\n)[\s\S])+?(?<!`)(?P=ticks)(?!`)|\\[^\w\s]",
    re.MULTILINE,
)


def leftovers(root: Element) -> Iterator[Leftover]:
    """First signs of Markdown in the texts of a tree whose escapes are still marked as such."""
    return islice(_of_tree(root), _MOST)


def _of_tree(root: Element) -> Iterator[Leftover]:
    for element in root.iter():
        if element.tag in _LEAVES:
            text = _flat(element) if len(element) else element.text
            if text and _SIGNS.search(text):
                yield from _of_text(text)


def unclosed_fence(line: str) -> Leftover:
    """Line that begins fenced code which does not end."""
    sign = line.strip()
    hint = "end it with the same signs on a line of their own, within the same quotation or item"
    return Leftover(sign, f"'{sign}': this code does not end", hint)


def misplaced_fence(line: str) -> Leftover:
    """Line that begins fenced code where no block can stand."""
    sign = line.strip()
    return Leftover(sign, f"'{sign}': this is not read as code", "indent it as far as the text around it")


def odd_links(link: Element) -> Iterator[Leftover]:
    """A link without words, or one that holds another."""
    if not len(link) and not (link.text or "").strip():
        yield Leftover("[]", "'[]': this link has no words", "write them between the brackets, or delete the link")
    if link.find(".//a") is not None:
        sign = f"[{_STASHED.split(link.text or '')[0]}"
        yield Leftover(sign, f"'{sign}': a link within a link", "end the first link before the second begins")


def empty_heading(level: int) -> Leftover:
    """Signs of a heading that has no text."""
    sign = "#" * level
    return Leftover(sign, f"'{sign}': this heading has no text", "write its text behind the signs, or delete it")


def pattern_of(sign: str) -> str:
    """Pattern that finds a sign in the text as written, where it may contain code."""
    if not sign.strip("#"):
        return rf"^[^\w#\n]*{sign}[ #]*$|^[ -]+$"
    return ".{0,99}?".join(map(re.escape, sign.split("…")))


def leftovers_of_html(raw: str) -> Iterator[Leftover]:
    """Signs of Markdown in the texts of allowed raw HTML, in which Markdown is not read."""
    if not _SIGNS.search(raw) or refusals(raw):
        return iter(())
    return islice(_of_text(_TEXT.sub(_HIDDEN, raw)), _MOST)


def _of_text(text: str) -> Iterator[Leftover]:
    for match in _ANY.finditer(text):
        if _is_text(match, text):
            continue
        kind = KINDS[(match.lastindex or 1) - 1]
        context = _CONTEXT.match(text, match.end()) if len(match.group().strip()) < _SHORT else None
        sign = _STASHED.sub("…", match.group() + (context.group() if context else "")).strip()
        yield Leftover(sign, f"'{' '.join(sign.split())}': {kind.message}", kind.hint)


def _is_text(match: re.Match[str], text: str) -> bool:
    """True for the only asterisk that touches a word, behind it, and for a link whose first bracket is escaped."""
    if match.group() == "*" and text[match.start() - 1 : match.start()].isalnum():
        return len(_TOUCHING.findall(text)) == 1
    return match.group() == "](" and f"{STX}{ord('[')}{ETX}" in text


def _flat(element: Element) -> str:
    """Text of a block without the blocks within it, and without code and addresses."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS or child.tag == "br":
            pieces.append("\n")
        elif child.tag == "code":
            pieces.append(_HIDDEN)
        elif child.tag == "a" and "://" in (child.text or ""):
            pieces.append((child.text or "").partition("//")[0] + _HIDDEN)
        else:
            pieces.append(_flat(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def without_code(text: str) -> str:
    """Text of the same length whose code and escaped signs are blanked."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
