"""Python-Markdown set up as our dialect: tables and sane lists, headings with ids, nothing that runs."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from sourcebook.model.prose import Heading
from sourcebook.prose.marks import TOKEN

_HEADING = re.compile(r"h([1-6])\Z")


@dataclass
class Converted:
    """What one run of Markdown made, besides its HTML. Tokens are by number, `refused` by what was written."""

    html: str = ""
    headings: list[Heading] = field(default_factory=list)
    levels_refused: list[tuple[int, str]] = field(default_factory=list)
    in_code: set[int] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)


class _Survey(Treeprocessor):
    """Walks the finished tree once: ids on headings, classes for alignment, a list of what to look at."""

    found = Converted()

    def run(self, root: Element) -> None:
        used: dict[str, int] = {}
        for element in root.iter():
            heading = _HEADING.match(element.tag)
            if heading:
                self._heading(element, int(heading[1]), used)
            elif element.tag == "a":
                self.found.addresses.append(element.get("href", ""))
            elif element.tag == "img":
                self.found.pictures.append(element.get("src", ""))
            elif element.tag == "code":
                self.found.in_code |= {int(number) for number in TOKEN.findall("".join(element.itertext()))}
            elif element.tag in ("td", "th"):
                _align(element)

    def _heading(self, element: Element, level: int, used: dict[str, int]) -> None:
        text = " ".join("".join(_texts(element)).split())
        if not 2 <= level <= 4:
            self.found.levels_refused.append((level, text))
        slug = slugify(text)
        used[slug] = used.get(slug, 0) + 1
        name = f"h-{slug}" if used[slug] == 1 else f"h-{slug}-{used[slug]}"
        element.set("id", name)
        self.found.headings.append(Heading(name, text, level))


def _texts(element: Element) -> Iterator[str]:
    for text in element.itertext():
        yield TOKEN.sub("", text)


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


def convert(text: str) -> Converted:
    """Run Markdown over text whose marks are tokens. RecursionError where it nests too deep."""
    survey = _Survey()
    survey.found = found = Converted()
    engine = markdown.Markdown(
        extensions=[TableExtension(use_align_attribute=True), SaneListExtension()], output_format="html"
    )
    engine.treeprocessors.register(survey, "survey", 5)
    found.html = engine.convert(text)
    found.raw = [piece for piece in engine.htmlStash.rawHtmlBlocks if isinstance(piece, str)]
    return found
