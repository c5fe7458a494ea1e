"""The corpus for Lektor: a folder for each article and tag, links between them as relative addresses."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.corpus import Article, Corpus, Link, Tag
from bench.writers.files import start_from, write


def write_lektor(corpus: Corpus, folder: Path) -> None:
    """A Lektor project with templates of its own.

    What its queries would find is written out, as slug and title: a query takes as long as there are articles.
    """
    start_from("lektor", folder, style="assets/style.css")
    files = {
        f"content/articles/{article.slug}/contents.lr": _page(article, previous=before, next=after)
        for before, article, after in corpus.in_turn
    }
    for tag, filed in corpus.filed.items():
        files[f"content/tags/{tag.slug}/contents.lr"] = _tag(tag, filed)
    write(folder, files)


def _tag(tag: Tag, filed: Sequence[Article]) -> str:
    rows = (f"{article.slug} {article.day} {article.title}" for article in filed)
    return f"title: {tag.title}\n---\n{_strings('articles', rows)}\n"


def _page(article: Article, **near: Article | None) -> str:
    fields = [f"title: {article.title}", f"day: {article.day}", f"author: {article.author}"]
    fields += [f"description: {article.summary}"]
    fields += [_strings("topics", (f"{tag.slug} {tag.title}" for tag in article.tags))]
    fields += [f"{name}: {other.slug} {other.title}" for name, other in near.items() if other]
    return "\n---\n".join([*fields, f"body:\n\n{article.markdown(_link)}"])


def _strings(name: str, rows: Iterable[str]) -> str:
    return "\n".join([f"{name}:", "", *rows])


def _link(target: Link) -> str:
    return f"[{target.label}]({'../' if target.kind == 'article' else '../../tags/'}{target.slug}/)"
