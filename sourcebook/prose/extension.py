"""The dialect as an extension of Python-Markdown."""

import re
import string
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension, DefListIndentProcessor
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import (
    AUTOMAIL_RE,
    BACKTICK_RE,
    REFERENCE_RE,
    AutolinkInlineProcessor,
    AutomailInlineProcessor,
    BacktickInlineProcessor,
    EscapeInlineProcessor,
    ReferenceInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.util import ETX, STX, AtomicString

from sourcebook.prose.addresses import BareAddresses
from sourcebook.prose.emphasis import flank_delimiters
from sourcebook.prose.fences import FenceBlocks, FenceStash, IndentedCode
from sourcebook.prose.footnotes import Footnotes
from sourcebook.prose.lines import Definitions, Headings, Paragraphs, Rules, interrupts
from sourcebook.prose.lists import Lists
from sourcebook.prose.quotes import Quotes

_ESCAPED = re.compile(rf"{STX}([0-9]+){ETX}")
_AUTOLINK = r"<((?i:https?://|ftps?://|mailto:)[^<>\n]*)>"
_MAIL = AUTOMAIL_RE.replace("<> ", f"<> {STX}")
_BACKTICKS = re.compile("`+")


class Dialect(Extension):
    """Python-Markdown's tables and definition lists, and blocks by the rules of CommonMark."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the steps of the dialect in an engine."""
        TableExtension(use_align_attribute=True).extendMarkdown(md)
        DefListExtension().extendMarkdown(md)
        md.ESCAPED_CHARS = [*string.punctuation]
        stash = FenceStash(md)
        md.preprocessors.register(stash, "fences", 25)
        blocks, parser = md.parser.blockprocessors, md.parser
        for name in ("indent", "hashheader", "setextheader", "olist", "ulist"):
            blocks.deregister(name)
        blocks.register(_Defined(parser), "defindent", 85)
        blocks.register(Footnotes(parser), "footnotes", 81)
        blocks.register(IndentedCode(parser), "code", 80)
        blocks.register(FenceBlocks(md, stash), "fence", 79)
        blocks.register(Headings(parser), "heading", 78)
        blocks.register(Rules(parser), "hr", 77)
        blocks.register(Lists(parser), "list", 76)
        blocks.register(Quotes(parser), "quote", 75.5)
        blocks.register(_Tables(parser, {"use_align_attribute": True}), "table", 75)
        blocks.register(Paragraphs(parser), "lines", 60)
        blocks.register(Definitions(parser), "reference", 15)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 185)
        md.inlinePatterns.register(_Escapes(r"\\(.)", md), "escape", 180)
        md.inlinePatterns.register(_Code(BACKTICK_RE), "backtick", 190)
        md.inlinePatterns.register(_References(REFERENCE_RE, md), "reference", 170)
        md.inlinePatterns.register(_Autolinks(_AUTOLINK, md), "autolink", 120)
        md.inlinePatterns.register(AutomailInlineProcessor(_MAIL, md), "automail", 110)
        md.inlinePatterns.register(BareAddresses(md), "bare_address", 85)
        flank_delimiters(md)


class _Defined(DefListIndentProcessor):
    """Indented blocks of definitions; those of lists belong to `Lists`."""

    ITEM_TYPES = ["dd"]  # noqa: RUF012
    LIST_TYPES = ["dl"]  # noqa: RUF012


class _Tables(TableProcessor):
    """Tables, which end where another block begins."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a table of the lines before another block."""
        lines = blocks[0].split("\n")
        end = next((number for number in range(2, len(lines)) if interrupts(lines[number])), len(lines))
        blocks[:1] = ["\n".join(part) for part in (lines[:end], lines[end:]) if part]
        super().run(parent, blocks)


class _Code(BacktickInlineProcessor):
    """Code between as many backticks as it begins with."""

    def find_code_spans(self, start: int, text: str) -> tuple[int, int | None]:  # type: ignore[override]
        """Beginning and end of the code after backticks at `start`."""
        opening = _BACKTICKS.match(text, start)
        begin = opening.end() if opening else start
        length = begin - start
        return begin, next((m.start() for m in _BACKTICKS.finditer(text, begin) if len(m.group()) == length), None)


class _References(ReferenceInlineProcessor):
    """Links whose definition is named straight behind their words, without a space."""

    RE_LINK = re.compile(r"\[([^\]]*)\]")


class _Autolinks(AutolinkInlineProcessor):
    """Addresses between angle brackets, in which a backslash escapes nothing and is a sign of the address."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        address = _ESCAPED.sub(lambda escaped: f"\\{chr(int(escaped[1]))}", self.unescape(m[1]))
        link = Element("a", href=address.replace("\\", "%5C"))
        link.text = AtomicString(address)
        return link, m.start(), m.end()


class _Escapes(EscapeInlineProcessor):
    """Escaped signs; an ampersand is kept from being read as the beginning of a character reference."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | str | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        if m[1] == "&":
            return self.md.htmlStash.store("&amp;"), m.start(), m.end()
        return super().handleMatch(m, data)
