"""Prose converted to HTML, with unresolved marks in place of links and citations."""

import re
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from sourcebook.model.blocks import Alignment, Block
from sourcebook.model.marks import CLOSE, TOKEN, Ref

NOTHING = Alignment()
_DIGIT = re.compile(r"\d")


class Heading(Struct, frozen=True, array_like=True):
    """A heading in the body of a page.

    `id`: its anchor, begins with `h-` and is unique on the page; `level`: 2 to 4.
    """

    id: str
    text: str
    level: int


class Outline(Struct, frozen=True):
    """Excerpt of a body that other pages and rules read without fetching the body.

    `refs`: its marks, in text order; `digits`: True if a sentence has a digit.
    """

    refs: tuple[Ref, ...] = ()
    digits: bool = False


@dataclass(frozen=True)
class Prose:
    """Body of a page: sanitised HTML in pieces, with a `Ref` in place of each mark.

    `opening`: first sentence of the first paragraph, in pieces. `alignment`: the same text as blocks and sentences, for
    the rules; pages are rendered without it.
    """

    parts: tuple[str | Ref, ...] = ()
    headings: tuple[Heading, ...] = ()
    opening: tuple[str | Ref, ...] = ()
    alignment: Alignment = NOTHING

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Paragraphs, list items, rows and the like, in text order."""
        return self.alignment.blocks

    @cached_property
    def outline(self) -> Outline:
        """Excerpt of the body for other pages and rules."""
        refs = tuple(part for part in self.parts if isinstance(part, Ref) and part.names)
        texts = [ref.label for ref in refs if ref.label]
        texts += [TOKEN.sub("", text) if CLOSE in text else text for _, text in self.alignment.raw]
        return Outline(refs, _has_digits(" ".join(texts)))

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Marks (links and citations) of the body, in text order."""
        return self.outline.refs


def _has_digits(text: str) -> bool:
    """True if a text has a digit of any script.

    In ASCII, ten substring searches are faster than one pattern.
    """
    if text.isascii():
        return any(map(text.__contains__, "0123456789"))
    return _DIGIT.search(text) is not None
