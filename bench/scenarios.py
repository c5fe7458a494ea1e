"""What is measured: parts of the bench, their scenarios, and the edits of source files."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bench import words
from bench.corpus import Corpus
from bench.generators import CLAIMS, DOSSIER, Generator
from bench.writers.claims import document_slug
from tools.environment import SetupError

COLD, SAME, MEMORY, SEEN = "cold", "no change", "memory", "save to seen"
BODY, TITLE, VALUE = "edit of body", "edit of title", "edit of value"
TIMED = (COLD, SAME, BODY, TITLE, VALUE)
COLUMNS = (*TIMED, MEMORY, SEEN)
CPU = ", processor"
"""What follows a timed scenario's name for its processor time."""
FIRST_WORD = 100_000


class Material(NamedTuple):
    """What is built: a part of the bench, and how many articles it has (0 for the first dossier)."""

    part: str
    size: int

    @property
    def title(self) -> str:
        return DOSSIER if self.part == DOSSIER else f"{self.size:,} {self.part}"


@dataclass(frozen=True)
class Edit:
    """A change of a source file: the first match of `place` becomes `text`, in which {0} is the match.

    `page`, a file of the output, must then hold the word that was put in for {word}.
    """

    source: str
    page: str
    place: str
    text: str
    word: Callable[[int], str] = lambda number: words.name(FIRST_WORD + number)

    def apply(self, text: str, word: str) -> str:
        """The edited text. Raises SetupError if it has no such place."""
        made, count = re.subn(self.place, lambda match: self.text.format(match.group(), word=word), text, count=1)
        if not count:
            raise SetupError(f"{self.source} has nothing like {self.place!r} to edit: name another place in the bench.")
        return made


_TOPIC = ("topics/shusha.md", "site/topics/shusha/index.html")
DOSSIER_EDITS = {
    BODY: Edit(*_TOPIC, r"(?s)\A---\n.*?\n---\n.*? the ", "{0}{word} "),
    TITLE: Edit(*_TOPIC, r"\ntitle: .*", "{0} {word}"),
    VALUE: Edit(
        "sources/joint-startup.md", "site/sources/joint-startup/index.html",
        r"\n    value: Culture Minister", "{0} {word}",
    ),
}  # fmt: skip


def edits(generator: Generator, part: str, corpus: Corpus) -> Mapping[str, Edit]:
    """The edits of a part by scenario; those of a corpus are made to an article in its middle."""
    if part == DOSSIER:
        return DOSSIER_EDITS
    article = corpus.edited
    files = (generator.source.format(slug=article.slug), generator.page.format(slug=article.slug))
    made = {
        BODY: Edit(*files, "More is told of ", "This was told at {word}. {0}"),
        TITLE: Edit(*files, re.escape(article.title), "{0} {word}"),
    }
    if part == CLAIMS:
        source = f"sources/{document_slug(corpus, article)}"
        value = "\n    value: {word}\n    why: Counted anew as {word}."
        files = (f"{source}.md", generator.page.format(slug=source))
        made[VALUE] = Edit(*files, r"\n    value: .*", value, lambda number: f"0.{FIRST_WORD + number}")
    return made
