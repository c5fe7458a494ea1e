"""The corpus as a dossier: articles are plain pages, tags are topics, whose pages list what links to them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.corpus import Article, Corpus, Link, Tag
from bench.writers.files import quoted, write
from sourcebook.schema.encoding import MAX_LIST_BYTES

SITE = """\
title = "Things told of places"
tagline = "Invented articles to measure with"
language = "en"
address = "https://bench.example.org"
published = "2020-01-01"
navigation = ["topics", "a-z"]

[licence]
name = "CC0 1.0"
url = "https://creativecommons.org/publicdomain/zero/1.0/"
"""
HOME = """\
---
title: Things told of places
summary: Invented articles to measure with.
---
Every article is filed under its crafts, and all of them stand in the list from A to Z.
"""


def write_plain(corpus: Corpus, folder: Path) -> None:
    """A dossier without documents: nothing in it claims anything."""
    files = {f"pages/{article.slug}.md": page(article) for article in corpus.articles}
    files |= {f"topics/{tag.slug}.md": topic(tag) for tag in corpus.tags}
    files |= {"site.toml": SITE, "pages/home.md": HOME}
    write(folder, files | addresses(corpus, ()))


def page(article: Article, more: str = "") -> str:
    """The file of an article; `more` Markdown follows its text."""
    head = f"---\ntitle: {article.title}\nsummary: {quoted(article.summary)}\nchanged: {quoted(article.day)}\n---\n"
    filed = ", ".join(link(Link("tag", tag.slug, tag.title)) for tag in article.tags)
    return f"{head}{article.markdown(link)}{more}\nBy {article.author}; filed under {filed}.\n"


def topic(tag: Tag) -> str:
    """The file of a tag."""
    summary = f"What is told of {tag.title.lower()}."
    return f"---\ntitle: {tag.title}\nsummary: {summary}\n---\nAll that is filed here follows.\n"


def link(target: Link) -> str:
    """A link in our dialect of Markdown."""
    return f"[[{'pages' if target.kind == 'article' else 'topics'}/{target.slug}|{target.label}]]"


def addresses(corpus: Corpus, more: Iterable[str]) -> dict[str, str]:
    """The list of published addresses, which a dossier keeps; none where it would be larger than a file may be."""
    text = "\n".join(sorted([*_addresses(corpus), *more])) + "\n"
    return {"published.csv": text} if len(text) <= MAX_LIST_BYTES else {}


def _addresses(corpus: Corpus) -> Iterator[str]:
    yield "/"
    yield from (f"/{article.slug}/" for article in corpus.articles)
    yield from (f"/topics/{tag.slug}/" for tag in corpus.tags)
