"""What is measured: for each generator its program, its commands, where its pages and memories lie."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.corpus import Corpus
from bench.install import Program, eleventy_program, hugo_program, our_program, python_program
from bench.writers import WRITERS

PLAIN, WITH_CLAIMS = "sourcebook", "sourcebook-claims"
ALL = sys.maxsize


@dataclass(frozen=True)
class Generator:
    """One generator. Paths are relative to a folder of its own, in which its commands run.

    `source` and `page` hold `{slug}` for an article's; `forgotten` are the patterns of output and memories, deleted
    before a cold build; `serve` holds `{port}`, `address` is where its server shows an article; `up_to` how many
    articles it is given unless it is named.
    """

    name: str
    title: str
    provide: Callable[[], Program]
    build: Sequence[str]
    source: str
    page: str
    forgotten: Sequence[str]
    content: str = "."
    serve: Sequence[str] = ()
    address: str = "/{slug}/"
    up_to: int = ALL

    def write(self, corpus: Corpus, folder: Path) -> None:
        """Write the corpus as this generator reads it."""
        WRITERS[self.name](corpus, folder / self.content)


def _ours(name: str, title: str, up_to: int) -> Generator:
    return Generator(
        name, title, our_program,
        build="program/build.py build --content content --out site --no-search --no-cards".split(),
        source="pages/{slug}.md", page="site/{slug}/index.html", forgotten=["site", ".site.*", "program/.cache"],
        content="content", serve="program/build.py serve --content content --port {port}".split(), up_to=up_to,
    )  # fmt: skip


_LISTED = (
    _ours(PLAIN, "Sourcebook", ALL),
    Generator(
        "hugo", "Hugo", hugo_program, build=["--quiet"], source="content/articles/{slug}.md",
        page="public/{slug}/index.html", forgotten=["public", "resources", ".hugo_build.lock"],
        serve="server --bind 127.0.0.1 --port {port}".split(),
    ),
    Generator(
        "eleventy", "Eleventy", eleventy_program, build=["--quiet"], source="articles/{slug}.md",
        page="_site/{slug}/index.html", forgotten=["_site", ".cache"],
        serve="--serve --incremental --quiet --port={port}".split(),
    ),
    Generator(
        "lektor", "Lektor", partial(python_program, "bench", "lektor"), build="build -O output".split(),
        source="content/articles/{slug}/contents.lr", page="output/articles/{slug}/index.html", forgotten=["output"],
    ),
    Generator(
        "mkdocs", "MkDocs", partial(python_program, "bench", "mkdocs"), build="build --quiet".split(),
        source="docs/articles/{slug}.md", page="site/articles/{slug}/index.html", forgotten=["site"],
        serve="serve --quiet --dev-addr 127.0.0.1:{port}".split(), address="/articles/{slug}/", up_to=1000,
    ),
    Generator(
        "pelican", "Pelican", partial(python_program, "pelican", "pelican"), build=["--quiet"],
        source="content/articles/{slug}.md", page="output/{slug}/index.html",
        forgotten=["output", "cache", "__pycache__"], up_to=1000,
    ),
    Generator(
        "zensical", "Zensical", partial(python_program, "bench", "zensical"), build=["build"],
        source="docs/articles/{slug}.md", page="site/articles/{slug}/index.html", forgotten=["site", ".cache"],
        serve="serve --dev-addr 127.0.0.1:{port}".split(), address="/articles/{slug}/", up_to=1000,
    ),
    Generator(
        "nikola", "Nikola", partial(python_program, "bench", "nikola"), build="build --quiet".split(),
        source="articles/{slug}.md", page="output/{slug}/index.html",
        forgotten=["output", "cache", ".doit.db*", "__pycache__"], up_to=1000,
    ),
    _ours(WITH_CLAIMS, "Sourcebook, with claims", 1000),
)  # fmt: skip

GENERATORS: Mapping[str, Generator] = {generator.name: generator for generator in _LISTED}
OURS = (PLAIN, WITH_CLAIMS)
