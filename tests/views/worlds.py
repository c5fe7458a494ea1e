"""Every page, export and check of a dossier made by itself, with what was asked for; and what would be made again."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from sourcebook.build.bodies import encode_body
from sourcebook.build.inputs import read
from sourcebook.build.theme import TEMPLATES, load_theme
from sourcebook.exports.bibliography import bibliography_files
from sourcebook.exports.cards import Cards
from sourcebook.exports.feeds import feed_input, sitemap_input
from sourcebook.exports.hosting import hosting_files
from sourcebook.exports.licences import TABLE, licence_file
from sourcebook.exports.search import search_input
from sourcebook.exports.tables import table_files
from sourcebook.model.digests import digest
from sourcebook.model.dossier import Dossier
from sourcebook.model.files import SourceFile
from sourcebook.model.item_digests import ItemDigests, pruned
from sourcebook.model.items import DOSSIER, Item
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.model.prose import Prose
from sourcebook.model.reader import Reader
from sourcebook.model.tables import Settings, Tables
from sourcebook.stages.check import PageChecks
from sourcebook.stages.link import link
from sourcebook.stages.parse import ParsedPage, parse
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.site import Site
from tools.environment import ROOT

THEME = load_theme(ROOT, "en", plain=True)
WORDS = THEME.translations

Files = Mapping[str, bytes]
Asked = frozenset[Item]


class Linked(NamedTuple):
    """A linked dossier with the bodies of its pages."""

    dossier: Dossier
    bodies: Mapping[Key, Prose]


def files_of(content: Path) -> Files:
    return {file.path: file.data for file in read(content)[0]}


@lru_cache(maxsize=2_000)
def _parsed(path: str, data: bytes) -> tuple[Any, list[Problem]]:
    what, problems = parse(SourceFile(path, data))
    return what, [problem for problem in problems if problem.level == "error"]


def linked(files: Files) -> tuple[Linked | None, list[Problem]]:
    """The dossier of these files, or what is wrong with them: not what rules find."""
    found = {path: _parsed(path, files[path]) for path in sorted(files)}
    wrong = [problem for _, problems in found.values() for problem in problems]
    if wrong:
        return None, wrong
    pages = [what for what, _ in found.values() if isinstance(what, ParsedPage)]
    tables = {path: what for path, (what, _) in found.items() if not isinstance(what, ParsedPage)}
    settings = tables["site.toml"]
    assert isinstance(settings, Settings)
    names = ("references.toml", "terms.toml", "corrections.toml", "published.csv", "releases.toml")
    references, terms, corrections, published, releases = (tables.get(name, ()) for name in names)
    given = Tables(settings, references, terms, corrections, published, tables.get("map/outline.toml"), releases)
    dossier, problems = link([page.entry for page in pages], given, [])
    wrong = [problem for problem in problems if problem.level == "error"]
    return None if wrong else Linked(dossier, {page.entry.key: page.body for page in pages}), wrong


class World:
    """A dossier about to be shown; `cards`: whether pages have pictures."""

    def __init__(self, linked: Linked, *, cards: bool = True) -> None:
        self.lookup = Lookup(linked.dossier)
        self.reader = Reader(self.lookup, linked.bodies.__getitem__)
        self.cards = Cards(self.reader, WORDS, THEME.font_files)
        pictures = self.cards if cards else {}
        shell = Shell(THEME.names, None, noindex=False, preview=False, cards=pictures, icons=True, full_text=True)
        self.site = Site(self.reader, WORDS, Addresses("https://example.org/deep"), shell)
        self.bodies = {key: digest(encode_body(body)) for key, body in linked.bodies.items()}
        self.card = self.cards.digest if cards else lambda url: b""

    def digests(self, previous: Mapping[Item, bytes] | None = None) -> ItemDigests:
        return ItemDigests(self.lookup, self.bodies, previous, {**self.site.digests(), "card": self.card})

    @cached_property
    def tasks(self) -> Mapping[str, Callable[[], object]]:
        """What makes each part of the output, by its name."""
        site, reader = self.site, self.reader
        checks = PageChecks(reader)
        whole = (feed_input, sitemap_input, search_input, hosting_files, bibliography_files, table_files)
        return {
            **{plan.url: plan.make for plan in site.plans()},
            **{make.__name__: lambda make=make: _all(make(site)) for make in whole},  # type: ignore[misc]
            "licences": lambda: licence_file(site, THEME.files[TEMPLATES + TABLE]),
            **{f"card {url}": lambda url=url: self.cards.view(url) for url in self.cards.pages},  # type: ignore[misc]
            **{f"check {key}": lambda key=key: checks.problems(key) for key in reader.keys("")},  # type: ignore[misc]
        }

    @cache  # noqa: B019
    def make(self, name: str) -> tuple[str, Asked]:
        """A part of the output, and what was asked for."""
        with self.reader.recording() as asked:
            made = repr(self.tasks[name]())
        return made, frozenset(pruned(asked))

    @cached_property
    def made(self) -> Mapping[str, tuple[str, Asked]]:
        return {name: self.make(name) for name in self.tasks}

    @cached_property
    def known(self) -> Mapping[Item, bytes]:
        """The digests of all that was asked for, and of the dossier."""
        digests = self.digests()
        return {
            item: digests.of(item) for item in {DOSSIER, *(item for _, asked in self.made.values() for item in asked)}
        }


def _all(made: object) -> object:
    return list(made) if isinstance(made, Iterable) else made


def stale(before: World, after: World, blind: str = "") -> tuple[list[str], list[str]]:
    """Parts of the output that would be carried over though they are others, and all that would be carried over.

    With a `blind` kind, as if nothing had noted its items.
    """
    digests = after.digests(before.known)
    same = {item for item, known in before.known.items() if item.kind == blind or digests.of(item) == known}
    kept = [name for name, (_, asked) in before.made.items() if name in after.tasks and asked <= same]
    return [name for name in kept if after.make(name)[0] != before.made[name][0]], kept
