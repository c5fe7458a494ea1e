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
from sourcebook.prose.clean import cure_of_address, refusals, refused_address
from sourcebook.prose.extension import Dialect
from sourcebook.prose.fences import FenceStash
from sourcebook.prose.inline import optimise
from sourcebook.prose.leftovers import Fault, leftovers, leftovers_of_html, odd_links, of_heading

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAG = re.compile(r"<[^>]*>")
_HELD = re.compile(
    rf"{STX}wzxhzdk:(?P<raw>[0-9]+){ETX}|{STX}(?P<escaped>[0-9]+){ETX}|{AMP_SUBSTITUTE}#(?P<obfuscated>[0-9]+);"
)
"""Placeholders of Python-Markdown for raw HTML, an escaped sign and a letter of an e-mail address."""

_HTML_HINT = "use Markdown; docs/writing.md lists the HTML that may stand"

Say = Callable[[int, bool], str]


class Converted(Struct):
    """Result of a conversion: the HTML, with its headings and faults.

    `in_code`: numbers of tokens in code; `addresses`: targets of links; `has_html`: whether there is raw HTML.
    """

    html: str = ""
    headings: list[Heading] = field(default_factory=list)
    in_code: set[int] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    has_html: bool = False


class _Survey(Treeprocessor):
    """Sets ids of headings and classes of alignment, and fills a `Converted`."""

    result: Converted
    say: Say

    def run(self, root: Element) -> None:
        used: set[str] = set()
        faults = self.result.faults
        faults += leftovers(root)
        for element in root.iter():
            tag = element.tag
            if tag in _HEADINGS:
                self._heading(element, int(tag[1]), used)
            elif tag == "a":
                faults += [*self._address(element), *odd_links(element)]
            elif tag == "img":
                hint = "describe it, or cite where it is"
                where = _where(element.get("src", ""))
                faults.append(Fault("HTML", where, "pictures are not allowed in prose", hint, in_code=True))
            elif tag == "code":
                self.result.in_code |= _numbers(element)
            elif tag in ("td", "th"):
                _align(element)

    def _heading(self, element: Element, level: int, used: set[str]) -> None:
        code = {number for inner in element.iter("code") for number in _numbers(inner)}
        plain = TOKEN.sub(lambda match: self.say(int(match[1]), int(match[1]) in code), "".join(self._shown(element)))
        text = " ".join(plain.split())
        self.result.faults += of_heading(level, text)
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

    def _address(self, element: Element) -> Iterator[Fault]:
        """Decode escaped signs in the target and the title of a link; yield what refuses the target."""
        for name, value in element.items():
            if STX in value and AMP_SUBSTITUTE not in value:
                element.set(name, _HELD.sub(self._held, value))
        address = _HELD.sub(self._held, element.get("href", ""))
        self.result.addresses.append(address)
        if TOKEN.search(address + element.get("title", "")):
            hint = "put the mark in the text instead"
            yield Fault("ADDRESS", _where(address), "a mark is inside an address or a title", hint, in_code=True)
        elif refused := refused_address(address):
            yield Fault("ADDRESS", _where(address), refused, cure_of_address(address), in_code=True)

    def _held(self, match: re.Match[str]) -> str:
        if match["raw"]:
            raw = str(self.md.htmlStash.rawHtmlBlocks[int(match["raw"])])
            return (
                " "
                if raw.startswith("<br")
                else REFERENCE.sub(lambda reference: decode_reference(reference.group()), _TAG.sub("", raw))
            )
        return chr(int(match["escaped"] or match["obfuscated"]))


def _where(address: str) -> tuple[str, ...]:
    """Patterns that find an address: as the target of a link, in which signs may be escaped, or anywhere."""
    escaped = r"\\?".join(map(re.escape, address.removeprefix("mailto:")))
    written = (re.escape(address), escaped)
    return (*(rf"(?:(?<=\]\()|(?<=<)|(?<=\]: )){each}(?=[)>\s]|\Z)" for each in written), *written)


def _refused_html(raw: str) -> Iterator[Fault]:
    """A fault for what may not stand in a piece of raw HTML."""
    inside = [f"a mark inside {' '.join(tag.split())}" for tag in re.findall(r"<[^>]*>", raw) if TOKEN.search(tag)]
    parts = list(dict.fromkeys(inside or refusals(raw)))
    if parts:
        message = f"{' and '.join(parts)} {'is' if len(parts) == 1 else 'are'} not allowed"
        yield Fault("HTML", (re.escape(raw.partition("\n")[0]),), message, _HTML_HINT, in_code=True)


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
    survey.result, survey.say = result, say
    engine.reset()
    try:
        result.html = engine.convert(text)
    except RecursionError:
        _engine.cache_clear()
        raise
    raw = [piece for piece in engine.htmlStash.rawHtmlBlocks if isinstance(piece, str)]
    result.has_html = bool(raw)
    result.faults += [fault for piece in raw for fault in (*_refused_html(piece), *leftovers_of_html(piece))]
    stash = engine.preprocessors["fences"]
    assert isinstance(stash, FenceStash)
    result.faults = list(stash.faults(result.html)) or result.faults
    return result


@cache
def _engine() -> tuple[markdown.Markdown, _Survey]:
    """Engine and survey, created once and reset: creation takes as long as an article."""
    engine = markdown.Markdown(extensions=[Dialect()], output_format="html")
    optimise(engine)
    survey = _Survey(engine)
    engine.treeprocessors.register(survey, "survey", 5)
    return engine, survey
