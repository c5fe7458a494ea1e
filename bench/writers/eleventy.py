"""The corpus for Eleventy: links as addresses, tags gathered by its configuration."""

import json
from pathlib import Path

from bench.corpus import Article, Corpus
from bench.writers.files import quoted, start_from, write
from bench.writers.hugo import address_link


def write_eleventy(corpus: Corpus, folder: Path) -> None:
    """An Eleventy site with Nunjucks layouts."""
    start_from("eleventy", folder, style="style.css")
    write(folder, {f"articles/{article.slug}.md": _page(article) for article in corpus.articles})


def _page(article: Article) -> str:
    topics = json.dumps([{"slug": tag.slug, "title": tag.title} for tag in article.tags])
    head = [f"title: {article.title}", f"permalink: /{article.slug}/", f"date: {article.day}", f"topics: {topics}"]
    head += [f"description: {quoted(article.summary)}", f"author: {article.author}"]
    return "\n".join(["---", *head, "---", article.markdown(address_link)])
