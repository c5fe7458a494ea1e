"""Splits sanitised HTML into blocks of plain text."""

import re
from html import unescape

from sourcebook.model.blocks import BlockKind, Raw

_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "dt": "item", "dd": "item", "li": "item", "tr": "row", "pre": "code",
    "h2": "heading", "h3": "heading", "h4": "heading",
}  # fmt: skip
_AROUND: dict[str, BlockKind] = {"thead": "heading", "blockquote": "quotation"}
_TAG = re.compile(r"<(/?)([a-z0-9]+)(?:\s[^>\"]*(?:\"[^\"]*\"[^>\"]*)*)?>")
_TITLED = re.compile(r'<(a|abbr)(?: [a-z]+="[^"]*")*? title="([^"]*)"(?: [a-z]+="[^"]*")*>.*?(?=</\1>)', re.DOTALL)


def raw_blocks(html: str) -> list[Raw]:
    """Split sanitised HTML into blocks of plain text, in text order; titles of links and abbreviations in brackets.

    Only HTML that passed the allow-list is accepted, since tags are found by a pattern.
    """
    blocks: list[Raw] = []
    kinds: list[tuple[str, BlockKind]] = []
    text: list[str] = []

    def flush() -> None:
        words = " ".join("".join(text).split())
        text.clear()
        if words:
            blocks.append((kinds[-1][1] if kinds else "paragraph", words))

    first, *rest = _TAG.split(with_titles(html))
    text.append(unescape(first))
    for closes, tag, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if closes:
            if kinds and kinds[-1][0] == tag:
                flush()
                kinds.pop()
        elif tag in _KINDS:
            flush()
            kinds.append((tag, _kind(tag, kinds)))
        elif tag in _AROUND:
            kinds.append((tag, _AROUND[tag]))
        elif tag in ("td", "th", "br"):
            text.append(" ")
        text.append(unescape(after))
    flush()
    return blocks


def with_titles(html: str) -> str:
    """HTML in which the title of a link or an abbreviation stands behind its words, in brackets."""
    return _TITLED.sub(r"\g<0> (\2)", html) if " title=" in html else html


def _kind(tag: str, around: list[tuple[str, BlockKind]]) -> BlockKind:
    if not around:
        return _KINDS[tag]
    names = {name for name, _ in around}
    if tag == "tr" and "thead" in names:
        return "heading"
    return "quotation" if "blockquote" in names else _KINDS[tag]
