"""The corpus for Nikola: its own metadata lines, links as addresses, since its own look through all articles."""

from pathlib import Path

from bench.corpus import Article, Corpus
from bench.writers.files import start_from, write
from bench.writers.hugo import address_link


def write_nikola(corpus: Corpus, folder: Path) -> None:
    """A Nikola site with its own plain theme; lists and feeds show an article up to its first heading."""
    start_from("nikola", folder, style="files/style.css")
    write(folder, {f"articles/{article.slug}.md": _page(article) for article in corpus.articles})


def _page(article: Article) -> str:
    head = [f"title: {article.title}", f"slug: {article.slug}", f"date: {article.day} 00:00:00 UTC"]
    head += [f"tags: {', '.join(tag.title for tag in article.tags)}", f"author: {article.author}"]
    head += [f"description: {article.summary}", "type: text"]
    text = article.markdown(address_link).replace("\n## ", "\n<!-- TEASER_END -->\n\n## ", 1)
    return "\n".join([*(f".. {line}" for line in head), "", text])
