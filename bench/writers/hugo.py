"""The corpus for Hugo: links as addresses, tags as a taxonomy."""

from pathlib import Path

from bench.corpus import Article, Corpus, Link
from bench.writers.files import quoted, start_from, write


def write_hugo(corpus: Corpus, folder: Path) -> None:
    """A Hugo site with layouts of its own."""
    start_from("hugo", folder, style="static/style.css")
    files = {f"content/articles/{article.slug}.md": _page(article) for article in corpus.articles}
    files |= {f"content/tags/{tag.slug}/_index.md": f"---\ntitle: {tag.title}\n---\n" for tag in corpus.tags}
    write(folder, files | {"content/articles/_index.md": "---\ntitle: All articles\n---\n"})


def address_link(target: Link) -> str:
    """A Markdown link to an address below the root."""
    return f"[{target.label}](/{'' if target.kind == 'article' else 'tags/'}{target.slug}/)"


def _page(article: Article) -> str:
    tags = ", ".join(tag.slug for tag in article.tags)
    head = [f"title: {article.title}", f"slug: {article.slug}", f"date: {article.day}", f"tags: [{tags}]"]
    head += [f"description: {quoted(article.summary)}", f"author: {article.author}"]
    return "\n".join(["---", *head, "---", article.markdown(address_link)])
