"""Clean HTML cut into blocks and sentences."""

import re
from collections.abc import Callable, Mapping
from html import unescape

from sourcebook.model.prose import CITE, CLOSE, TOKEN, Alignment, Block, BlockKind, Ref, Sentence, SourceMap

_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "dt": "item", "dd": "item", "li": "item", "tr": "row", "pre": "code",
    "h2": "heading", "h3": "heading", "h4": "heading",
}  # fmt: skip
_AROUND: dict[str, BlockKind] = {"thead": "heading", "blockquote": "quotation"}
_TAG = re.compile(r"<(/?)([a-z0-9]+)(?:\s[^>\"]*(?:\"[^\"]*\"[^>\"]*)*)?>")
_END = re.compile(rf"[.!?…][”’\")\]]*(?:\s*{CITE}[0-9]+{CLOSE})*(?:\s+(?!{CITE})|\Z)")
_SHORT = re.compile(r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|St|No|Nos|vs|cf|ca|art|vol|ed|eds|pp|etc))\.\Z")

Raw = tuple[BlockKind, str]


def cut_blocks(
    html: str, text: str, source: SourceMap, refs: Callable[[int], str | Ref], marks: int
) -> tuple[Block, ...]:
    """Blocks of clean HTML with tokens in it, in the order of the text.

    `text` is the Markdown it came from, with the same tokens, which `source` maps to the file; `refs` gives what each
    of the `marks` tokens stands for.
    """
    stands_for = {number: refs(number) for number in range(marks)}
    said = {number: len(_said(found)) for number, found in stands_for.items()}
    cut = [(kind, _split(kind, block)) for kind, block in _raw_blocks(html)]
    alignment = Alignment(tuple(part for _, parts in cut for part in parts), said, text, source)
    blocks: list[Block] = []
    number = 0
    for kind, parts in cut:
        numbered = enumerate(parts, start=number)
        blocks.append(Block(kind, tuple(Sentence(_pieces(part, stands_for), n, alignment) for n, part in numbered)))
        number += len(parts)
    return tuple(blocks)


def _said(found: str | Ref) -> str:
    return found if isinstance(found, str) else found.label or ""


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

    done = 0
    for match in _TAG.finditer(html):
        text.append(unescape(html[done : match.start()]))
        done = match.end()
        closes, tag = match.groups()
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
    text.append(unescape(html[done:]))
    flush()
    return blocks


def _kind(tag: str, around: list[tuple[str, BlockKind]]) -> BlockKind:
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
        rest = text[match.end() : match.end() + 1]
        if rest.islower() or _SHORT.search(text[start : match.start() + 1]):
            continue
        out.append(text[start : match.end()].rstrip())
        start = match.end()
    return [*out, text[start:]] if text[start:] else out


def _pieces(text: str, stands_for: Mapping[int, str | Ref]) -> tuple[str | Ref, ...]:
    """A sentence with what its tokens stand for in their places."""
    pieces: list[str | Ref] = []
    done = 0
    for match in TOKEN.finditer(text):
        pieces += [text[done : match.start()], stands_for[int(match[1])]]
        done = match.end()
    pieces.append(text[done:])
    return tuple(piece for piece in pieces if piece != "")
