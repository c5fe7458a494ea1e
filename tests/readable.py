"""The main part of a page as plain text: what a reader reads, a block a line."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

BEFORE = {"h1": "\n# ", "h2": "\n## ", "h3": "\n### ", "h4": "\n#### ", "li": "\n- ", "dt": "\n", "q": "“"}
BEFORE |= dict.fromkeys(("p", "summary", "tr", "pre"), "\n")
AFTER = {"dt": ": ", "dd": "\n", "td": " | ", "th": " | ", "q": "”"}
AFTER |= dict.fromkeys(("h1", "h2", "h3", "h4", "p", "summary", "li", "tr", "pre"), "\n")
UNREAD = {"svg", "-comment"}


def readable(html: str) -> str:
    """Headings with `#`, items with `-`, citations in brackets; the rest as its words."""
    main = LexborHTMLParser(html).css_first("main")
    assert main is not None
    text = re.sub(r"\s*\n\s*", "\n", re.sub(r" {2,}", " ", _text(main)))
    return re.sub(r"\n(#+ )", r"\n\n\1", text.replace("\n-\n", "\n- ")).strip() + "\n"


def _text(node: LexborNode) -> str:
    if node.tag == "-text":
        return re.sub(r"\s+", " ", node.text_content or "")
    if node.tag in UNREAD:
        return ""
    inner = "".join(_text(child) for child in node.iter(include_text=True))
    if node.tag == "sup":
        return f"[{inner}]"
    return BEFORE.get(node.tag or "", "") + inner + AFTER.get(node.tag or "", "")
