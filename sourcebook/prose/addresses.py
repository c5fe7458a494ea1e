"""Addresses that stand in the text by themselves, which become links."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX, AtomicString

from sourcebook.model.marks import SIGNS

_ADDRESS = rf"(?<![\w/@])https?://[^\s<>\"{STX}{ETX}{SIGNS}|“”„«»]+"
_TRAILING = "?!.,:;*_~'’‘…"
BARE = "://"
"""Sign that every bare address has."""


class BareAddresses(InlineProcessor):
    """Makes links of bare addresses, without the signs that end a sentence after them."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(_ADDRESS, md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        address = _trimmed(m.group())
        link = Element("a", href=address)
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)


def _trimmed(address: str) -> str:
    while True:
        if address.endswith((")", "]")):
            opening = "(" if address.endswith(")") else "["
            if address.count(opening) >= address.count(address[-1]):
                return address
        elif not address.endswith(tuple(_TRAILING)):
            return address
        address = address[:-1]
