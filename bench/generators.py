"""The generators: for each its program, its commands, where its pages and memories lie."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bench.install import Program, base_program, eleventy_program, hugo_program, our_program, python_program

DOSSIER, CLAIMS, PLAIN = "dossier", "claims", "plain"
PARTS = (DOSSIER, CLAIMS, PLAIN)
US, BASE, HUGO, LEKTOR = "sourcebook", "base", "hugo", "lektor"
ALL = sys.maxsize
CACHE_HOME = ".account"
"""The cache folder of the account, as each generator is told, in its own folder."""


@dataclass(frozen=True)
class Generator:
    """One generator. Paths are relative to a folder of its own, in which its commands run.

    `source`, relative to `content`, and `page` hold `{slug}` for an article's; `forgotten` are the patterns of output
    and memories, put away before a cold build; `serve` holds `{port}`; `up_to` is how many articles it is given unless
    it is named; `format` is the name of its writer, if it is another than its own.
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
    up_to: int = ALL
    format: str = ""


_PLAIN = Generator(
    US, "Sourcebook", our_program,
    build="program/build.py build --content content --out site --no-search --no-cards".split(),
    source="pages/{slug}.md", page="site/{slug}/index.html", forgotten=["site", ".site.*", "program/.cache"],
    content="content", serve="program/build.py serve --content content --port {port}".split(), format="sourcebook",
)  # fmt: skip
OURS = {
    DOSSIER: replace(_PLAIN, build="program/build.py build --content content --out site".split()),
    CLAIMS: replace(_PLAIN, format="sourcebook-claims", up_to=1000),
    PLAIN: _PLAIN,
}

_PEERS = (
    Generator(
        HUGO, "Hugo", hugo_program, build=["--quiet"], source="content/articles/{slug}.md",
        page="public/{slug}/index.html", forgotten=["public", "resources", ".hugo_build.lock"],
        serve="server --bind 127.0.0.1 --port {port}".split(),
    ),
    Generator(
        "eleventy", "Eleventy", eleventy_program, build=["--quiet"], source="articles/{slug}.md",
        page="_site/{slug}/index.html", forgotten=["_site", ".cache"],
        serve="--serve --incremental --quiet --port={port}".split(),
    ),
    Generator(
        LEKTOR, "Lektor", partial(python_program, "bench", "lektor"), build="build -O output".split(),
        source="content/articles/{slug}/contents.lr", page="output/articles/{slug}/index.html", forgotten=["output"],
    ),
    Generator(
        "mkdocs", "MkDocs", partial(python_program, "bench", "mkdocs"), build="build --quiet".split(),
        source="docs/articles/{slug}.md", page="site/articles/{slug}/index.html", forgotten=["site"],
        serve="serve --quiet --dev-addr 127.0.0.1:{port}".split(), up_to=1000,
    ),
    Generator(
        "pelican", "Pelican", partial(python_program, "pelican", "pelican"), build=["--quiet"],
        source="content/articles/{slug}.md", page="output/{slug}/index.html",
        forgotten=["output", "cache", "__pycache__"], up_to=1000,
    ),
    Generator(
        "zensical", "Zensical", partial(python_program, "bench", "zensical"), build=["build"],
        source="docs/articles/{slug}.md", page="site/articles/{slug}/index.html", forgotten=["site", ".cache"],
        serve="serve --dev-addr 127.0.0.1:{port}".split(), up_to=1000,
    ),
    Generator(
        "nikola", "Nikola", partial(python_program, "bench", "nikola"), build="build --quiet".split(),
        source="articles/{slug}.md", page="output/{slug}/index.html",
        forgotten=["output", "cache", ".doit.db*", "__pycache__"], up_to=1000,
    ),
)  # fmt: skip
PEERS: Mapping[str, Generator] = {generator.name: generator for generator in _PEERS}


def chosen(part: str, base: str | None, peers: Sequence[str]) -> list[Generator]:
    """The generators of a part: ours, ours at the commit `base`, and, for plain articles, peers."""
    ours = OURS[part]
    older = [replace(ours, name=BASE, title=f"Sourcebook {base}", provide=partial(base_program, base))] if base else []
    return [ours, *older, *(PEERS[name] for name in peers if part == PLAIN)]
