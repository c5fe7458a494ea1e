"""Clean HTML cut into blocks and sentences."""

import re
from html import unescape

from sourcebook.model.prose import CITE, CLOSE, Alignment, Block, BlockKind, Ref, SourceMap

_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "dt": "item", "dd": "item", "li": "item", "tr": "row", "pre": "code",
    "h2": "heading", "h3": "heading", "h4": "heading",
}  # fmt: skip
_AROUND: dict[str, BlockKind] = {"thead": "heading", "blockquote": "quotation"}
_TAG = re.compile(r"<(/?)([a-z0-9]+)(?:\s[^>\"]*(?:\"[^\"]*\"[^>\"]*)*)?>")
_END = re.compile(rf"[.!?…][”’\")\]]*(?:\s*{CITE}[0-9]+{CLOSE})*(?:\s+(?!{CITE})|\Z)")
_SHORT = re.compile(r"\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|St|No|Nos|vs|cf|ca|art|vol|ed|eds|pp|etc)\.\Z")
_LONGEST = len("etc")

Raw = tuple[BlockKind, str]


def cut_blocks(html: str, text: str, source: SourceMap, marks: tuple[str | Ref, ...]) -> tuple[Block, ...]:
    """Blocks of clean HTML with tokens in it, in the order of the text.

    `text` is the Markdown it came from, with the same tokens, which `source` maps to the file; `marks` has what each
    token stands for.
    """
    cut = [(kind, _split(kind, block)) for kind, block in _raw_blocks(html)]
    alignment = Alignment(tuple(part for _, parts in cut for part in parts), marks, text, source)
    blocks: list[Block] = []
    end = 0
    for kind, parts in cut:
        first, end = end, end + len(parts)
        blocks.append(Block(kind, first, end, alignment))
    return tuple(blocks)


def _raw_blocks(html: str) -> list[Raw]:
    """The texts of the blocks; the HTML has passed the allow-list, so its tags are well-formed."""
    blocks: list[Raw] = []
    kinds: list[tuple[str, BlockKind]] = []
    text: list[str] = []

    def flush() -> None:
        said = " ".join("".join(text).split())
        text.clear()
        if said:
            blocks.append((kinds[-1][1] if kinds else "paragraph", said))

    first, *rest = _TAG.split(html)
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


def _kind(tag: str, around: list[tuple[str, BlockKind]]) -> BlockKind:
    if not around:
        return _KINDS[tag]
    names = {name for name, _ in around}
    if tag == "tr" and "thead" in names:
        return "heading"
    return "quotation" if "blockquote" in names else _KINDS[tag]


def _split(kind: BlockKind, text: str) -> list[str]:
    """Sentences of a block; citations after a full stop belong to the sentence before. A row is one sentence."""
    if kind in ("row", "heading", "code"):
        return [text]
    out, start = [], 0
    for match in _END.finditer(text):
        at = match.start()
        rest = text[match.end() : match.end() + 1]
        if rest.islower() or _SHORT.search(text, max(start, at - _LONGEST), at + 1):
            continue
        out.append(text[start : match.end()].rstrip())
        start = match.end()
    return [*out, text[start:]] if text[start:] else out
