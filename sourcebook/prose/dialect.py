"""Python-Markdown set up as our dialect: tables and sane lists, headings with ids, nothing that runs."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from itertools import count
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from msgspec import Struct, field

from sourcebook.model.marks import TOKEN
from sourcebook.model.prose import Heading
from sourcebook.prose.fast_inline import spare

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNCLOSED = re.compile(r"\[[\[@][^\n]{0,40}")

Say = Callable[[int, bool], str]


class Converted(Struct):
    """What one run of Markdown made, besides its HTML. Tokens are by number, `refused` by what was written."""

    html: str = ""
    headings: list[Heading] = field(default_factory=list)
    levels_refused: list[int] = field(default_factory=list)
    in_code: set[int] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)
    titled: bool = False
    """Whether a link has a title."""


class _Survey(Treeprocessor):
    """Walks the finished tree once: ids on headings, classes for alignment, a list of what to look at."""

    found: Converted
    say: Say
    brackets: bool
    """Whether there are any: else nothing can be unclosed."""

    def run(self, root: Element) -> None:
        used: set[str] = set()
        for element in root.iter():
            if self.brackets:
                texts = _prose_of(element)
                self.found.unclosed += [found.group() for text in texts if (found := _UNCLOSED.search(text))]
            tag = element.tag
            if tag in _HEADINGS:
                self._heading(element, int(tag[1]), used)
            elif tag == "a":
                self.found.addresses.append(_address(element))
                self.found.titled |= "title" in element.attrib
            elif tag == "img":
                self.found.pictures.append(element.get("src", ""))
            elif tag == "code":
                self.found.in_code |= _numbers(element)
            elif tag in ("td", "th"):
                _align(element)

    def _heading(self, element: Element, level: int, used: set[str]) -> None:
        if not 2 <= level <= 4:
            self.found.levels_refused.append(level)
        code = {number for inner in element.iter("code") for number in _numbers(inner)}
        said = TOKEN.sub(lambda match: self.say(int(match[1]), int(match[1]) in code), "".join(element.itertext()))
        text = " ".join(said.split())
        name = _unused(f"h-{slugify(text)}", used)
        element.set("id", name)
        self.found.headings.append(Heading(name, text, level))


def _prose_of(element: Element) -> Iterator[str]:
    """The texts of an element that are not code."""
    if element.text and element.tag != "code":
        yield element.text
    yield from (inner.tail for inner in element if inner.tail)


def _address(element: Element) -> str:
    """Where a link leads; Markdown writes e-mail addresses between `<` and `>` as references to characters."""
    address = element.get("href", "")
    return unescape(address.replace(AMP_SUBSTITUTE, "&")) if AMP_SUBSTITUTE in address else address


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
    """Letters and digits of any script, lower case, hyphens between: `Şuşa, 2024` gives `şuşa-2024`."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())
    return "-".join(words) or "section"


def convert(text: str, say: Say) -> Converted:
    """Run Markdown over text whose marks are tokens. RecursionError where it nests too deep.

    `say` gives the words that a token stands for in a heading's text, within code or not.
    """
    engine, survey = _engine()
    found = Converted()
    survey.found, survey.say, survey.brackets = found, say, "[" in text
    engine.reset()
    try:
        found.html = engine.convert(text)
    except RecursionError:
        _engine.cache_clear()
        raise
    found.raw = [piece for piece in engine.htmlStash.rawHtmlBlocks if isinstance(piece, str)]
    return found


@cache
def _engine() -> tuple[markdown.Markdown, _Survey]:
    """Made once and reset for each text: making one costs as much as converting an article."""
    engine = markdown.Markdown(
        extensions=[TableExtension(use_align_attribute=True), SaneListExtension()], output_format="html"
    )
    spare(engine)
    survey = _Survey()
    engine.treeprocessors.register(survey, "survey", 5)
    return engine, survey
