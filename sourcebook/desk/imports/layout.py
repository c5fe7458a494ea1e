"""Paragraphs of texts that are laid out: hard-wrapped lines, Markdown with front matter; rows of tables."""

import csv
import re
from html import unescape
from itertools import pairwise

from sourcebook.desk.originals import paragraphs

_NARROWEST, _WIDEST = 40, 110
_FULL = 0.65
_ENDS = re.compile(r"[.!?…:;][”\"’')\]]*\Z")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w -]*):[ \t]*(?P<value>.*)\Z")
_MARKS = (
    (re.compile(r"!\[([^\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]"), r"\1"),
    (re.compile(r"(?<!\w)(\*\*\*|\*\*|\*|__|_|`)(?=\S)([^*_`]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\A(?:#{1,6}|>)\s+"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])"), r"\1"),
)


def unwrapped(text: str) -> list[str]:
    """Paragraphs of a text, with lines joined that were broken at a width.

    A line goes on in the next one if it is nearly as wide as the widest, and if no blank line, no indented line and no
    sentence's end in a shorter line stands between them.
    """
    lines = [line.rstrip() for line in text.replace("\f", "\n\n").splitlines()]
    width = max(map(len, lines), default=0)
    if not _NARROWEST <= width <= _WIDEST or not _is_wrapped(lines, width):
        return paragraphs(text)
    joined: list[str] = []
    before = ""
    for line in lines:
        is_next = (
            len(before) >= _FULL * width and line.strip() and not (line[:1].isspace() and not before[:1].isspace())
        )
        if is_next and not (len(before) < 0.85 * width and _ENDS.search(before)):
            joined[-1] += f" {line.strip()}"
        elif line.strip():
            joined.append(line.strip())
        before = line
    return joined


def _is_wrapped(lines: list[str], width: int) -> bool:
    """True if sentences go on from full lines to the next, in most places where two lines meet."""
    pairs = [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    broken = [line for line, _ in pairs if len(line) >= _FULL * width and not _ENDS.search(line)]
    return len(broken) > 1 and len(broken) * 2 > len(pairs)


def front_matter(text: str) -> tuple[dict[str, list[str]], str] | None:
    """Fields of front matter, each a list of texts by its lower-case name, and the text below; None without any."""
    match = _FRONT.match(text.replace("\r\n", "\n").lstrip("\ufeff"))
    if not match:
        return None
    fields: dict[str, list[str]] = {}
    name = ""
    for line in match[1].splitlines():
        field = _FIELD.match(line)
        if field:
            name, value = field["name"].strip().lower(), field["value"].strip()
            items = (
                value[1:-1].split(",")
                if value.startswith("[") and value.endswith("]") and "[[" not in value
                else [value]
            )
            fields[name] = [plain(item.strip(" \"'")) for item in items if item.strip(" \"'")]
        elif name and line.strip().startswith("- "):
            fields[name].append(plain(line.strip()[2:].strip(" \"'")))
    return fields, text.replace("\r\n", "\n").lstrip("\ufeff")[match.end() :]


def plain(line: str) -> str:
    """A line of Markdown as a reader sees it: without emphasis, addresses of links, and signs of headings."""
    for pattern, shown in _MARKS:
        line = pattern.sub(shown, line)
    return unescape(line).strip()


def rows(text: str) -> list[list[str]]:
    """Rows of a table that are not empty; the delimiter is the one that is most regular."""
    sample = text[:10_000]
    delimiter = max(",;\t|", key=lambda sign: min((line.count(sign) for line in paragraphs(sample)[:20]), default=0))
    table = csv.reader(text.splitlines(), delimiter=delimiter)
    return [cells for row in table if any(cells := [" ".join(cell.split()) for cell in row])]
