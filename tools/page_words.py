"""Counts the words that readers meet on pages: those of <main> without endnotes and copies to take, by kind of page.

`python -m tools.page_words SITE` prints them. The page of the whole record, which is made for paper, is left out.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

WHOLE = "record"
UNREAD = "script, style, template, title, desc, .endnotes, .cite, .take"


def kind_of(path: str) -> str:
    """Kind of a page, by its path in the site: its folder, or its own name."""
    parts = path.split("/")
    return parts[0] if len(parts) == 3 else parts[0].removesuffix(".html") if len(parts) == 1 else f"/{parts[0]}/"


def count_page(html: str) -> int:
    """Number of words in <main>, without endnotes, citations and lone punctuation; 0 for a page that only leads on."""
    tree = LexborHTMLParser(html)
    for node in tree.css(UNREAD):
        node.decompose()
    main = tree.css_first("main")
    if main is None or tree.css_first("body.stub"):
        return 0
    return sum(any(map(str.isalnum, word)) for word in main.text(separator=" ").split())


def count_site(site: Path) -> Iterator[tuple[str, int]]:
    """Path and number of words of each page."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        if path.split("/")[0] != WHOLE and (words := count_page(file.read_text("utf-8"))):
            yield path, words


def main() -> int:
    words, pages = Counter[str](), Counter[str]()
    for path, count in count_site(Path(sys.argv[1])):
        words[kind_of(path)] += count
        pages[kind_of(path)] += 1
    for kind, count in words.most_common():
        print(f"{count:8,} words on {pages[kind]:3} pages, {count // pages[kind]:6,} each: {kind}")
    print(f"{words.total():8,} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
