"""The corpus for Pelican: its own metadata lines, links to files, tags by name."""

from pathlib import Path

from bench.corpus import Article, Corpus, Link
from bench.writers.files import start_from, write


def write_pelican(corpus: Corpus, folder: Path) -> None:
    """A Pelican site with a theme of its own and its cache on."""
    start_from("pelican", folder, style="content/style.css")
    write(folder, {f"content/articles/{article.slug}.md": _page(article) for article in corpus.articles})


def _page(article: Article) -> str:
    head = [f"Title: {article.title}", f"Slug: {article.slug}", f"Date: {article.day}", f"Author: {article.author}"]
    head += [f"Tags: {', '.join(tag.title for tag in article.tags)}", f"Summary: {article.summary}"]
    return "\n".join([*head, "", article.markdown(_link)])


def _link(target: Link) -> str:
    if target.kind == "tag":
        return f"[{target.label}]({{tag}}{target.slug})"
    return f"[{target.label}]({{filename}}{target.slug}.md)"
