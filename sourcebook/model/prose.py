"""Converted prose with holes where addresses and citations belong."""

import re
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from sourcebook.model.blocks import Alignment, Block
from sourcebook.model.marks import CLOSE, TOKEN, Ref

NOTHING = Alignment()
_DIGIT = re.compile(r"\d")


class Heading(Struct, frozen=True, array_like=True):
    """A heading of the body; `id` begins with `h-` and is unique on the page; `level` is 2 to 4."""

    id: str
    text: str
    level: int


class Outline(Struct, frozen=True):
    """What of a body is seen from other pages, and what says whether a rule has to look at it.

    `refs`: its marks; `marked`: its sentences that hold one, both in the order of the text; `digits`: whether any digit
    stands in its sentences.
    """

    refs: tuple[Ref, ...] = ()
    marked: tuple[tuple[str | Ref, ...], ...] = ()
    digits: bool = False


@dataclass(frozen=True)
class Prose:
    """HTML in pieces, clean, with a `Ref` wherever an address or a citation belongs.

    `opening` is the first sentence of its first paragraph. `alignment` has the same text as blocks and sentences, for
    linking and checking; pages are made without.
    """

    parts: tuple[str | Ref, ...] = ()
    headings: tuple[Heading, ...] = ()
    opening: tuple[str | Ref, ...] = ()
    alignment: Alignment = NOTHING

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.alignment.blocks

    @cached_property
    def outline(self) -> Outline:
        refs = tuple(part for part in self.parts if isinstance(part, Ref))
        texts = [ref.label for ref in refs if ref.label]
        texts += [TOKEN.sub("", text) if CLOSE in text else text for _, text in self.alignment.raw]
        digits = _has_digits(" ".join(texts))
        return Outline(refs, self.alignment.marked, digits)

    @property
    def refs(self) -> tuple[Ref, ...]:
        return self.outline.refs


def _has_digits(text: str) -> bool:
    """Whether a digit of any script stands in a text. To look for each of ten is faster than to look at each letter."""
    if text.isascii():
        return any(map(text.__contains__, "0123456789"))
    return _DIGIT.search(text) is not None
