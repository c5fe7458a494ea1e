"""The corpus for MkDocs and Zensical: links to files; pages of tags and the list of articles as files of links."""

import json
from collections.abc import Iterable
from pathlib import Path

from bench.corpus import Article, Corpus, Link
from bench.writers.files import quoted, start_from, write


def write_mkdocs(corpus: Corpus, folder: Path) -> None:
    """An MkDocs site with a minimal theme of its own."""
    start_from("mkdocs", folder, style="docs/style.css")
    write(folder / "docs", _documents(corpus))


def write_zensical(corpus: Corpus, folder: Path) -> None:
    """A Zensical site with the same theme; articles name their neighbours, since its own come from a menu of all pages,
    which makes its cost grow with their square.
    """
    start_from("zensical", folder, style="docs/style.css")
    near = {
        f"articles/{article.slug}.md": _page(article, previous=before, next=after)
        for before, article, after in corpus.in_turn
    }
    write(folder / "docs", _documents(corpus) | near)


def _documents(corpus: Corpus) -> dict[str, str]:
    files = {f"articles/{article.slug}.md": _page(article) for article in corpus.articles}
    for tag, filed in corpus.filed.items():
        files[f"tags/{tag.slug}.md"] = _list(tag.title, (_row(article, "../articles/") for article in filed))
    files["tags/index.md"] = _list("Tags", (f"[{tag.title}]({tag.slug}.md)" for tag in corpus.tags))
    files["articles/index.md"] = _list("All articles", (_row(article, "") for article in corpus.articles))
    newest = reversed(corpus.articles[-10:])
    rows = (f"{_row(article, 'articles/')}: {article.summary}" for article in newest)
    return files | {"index.md": _list("Things told of places", rows)}


def _page(article: Article, **near: Article | None) -> str:
    topics = json.dumps([{"slug": tag.slug, "title": tag.title} for tag in article.tags])
    head = [f"title: {article.title}", f"date: {article.day}", f"topics: {topics}"]
    head += [f"description: {quoted(article.summary)}", f"author: {article.author}"]
    head += [
        f"{name}: {json.dumps({'slug': other.slug, 'title': other.title})}" for name, other in near.items() if other
    ]
    return "\n".join(["---", *head, "---", "", article.markdown(_link)])


def _link(target: Link) -> str:
    return f"[{target.label}]({'' if target.kind == 'article' else '../tags/'}{target.slug}.md)"


def _row(article: Article, folder: str) -> str:
    return f"[{article.title}]({folder}{article.slug}.md) {article.day}"


def _list(title: str, rows: Iterable[str]) -> str:
    return "\n".join([f"---\ntitle: {title}\ndescription: {title}\n---\n", *(f"- {row}" for row in rows), ""])
