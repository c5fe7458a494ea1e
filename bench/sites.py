"""A corpus written out for one generator, and what is done to it: built cold, built again, edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import words
from bench.corpus import Corpus
from bench.generators import OURS, Generator
from bench.install import Program, copy_program
from bench.processes import peak_memory, seconds
from tools.environment import SetupError

AWAY = "away"
FIRST_WORD = 100_000
PLACE = "More is told of "


@dataclass
class Site:
    """A generator's folder with `size` articles. `edits` counts what was saved, so that no edit is like another."""

    generator: Generator
    program: Program
    folder: Path
    slug: str
    text: str
    size: int
    edits: int = 0

    @property
    def source(self) -> Path:
        return self.folder / self.generator.content / self.generator.source.format(slug=self.slug)

    def save(self) -> str:
        """Edit a sentence in the middle of the article's text; the word that was put there."""
        self.edits += 1
        word = words.name(FIRST_WORD + self.edits)
        self.source.write_text(self.text.replace(PLACE, f"This was told at {word}. {PLACE}", 1), encoding="utf-8")
        return word

    def forget(self) -> None:
        """Put the output away, and all that the generator remembers."""
        for pattern in self.generator.forgotten:
            for path in self.folder.glob(pattern):
                put_away(path, self.folder.parent)

    def cold(self) -> float:
        """Seconds of a build without output or memories."""
        self.forget()
        return self._build("")

    def same(self) -> float:
        """Seconds of a build after which nothing differs."""
        return self._build("")

    def edit(self) -> float:
        """Seconds of a build after one edit of an article's text, with the last output kept."""
        return self._build(self.save())

    def memory(self) -> float:
        """Megabytes at the peak of a cold build."""
        self.forget()
        return peak_memory(self.command(self.generator.build), self.folder, self.program.variables)

    def command(self, arguments: Sequence[str]) -> list[str]:
        """Arguments with what starts the generator before them."""
        return [*self.program.command, *arguments]

    def _build(self, word: str) -> float:
        taken = seconds(self.command(self.generator.build), self.folder, self.program.variables)
        page = self.folder / self.generator.page.format(slug=self.slug)
        if not page.is_file() or word not in page.read_text("utf-8"):
            raise SetupError(f"{self.generator.title} did not write {page} anew.")
        return taken


def put_away(path: Path, folder: Path) -> None:
    """Move what lies at a path, if anything does, below `folder`/AWAY.

    It is not deleted before all is measured: ext4 looks past the numbers of files that were deleted within the last
    minute whenever one is made, and all that is built meanwhile takes several times as long to write.
    """
    if path.exists():
        away = folder / AWAY
        away.mkdir(parents=True, exist_ok=True)
        path.rename(away / f"{len(list(away.iterdir()))}-{path.name}")


def make_site(generator: Generator, program: Program, corpus: Corpus, folder: Path) -> Site:
    """Write `corpus` out for a generator into `folder`, which is put away first."""
    put_away(folder, folder.parent)
    folder.mkdir(parents=True)
    generator.write(corpus, folder)
    if generator.name in OURS:
        copy_program(folder / "program")
    slug = corpus.edited.slug
    source = folder / generator.content / generator.source.format(slug=slug)
    return Site(generator, program, folder, slug, source.read_text("utf-8"), len(corpus.articles))
