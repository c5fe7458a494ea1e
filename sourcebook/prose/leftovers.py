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


class Fault(NamedTuple):
    """A fault in the text: problem code, message and hint.

    `patterns` find it in the Markdown: the first one that matches; `in_code`: where this may be code too.
    """

    code: str
    patterns: tuple[str, ...]
    message: str
    hint: str
    in_code: bool = False


def leftover(sign: str, message: str, hint: str) -> Fault:
    """Signs of Markdown left in the text, where it may contain code."""
    is_fence = sign.startswith(("```", "~~~"))
    said = f"'{' '.join(sign.split())}': {message}"
    return Fault("MARKDOWN", (".{0,99}?".join(map(re.escape, sign.split("…"))),), said, hint, is_fence)


_ANY = re.compile("|".join(f"({kind.pattern})" for kind in KINDS), re.MULTILINE)
_SIGNS = re.compile(r"[*_`\[\]{}|~^<#$%=!?\ue003]|:[:a-z]|\n {4}")
_STASHED = re.compile(rf"{STX}[^{ETX}]*{ETX}|{_HIDDEN}")
_CONTEXT = re.compile(rf"[^\s{STX}{ETX}{_HIDDEN}\ue000-\ue003]*")
_TEXT = re.compile(r"<(code|pre)\b.*?</\1>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_TOUCHING = re.compile(r"\*(?=\S)|(?<=\S)\*")
_HASHED = re.compile(r"(#[^\W\d_]\w*)[^.!?:;,\n]*(?:\n|\Z)")
_SHORT, _MOST = 4, 100
_UNDERLINED = r"|^(?=[^\n]+\n {0,3}=+ *$)"
_CODE = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:.*\n)*?[ >]*(?P=fence)[`~]* *$"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n\n)[\s\S])+?(?<!`)(?P=ticks)(?!`)|\\[^\w\s]",
    re.MULTILINE,
)


def leftovers(root: Element) -> Iterator[Fault]:
    """First signs of Markdown in the texts of a tree whose escapes are still marked as such."""
    return islice(_of_tree(root), _MOST)


def _of_tree(root: Element) -> Iterator[Fault]:
    for element in root.iter():
        if element.tag in _LEAVES:
            text = _flat(element) if len(element) else element.text
            if text and _SIGNS.search(text):
                yield from _of_text(text)
                if (element.tag == "p" or "\n" in text) and (hashed := _HASHED.match(text)):
                    hint = "write ## with a space behind it for a heading; else put a backslash before it"
                    yield leftover(hashed[1], "this is not read as a heading", hint)


def odd_links(link: Element) -> Iterator[Fault]:
    """A link without words, or one that holds another."""
    if not len(link) and not (link.text or "").strip():
        yield leftover("[]", "this link has no words", "write them between the brackets, or delete the link")
    if link.find(".//a") is not None:
        sign = f"[{_STASHED.split(link.text or '')[0]}"
        yield leftover(sign, "a link within a link", "end the first link before the second begins")


def of_heading(level: int, text: str) -> Iterator[Fault]:
    """A heading of another level than those that a page may have, or without text."""
    sign = "#" * level
    if not 2 <= level <= 4:
        pattern = rf"^(?: {{0,3}}(?:[>*+-]|[0-9]+\.))* {{0,3}}{sign}(?!#)" + (_UNDERLINED if level == 1 else "")
        yield Fault("HEADING", (pattern,), f"a heading of level {level} is not allowed here", "use ## to ####", True)
    elif not text:
        hint = "write its text behind the signs, or delete it"
        pattern = rf"^[^\w#\n]*{sign}[ #]*$|^[ -]+$"
        yield Fault("MARKDOWN", (pattern,), f"'{sign}': this heading has no text", hint)


def leftovers_of_html(raw: str) -> Iterator[Fault]:
    """Signs of Markdown in the texts of allowed raw HTML, in which Markdown is not read."""
    if not _SIGNS.search(raw) or refusals(raw):
        return iter(())
    return islice(_of_text(_TEXT.sub(_HIDDEN, raw)), _MOST)


def _of_text(text: str) -> Iterator[Fault]:
    for match in _ANY.finditer(text):
        if _is_text(match, text):
            continue
        kind = KINDS[(match.lastindex or 1) - 1]
        context = _CONTEXT.match(text, match.end()) if len(match.group().strip()) < _SHORT else None
        sign = _STASHED.sub("…", match.group() + (context.group() if context else "")).strip()
        yield leftover(sign, kind.message, kind.hint)


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
