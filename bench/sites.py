"""One generator's folder with what it builds, and what is done to it: built cold, built again, edited."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import Corpus
from bench.generators import BASE, CACHE_HOME, DOSSIER, Generator
from bench.install import Program, copy_program
from bench.processes import peak_memory, seconds
from bench.scenarios import BODY, COLD, CPU, MEMORY, Edit, Material, edits
from bench.writers import WRITERS
from tools.environment import ROOT, SetupError

AWAY = "away"


@dataclass
class Site:
    """A generator's folder.

    `texts` are sources as they were before any edit; `words` the latest word of each kind of edit; `saves` are counted,
    so that no edit is like another; `note` is a sentence for the report.
    """

    generator: Generator
    program: Program
    folder: Path
    material: Material
    edits: Mapping[str, Edit]
    texts: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    saves: int = 0
    note: str = ""

    @property
    def variables(self) -> dict[str, str]:
        """The variables of its commands: what they keep for the account lies in the folder."""
        return {**self.program.variables, "XDG_CACHE_HOME": str(self.folder / CACHE_HOME)}

    def save(self, scenario: str) -> str:
        """Edit a source file and leave the other edits as they are; the word that was put there."""
        self.saves += 1
        source = self.edits[scenario].source
        self.words[scenario] = self.edits[scenario].word(self.saves)
        path = self.folder / self.generator.content / source
        text = self.texts.setdefault(source, path.read_text("utf-8"))
        for name, word in self.words.items():
            if self.edits[name].source == source:
                text = self.edits[name].apply(text, word)
        path.write_text(text, encoding="utf-8")
        return self.words[scenario]

    def forget(self) -> None:
        """Put the output away, and all that the generator remembers."""
        for pattern in (*self.generator.forgotten, CACHE_HOME):
            for path in self.folder.glob(pattern):
                put_away(path, self.folder.parent)

    def measure(self, scenario: str) -> dict[str, float]:
        """Wall and processor seconds of a build in a scenario; for MEMORY, megabytes at the peak of a cold one."""
        if scenario in (COLD, MEMORY):
            self.forget()
        word = self.save(scenario) if scenario in self.edits else ""
        run = self.command(self.generator.build), self.folder, self.variables
        taken = [peak_memory(*run)] if scenario == MEMORY else seconds(*run)
        page = self.folder / self.edits[scenario if word else BODY].page
        if not page.is_file() or word not in page.read_text("utf-8"):
            raise SetupError(f"{self.generator.title} did not write {page} anew.")
        return dict(zip((scenario, scenario + CPU), taken, strict=False))

    def command(self, arguments: Sequence[str]) -> list[str]:
        """Arguments with what starts the generator before them."""
        return [*self.program.command, *arguments]


def put_away(path: Path, folder: Path) -> None:
    """Move what lies at a path, if anything does, below `folder`/AWAY.

    It is not deleted before all is measured: ext4 looks past the numbers of files that were deleted within the last
    minute whenever one is made, and all that is built meanwhile takes several times as long to write.
    """
    if path.exists():
        away = folder / AWAY
        away.mkdir(parents=True, exist_ok=True)
        path.rename(away / f"{len(list(away.iterdir()))}-{path.name}")


def make_site(generator: Generator, program: Program, material: Material, corpus: Corpus, folder: Path) -> Site:
    """Write what a generator builds into `folder`, which is put away first."""
    put_away(folder, folder.parent)
    folder.mkdir(parents=True)
    if program.checkout:
        copy_program(program.checkout, folder / "program")
    if material.part == DOSSIER:
        copy_dossier(ROOT, folder)
    else:
        WRITERS[generator.format or generator.name](corpus, folder / generator.content)
    site = Site(generator, program, folder, material, edits(generator, material.part, corpus))
    if generator.name == BASE and material.part == DOSSIER and refuses(site):
        site.note = f"{generator.title} refuses the dossier of this checkout, and builds its own."
        copy_dossier(program.checkout or ROOT, folder)
    return site


def copy_dossier(checkout: Path, folder: Path) -> None:
    """Copy the first dossier of a checkout, in place of what is there."""
    put_away(folder / "content", folder.parent)
    shutil.copytree(checkout / "content", folder / "content", ignore=shutil.ignore_patterns("originals"))


def refuses(site: Site) -> bool:
    """Whether a generator does not build its site as it stands."""
    try:
        site.measure(COLD)
    except SetupError as error:
        print(error, flush=True)
        return True
    return False
