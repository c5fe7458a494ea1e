"""Python-Markdown configured for the project's dialect, and a survey of its HTML."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from itertools import count
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX
from msgspec import Struct, field

from sourcebook.model.characters import REFERENCE, decode_reference
from sourcebook.model.marks import TOKEN
from sourcebook.model.prose import Heading
from sourcebook.prose.extension import Dialect
from sourcebook.prose.fast_inline import optimise
from sourcebook.prose.fences import HELD, FenceStash
from sourcebook.prose.leftovers import (
    Leftover,
    empty_heading,
    leftovers,
    leftovers_of_html,
    misplaced_fence,
    odd_links,
    unclosed_fence,
)

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNCLOSED = re.compile(rf"\[[\[@][^\n{STX}]{{0,40}}")

_TAG = re.compile(r"<[^>]*>")
_HELD = re.compile(
    rf"{STX}wzxhzdk:(?P<raw>[0-9]+){ETX}|{STX}(?P<escaped>[0-9]+){ETX}|{AMP_SUBSTITUTE}#(?P<obfuscated>[0-9]+);"
)
"""Placeholders of Python-Markdown for raw HTML, an escaped sign and a letter of an e-mail address."""

Say = Callable[[int, bool], str]


class Converted(Struct):
    """Result of a conversion: the HTML, and lists of what it contains or lost.

    `in_code`: numbers of tokens in code; `raw`: pieces of raw HTML; `unclosed`: beginnings of marks that do not close;
    `leftovers`: signs of Markdown in the text.
    """

    html: str = ""
    headings: list[Heading] = field(default_factory=list)
    levels_refused: list[int] = field(default_factory=list)
    in_code: set[int] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    titled: bool = False
    """True if a link has a title."""


class _Survey(Treeprocessor):
    """Sets ids of headings and classes of alignment, and fills a `Converted`."""

    result: Converted
    say: Say
    brackets: bool
    """True if the text has a bracket; else no mark can be unclosed."""

    def run(self, root: Element) -> None:
        used: set[str] = set()
        self.result.leftovers += leftovers(root)
        for element in root.iter():
            if self.brackets:
                texts = _prose_of(element)
                self.result.unclosed += [match.group() for text in texts if (match := _UNCLOSED.search(text))]
            tag = element.tag
            if tag in _HEADINGS:
                self._heading(element, int(tag[1]), used)
            elif tag == "a":
                self.result.addresses.append(self._address(element))
                self.result.titled |= "title" in element.attrib
                self.result.leftovers += odd_links(element)
            elif tag == "img":
                self.result.pictures.append(element.get("src", ""))
            elif tag == "code":
                self.result.in_code |= _numbers(element)
            elif tag in ("td", "th"):
                _align(element)

    def _heading(self, element: Element, level: int, used: set[str]) -> None:
        if not 2 <= level <= 4:
            self.result.levels_refused.append(level)
        code = {number for inner in element.iter("code") for number in _numbers(inner)}
        plain = TOKEN.sub(lambda match: self.say(int(match[1]), int(match[1]) in code), "".join(self._shown(element)))
        text = " ".join(plain.split())
        if not text:
            self.result.leftovers.append(empty_heading(level))
        name = _unused(f"h-{slugify(text)}", used)
        element.set("id", name)
        self.result.headings.append(Heading(name, text, level))

    def _shown(self, element: Element) -> Iterator[str]:
        """Text of an element as a reader sees it: without tags, escapes and references."""
        if element.tag == "code":
            yield unescape("".join(element.itertext()))
            return
        if element.tag == "br":
            yield " "
        yield _HELD.sub(self._held, element.text or "")
        for inner in element:
            yield from self._shown(inner)
            yield _HELD.sub(self._held, inner.tail or "")

    def _address(self, element: Element) -> str:
        """Target of a link, in which escaped signs are decoded, and letters of e-mail addresses."""
        address = element.get("href", "")
        if STX not in address:
            return address
        decoded = _HELD.sub(self._held, address)
        if AMP_SUBSTITUTE not in address:
            element.set("href", decoded)
        return decoded

    def _held(self, match: re.Match[str]) -> str:
        if match["raw"]:
            raw = str(self.md.htmlStash.rawHtmlBlocks[int(match["raw"])])
            return (
                " "
                if raw.startswith("<br")
                else REFERENCE.sub(lambda reference: decode_reference(reference.group()), _TAG.sub("", raw))
            )
        return chr(int(match["escaped"] or match["obfuscated"]))


def _prose_of(element: Element) -> Iterator[str]:
    """Texts of an element that are not code."""
    if element.text and element.tag != "code":
        yield element.text
    yield from (inner.tail for inner in element if inner.tail)


def _numbers(element: Element) -> set[int]:
    return {int(number) for number in TOKEN.findall("".join(element.itertext()))}


def _unused(name: str, used: set[str]) -> str:
    names = (name if n == 1 else f"{name}-{n}" for n in count(1))
    free = next(name for name in names if name not in used)
    used.add(free)
    return free


def _align(cell: Element) -> None:
    side = cell.attrib.pop("align", None)
    if side:
        cell.set("class", f"align-{side}")
    if cell.tag == "th":
        cell.set("scope", "col")


def slugify(text: str) -> str:
    """Make a slug of letters and digits of any script: `şuşa-2024` from `Şuşa, 2024`."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())
    return "-".join(words) or "section"


def convert(text: str, say: Say) -> Converted:
    """Convert Markdown in which marks are tokens to HTML.

    `say(number, in_code)` returns the text of a mark within a heading. Raises RecursionError for deep nesting.
    """
    engine, survey = _engine()
    result = Converted()
    survey.result, survey.say, survey.brackets = result, say, "[" in text
    engine.reset()
    try:
        result.html = engine.convert(text)
    except RecursionError:
        _engine.cache_clear()
        raise
    result.raw = [piece for piece in engine.htmlStash.rawHtmlBlocks if isinstance(piece, str)]
    result.leftovers += [leftover for piece in result.raw for leftover in leftovers_of_html(piece)]
    stash = engine.preprocessors["fences"]
    if isinstance(stash, FenceStash) and (stash.unclosed or HELD in result.html):
        result.leftovers = [*map(unclosed_fence, stash.unclosed), *map(misplaced_fence, stash.misplaced(result.html))]
    return result


@cache
def _engine() -> tuple[markdown.Markdown, _Survey]:
    """Engine and survey, created once and reset: creation takes as long as an article."""
    engine = markdown.Markdown(extensions=[Dialect()], output_format="html")
    optimise(engine)
    survey = _Survey(engine)
    engine.treeprocessors.register(survey, "survey", 5)
    return engine, survey
