"""The corpus as a dossier with documents: each article also cites claims, in sentences and in a table.

Five articles share a document of eight claims, two documents a question that both answer, ten articles a note.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench import words
from bench.corpus import SEED, Article, Corpus, slug_of
from bench.writers.files import quoted, write
from bench.writers.sourcebook import HOME, SITE, addresses, page, topic

ARTICLES_A_DOCUMENT = 5
ARTICLES_A_NOTE = 10
DOCUMENTS_AN_OUTLET = 10
CLAIMS = 8


@dataclass(frozen=True)
class _Document:
    """A document on five articles: `counts` are what its claims count, and how many, in order of their paragraphs."""

    number: int
    articles: tuple[Article, ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def slug(self) -> str:
        return f"report-on-{self.articles[0].slug}"

    @property
    def person(self) -> str:
        return words.person(20_000 + self.number // DOCUMENTS_AN_OUTLET)

    @property
    def outlet(self) -> str:
        return f"Courier of {words.name(40_000 + self.number // DOCUMENTS_AN_OUTLET)}"

    @property
    def question(self) -> str:
        return f"count-{self.number // 2 + 1}"


def write_claims(corpus: Corpus, folder: Path) -> None:
    """A dossier in which documents claim things, and articles cite them."""
    documents = [_document(corpus, first) for first in range(0, len(corpus.articles), ARTICLES_A_DOCUMENT)]
    files = {f"topics/{tag.slug}.md": topic(tag) for tag in corpus.tags}
    for document in documents:
        files |= dict(_files(document))
    files |= dict(_notes(corpus))
    site = SITE.replace('"topics",', '"topics", "questions", "sources", "people", "organisations",')
    files |= {"site.toml": site, "pages/home.md": HOME, "references.toml": _references(corpus)}
    write(folder, files | addresses(corpus, _more(files, documents)))


def document_slug(corpus: Corpus, article: Article) -> str:
    """The slug of the document on an article."""
    number = corpus.articles.index(article)
    return _document(corpus, number - number % ARTICLES_A_DOCUMENT).slug


def _document(corpus: Corpus, first: int) -> _Document:
    number, articles = first // ARTICLES_A_DOCUMENT, corpus.articles[first : first + ARTICLES_A_DOCUMENT]
    chance = Random(f"{SEED} document {number}")
    counts = tuple((words.thing(chance), chance.randrange(100, 1000)) for _ in range(CLAIMS))
    return _Document(number, articles, (("long causeway", counts[0][1]), *counts[1:]))


def _files(document: _Document) -> Iterator[tuple[str, str]]:
    yield f"sources/{document.slug}.md", _source(document)
    yield f"questions/{document.question}.md", _question(document)
    yield f"people/{slug_of(document.person)}.md", _entity(document.person, "Somebody who counts.")
    yield f"organisations/{slug_of(document.outlet)}.md", _entity(document.outlet, "A newspaper.")
    for position, article in enumerate(document.articles):
        yield f"pages/{article.slug}.md", page(article, _said(document, position))


def _source(document: _Document) -> str:
    digest = hashlib.sha256(document.slug.encode()).hexdigest()
    head = f"""\
title: {quoted(f"Report on the {document.articles[0].title}")}
summary: {quoted(document.articles[0].summary)}
headline: Counted again
author: none
outlet: organisations/{slug_of(document.outlet)}
published: {{date: "{document.articles[0].day}", basis: stated}}
obtained: Invented to measure with.
file: {{sha256: {digest}, paragraphs: {CLAIMS + 1}}}
skip: [{{at: 1, why: headline}}]
claims:
"""
    claims = "".join(_claim(document, number) for number in range(1, CLAIMS + 1))
    return f"---\n{head}{claims}---\n{_cited(document, 1)} {_cited(document, 2)}\n"


def _claim(document: _Document, number: int) -> str:
    thing, count = document.counts[number - 1]
    speaker = f"people/{slug_of(document.person)}" if number % 2 else "article"
    answer = f"    answers: questions/{document.question}\n    value: {count}\n" if number == 1 else ""
    topic_slug = document.articles[0].tags[number % 3].slug
    return f"""\
  claim-{number}:
    at: {number + 1}
    by: {speaker}
    says: The {thing} has {count} steps.
    words: [{count} steps]
    about: [topics/{topic_slug}]
{answer}"""


def _cited(document: _Document, number: int) -> str:
    thing, count = document.counts[number - 1]
    whose = f"people/{slug_of(document.person)}" if number % 2 else f"organisations/{slug_of(document.outlet)}"
    return f"According to [[{whose}]], the {thing} has {count} steps. [@{document.slug}#claim-{number}]"


def _said(document: _Document, position: int) -> str:
    """What an article says by the document: two cited sentences, and a table of three cited counts."""
    first = position % (CLAIMS - 1) + 1
    rows = [(*document.counts[n - 1], n) for n in (1, CLAIMS // 2, CLAIMS)]
    table = "".join(f"| {thing} | {count} [@{document.slug}#claim-{number}] |\n" for thing, count, number in rows)
    sentences = f"{_cited(document, first)} {_cited(document, first + 1)}"
    return f"\n## What the documents say\n\n{sentences}\n\n| What | Steps |\n|---|---:|\n{table}"


def _question(document: _Document) -> str:
    return f"""\
---
title: Steps of causeway {document.question.removeprefix("count-")}
asks: How many steps has the long causeway?
type: number
unit: steps
---
The documents answer in figures.
"""


def _entity(name: str, summary: str) -> str:
    return f"---\ntitle: {name}\nsummary: {summary}\n---\n{summary}\n"


def _notes(corpus: Corpus) -> Iterator[tuple[str, str]]:
    for number, article in enumerate(corpus.articles[::ARTICLES_A_NOTE], 1):
        head = f"title: A note on the {article.title}\nsummary: What a guide adds.\n"
        about = f"about: [pages/{article.slug}]\nreferences: [guide-{number}]\n"
        yield f"notes/note-on-{article.slug}.md", f"---\n{head}{about}---\n{article.summary}\n"


def _references(corpus: Corpus) -> str:
    count = len(corpus.articles[::ARTICLES_A_NOTE])
    return "\n".join(_reference(number) for number in range(1, count + 1))


def _reference(number: int) -> str:
    return f"""\
[guide-{number}]
title = "Guide {number}"
publisher = "Harbour Press"
address = "https://bench.example.org/guide-{number}"
nature = "independent"
read = "not"
"""


def _more(files: dict[str, str], documents: list[_Document]) -> Iterator[str]:
    folders = ("sources/", "questions/", "people/", "organisations/", "notes/")
    yield from (f"/{name.removesuffix('.md')}/" for name in files if name.startswith(folders))
    for document in documents:
        yield from (f"/sources/{document.slug}/#claim-{number}" for number in range(1, CLAIMS + 1))
