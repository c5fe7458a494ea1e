"""The corpus: invented articles that every generator is given, the same for the same number on any machine."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from bench import words

FIRST_DAY = date(1990, 1, 1)
SEED = "sourcebook"
ARTICLES_A_TAG = 60
TAGS_AN_ARTICLE = 3
SENTENCES_A_PARAGRAPH = 4


@dataclass(frozen=True)
class Tag:
    """What articles are filed under."""

    slug: str
    title: str


@dataclass(frozen=True)
class Link:
    """A link in running text: to the article or tag `slug`, reading `label`."""

    kind: Literal["article", "tag"]
    slug: str
    label: str


Line = tuple[str | Link, ...]
"""Markdown in one line, with links kept apart, since each generator writes them in its own way."""


@dataclass(frozen=True)
class Block:
    """A block of an article: a paragraph or heading has one line, a list has one for each item."""

    kind: Literal["paragraph", "heading", "list"]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Article:
    """About 350 words. No two articles have the same slug, title or day."""

    slug: str
    title: str
    summary: str
    day: date
    author: str
    tags: tuple[Tag, ...]
    blocks: tuple[Block, ...]

    def markdown(self, link: Callable[[Link], str]) -> str:
        """The text in Markdown, with links as `link` writes them."""
        return "\n\n".join(_block(block, link) for block in self.blocks) + "\n"


@dataclass(frozen=True)
class Corpus:
    """Articles, oldest first, and all tags; every tag has an article."""

    articles: tuple[Article, ...]
    tags: tuple[Tag, ...]

    @property
    def in_turn(self) -> Iterator[tuple[Article | None, Article, Article | None]]:
        """Each article with the one before it and the one after."""
        return zip((None, *self.articles), self.articles, (*self.articles[1:], None), strict=False)

    @property
    def filed(self) -> Mapping[Tag, Sequence[Article]]:
        """The articles of each tag, oldest first."""
        found: dict[Tag, list[Article]] = {tag: [] for tag in self.tags}
        for article in self.articles:
            for tag in article.tags:
                found[tag].append(article)
        return found

    @property
    def edited(self) -> Article:
        """The article that is edited: neither among the newest, which feeds and home pages show, nor the first."""
        return self.articles[len(self.articles) // 2]


def make_corpus(size: int) -> Corpus:
    """`size` articles; their number of tags grows with them, so that pages of tags stay as long as they are."""
    tags = tuple(_tag(number) for number in range(max(TAGS_AN_ARTICLE, size * TAGS_AN_ARTICLE // ARTICLES_A_TAG)))
    titles = [_title(number) for number in range(size)]
    return Corpus(tuple(_article(number, titles, tags) for number in range(size)), tags)


def slug_of(title: str) -> str:
    """Small letters and hyphens."""
    return title.lower().replace(" ", "-")


def _tag(number: int) -> Tag:
    title = f"Crafts of {words.name(159_999 - number)}"
    return Tag(slug_of(title), title)


def _title(number: int) -> str:
    return f"{words.thing(Random(f'{SEED} title {number}')).capitalize()} of {words.name(number)}"


def _article(number: int, titles: list[str], tags: tuple[Tag, ...]) -> Article:
    chance = Random(f"{SEED} article {number}")
    first = number * TAGS_AN_ARTICLE
    chosen = tuple(tags[(first + step) % len(tags)] for step in range(TAGS_AN_ARTICLE))
    others = [titles[chance.randrange(len(titles))] for _ in range(3)]
    links = [Link("article", slug_of(other), f"the {other[0].lower()}{other[1:]}") for other in others]
    links.append(Link("tag", chosen[0].slug, "its crafts"))
    return Article(
        slug=slug_of(titles[number]),
        title=titles[number],
        summary=words.sentence(chance).replace("*", ""),
        day=FIRST_DAY + timedelta(number),
        author=words.person(number % 12),
        tags=chosen,
        blocks=tuple(_blocks(chance, links)),
    )


def _blocks(chance: Random, links: list[Link]) -> Iterator[Block]:
    for part in range(3):
        if part:
            yield Block("heading", ((f"The {words.thing(chance)}",),))
        yield _paragraph(chance, links[part])
        yield _paragraph(chance, links[3] if part == 1 else None)
        if part == 1:
            yield Block("list", tuple((words.sentence(chance),) for _ in range(3)))


def _paragraph(chance: Random, link: Link | None) -> Block:
    text = " ".join(words.sentence(chance) for _ in range(SENTENCES_A_PARAGRAPH - (link is not None)))
    return Block("paragraph", ((f"{text} More is told of ", link, "."),) if link else ((text,),))


def _block(block: Block, link: Callable[[Link], str]) -> str:
    mark = {"paragraph": "", "heading": "## ", "list": "- "}[block.kind]
    lines = ("".join(link(piece) if isinstance(piece, Link) else piece for piece in line) for line in block.lines)
    return "\n".join(mark + line for line in lines)
